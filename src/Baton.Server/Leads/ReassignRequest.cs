using System.Collections.Immutable;
using System.Globalization;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Policies;
using Baton.Server.Access;
using Baton.Server.Http;
using Baton.Storage;

namespace Baton.Server.Leads;

/// <summary>The body of a hand-over of many leads, with every fault of it.</summary>
internal sealed record ReassignRequest(ReassignLeads Command, bool DryRun)
{
    private const int MostFaults = 100;
    private static readonly string[] Kinds = ["rep", "pool", "team"];

    public Problem? Problem { get; private init; }

    /// <summary>The record at which the preview was made, where a token came along; else 0.</summary>
    public long PreviewedAt { get; private init; }

    /// <summary>The ids by which the sender named leads.</summary>
    public IReadOnlyDictionary<long, string> Ids { get; private init; } = ImmutableDictionary<long, string>.Empty;

    public static ReassignRequest Read(ActionBody body, LeadQueries leads, Doer doer)
    {
        var ids = new Dictionary<long, string>();
        var named = Named(body, leads, ids);
        var rep = body.OptionalText("rep");
        var to = TargetIn(body);
        var (seq, hash) = TokenIn(body);
        var command = new ReassignLeads(to, body.Word("reason", CodedReasons.All))
        {
            Leads = named,
            Rep = rep,
            Note = body.OptionalText("note"),
            By = doer.ByIn(body),
            Expected = hash,
        };
        command = command with { ByRole = doer.ManagesAs(command.By) };
        return new ReassignRequest(command, body.OptionalTruth("dry_run"))
        {
            PreviewedAt = seq,
            Ids = ids,
            Problem = body.Problem() ?? doer.For(rep: null, command.By),
        };
    }

    private static ImmutableArray<long> Named(ActionBody body, LeadQueries leads, Dictionary<long, string> ids)
    {
        var texts = body.Texts("leads");
        if (texts.Length > ReassignLeads.MostLeads)
        {
            body.Fault("leads", "range", $"at most {ReassignLeads.MostLeads} leads at once; send them in parts");
            return [];
        }

        var numbers = ImmutableArray.CreateBuilder<long>(texts.Length);
        var unknown = 0;
        for (var i = 0; i < texts.Length; i++)
        {
            if (leads.NumberOf(texts[i]) is { } number)
            {
                numbers.Add(number);
                ids[number] = texts[i];
            }
            else if (unknown++ < MostFaults)
            {
                body.Fault($"leads.{i}", "unknown_lead", "there is no such lead");
            }
        }

        return numbers.DrainToImmutable();
    }

    // "route", "pool:west", "ana", or { pool: west }.
    private static HandoverTarget TargetIn(ActionBody body)
    {
        var to = body.Any("to");
        if (to.TextOrNull is { } text)
        {
            return OfText(text, body);
        }

        if (to.Kind == ValueKind.Map && to.AsMap() is { Count: 1 } map && map.Single() is var (kind, id))
        {
            return Of(kind, id.TextOrNull ?? "", body);
        }

        var missing = to.IsNull;
        body.Fault(
            "to",
            missing ? "missing" : "wrong_type",
            missing
                ? "'to' is missing: a rep, { pool: west }, { team: west } or \"route\""
                : "'to' must be a rep, { pool: west }, { team: west } or \"route\""
        );
        return HandoverTarget.Route;
    }

    private static HandoverTarget OfText(string text, ActionBody body)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? Of(text[..colon], text[(colon + 1)..], body)
            : text == "route" ? HandoverTarget.Route
            : new HandoverTarget(HandoverKind.Rep, text);
    }

    private static HandoverTarget Of(string kind, string id, ActionBody body)
    {
        if (id.Length == 0)
        {
            body.Fault("to", "missing", $"'to' names no {kind}");
        }

        switch (kind)
        {
            case "rep":
                return new HandoverTarget(HandoverKind.Rep, id);
            case "pool":
                return new HandoverTarget(HandoverKind.Pool, id);
            case "team":
                return new HandoverTarget(HandoverKind.Team, id);
            default:
                body.Fault("to", "unknown_word", $"unknown target '{kind}'{NearestWord.Hint(kind, Kinds)}");
                return HandoverTarget.Route;
        }
    }

    private static (long Seq, string? Hash) TokenIn(ActionBody body)
    {
        if (body.OptionalText("token") is not { } token)
        {
            return (0, null);
        }

        var parts = token.Split('-');
        if (parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
        {
            return (seq, parts[1]);
        }

        body.Fault("token", "invalid", "'token' is not one of a preview");
        return (0, null);
    }
}
