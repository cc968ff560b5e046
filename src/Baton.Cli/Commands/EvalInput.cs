using System.Text.Json;
using Baton.Cli.Scenarios;
using Baton.Engine.Capture;
using Baton.Engine.Conditions;
using Baton.Engine.Policies;
using Baton.Engine.Policies.Config;
using Baton.Storage.Files;

namespace Baton.Cli.Commands;

/// <summary>Reads what an expression is tried against.</summary>
internal static class EvalInput
{
    /// <param name="policy">Null: only the standard fields are known, and those that the lead brings.</param>
    public static ExpressionTrial Read(Policy? policy, string? lead, string? rep)
    {
        var fields = lead is null ? null : Map(lead, "--lead");
        policy ??= PolicyFor(fields);
        var trial = new ExpressionTrial(policy);
        if (fields is not null)
        {
            var faults = new List<CaptureFault>();
            if (!trial.Take(new RawLead(fields.ToValues()), faults))
            {
                throw CommandException.Usage($"{lead}: {string.Join("; ", faults.Select(f => f.Message))}");
            }
        }

        if (rep is not null)
        {
            trial.Take(policy.Config.Reps.FirstOrDefault(r => r.Id == rep) ?? Rep(rep));
        }

        return trial;
    }

    // Without a workspace a field that the lead has is a field, of the kind of what it holds.
    private static Policy PolicyFor(MapNode? lead)
    {
        var custom = (lead?.Entries ?? [])
            .Where(e => LeadSchema.Standard.SlotOf(e.Key) < 0)
            .Select(e => new FieldConfig(e.Key, KindOf(e.Value.ToValue()), Personal: false, Position.None));
        var config = new WorkspaceConfig { Policy = new PolicyConfig { Fields = [.. custom] } };
        return PolicyCompiler.Compile(config, 1, [])!;
    }

    private static FieldType KindOf(Value value) =>
        value.Kind switch
        {
            ValueKind.Bool => FieldType.Bool,
            ValueKind.Int or ValueKind.Double => FieldType.Number,
            ValueKind.List => FieldType.List,
            _ => FieldType.String,
        };

    private static RepConfig Rep(string source)
    {
        var node = Map(source, "--rep");
        var named = node["id"] is null ? NodeMerge.With(node, new ScalarNode("rep", true, Position.None), "id") : node;
        var faults = new List<Fault>();
        return WorkspaceBinder.BindRep(named, faults, source)
            ?? throw CommandException.Usage(string.Join("; ", faults));
    }

    private static MapNode Map(string source, string option)
    {
        try
        {
            return JsonNodes.ReadJson(Text(source)) as MapNode
                ?? throw CommandException.Usage($"{option} {source}: expected one JSON object");
        }
        catch (JsonException e)
        {
            throw CommandException.Usage($"{option} {source}: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw CommandException.Usage($"{option}: cannot read {source}: {e.Message}");
        }
    }

    private static string Text(string source) =>
        source == "-" ? Console.In.ReadToEnd()
        : source.TrimStart().StartsWith('{') ? source
        : File.ReadAllText(source);
}
