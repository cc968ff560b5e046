using System.Collections.Immutable;
using Baton.Engine.Commands;
using Baton.Engine.Policies;

namespace Baton.Cli.Scenarios;

/// <summary>Reads <c>reassign: { rep: ana, to: { pool: west } }</c>, with the targets of the HTTP API.</summary>
internal static class ReassignReader
{
    private static readonly ImmutableArray<(string Word, HandoverKind Kind)> Kinds =
    [
        ("rep", HandoverKind.Rep),
        ("pool", HandoverKind.Pool),
        ("team", HandoverKind.Team),
    ];

    public static ScenarioAction Read(StrictMap reassign) =>
        new Reassign(
            Target(reassign),
            reassign.Texts("leads") is { } leads ? [.. leads.OfType<string>()] : null,
            reassign.Text("rep"),
            reassign.Text("reason") ?? "other"
        )
        {
            By = reassign.Text("by"),
        };

    // A rep, "route", or one of { rep: id }, { pool: id } and { team: id }.
    private static HandoverTarget Target(StrictMap reassign)
    {
        if (reassign.Node("to") is not MapNode)
        {
            var text = reassign.NeededText("to");
            return text == "route" ? HandoverTarget.Route : new HandoverTarget(HandoverKind.Rep, text);
        }

        var to = reassign.Child("to")!;
        var named = Kinds.Where(k => to.Node(k.Word) is not null).ToList();
        if (named.Count != 1)
        {
            to.Fault(to.At, "'to' is a rep, { pool: west }, { team: west } or route");
        }

        to.Close();
        return named.Count == 0
            ? HandoverTarget.Route
            : new HandoverTarget(named[0].Kind, to.NeededText(named[0].Word));
    }
}
