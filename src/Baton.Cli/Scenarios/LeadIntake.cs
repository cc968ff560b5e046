using System.Collections.Immutable;
using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Policies;

namespace Baton.Cli.Scenarios;

/// <summary>Normalises what a scenario sends, under the policy in force, as a server does on the request's thread.</summary>
internal sealed class LeadIntake(ScenarioWorld world)
{
    /// <summary>What a change of these fields cannot be read without: a phone number and a region need their country.</summary>
    private const string Background = "country";

    /// <summary>The command, or null and why the lead was refused.</summary>
    public CaptureLead? Read(MapNode fields, out Refusal? refusal)
    {
        var raw = new RawLead(fields.ToValues());
        var policy = world.Engine.Policy!;
        if (Normalise(raw, policy.NormaliserOfArrivals, out refusal) is not { } lead)
        {
            return null;
        }

        return new CaptureLead(lead.Fields, ContentHash.Of(raw), policy.Version) { Original = [.. lead.Original] };
    }

    /// <summary>The named fields, normalised; null and why where they were refused.</summary>
    public ImmutableArray<KeyValuePair<string, Value>>? ReadChange(MapNode set, long number, out Refusal? refusal)
    {
        var raw = set.ToValues();
        var known = set[Background] is null ? Known(number) : [];
        var options = world.Engine.Policy!.Normaliser;
        if (Normalise(new RawLead([.. known, .. raw]), options, out refusal) is not { } lead)
        {
            return null;
        }

        var schema = world.Engine.Policy!.Schema;
        return [.. raw.Select(field => KeyValuePair.Create(field.Key, lead.Fields[schema.SlotOf(field.Key)]))];
    }

    private IEnumerable<KeyValuePair<string, Value>> Known(long number)
    {
        var stored = world.FactsFor(new FactsNeeded { Leads = [number] }).Stored;
        return stored.TryGetValue(number, out var lead) ? lead.Fields.Where(f => f.Key == Background) : [];
    }

    private CapturedLead? Normalise(RawLead raw, NormaliserOptions options, out Refusal? refusal)
    {
        var policy = world.Engine.Policy!;
        var faults = new List<CaptureFault>();
        var lead = LeadNormaliser.Normalise(raw, policy.Schema, options with { Now = world.Now }, faults);
        refusal = lead is null ? new Refusal("invalid", string.Join("; ", faults.Select(f => f.Message))) : null;
        return lead;
    }
}
