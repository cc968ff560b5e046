using Baton.Engine.Events;
using Baton.Engine.People;
using Baton.Engine.Policies;
using Baton.Engine.Policies.Config;

namespace Baton.Engine;

/// <summary>Whether reps are there: a word, perhaps until an instant at which it ends by itself, perhaps with a reason.</summary>
public sealed partial class Workspace
{
    private static readonly string[] s_ofPresence = ["status_until", "status_reason"];

    // An end and a reason belong to the word that they came with: another word stands without them.
    private MapNode WithPresence(string rep, MapNode patch)
    {
        if (patch["status"] is null || !_state.Reps.TryGetValue(rep, out var known))
        {
            return patch;
        }

        var ended = Ended(known).Where(k => patch[k] is null);
        return patch with { Entries = [.. patch.Entries, .. Nodes.Map([.. ended.Select(k => (k, "null"))]).Entries] };
    }

    private static RepChanged Presence(RepState rep, RepStatus status) =>
        new()
        {
            Rep = rep.Id,
            Patch = Nodes.Map([
                ("id", rep.Id),
                ("status", Choice.Word(status)),
                .. Ended(rep).Select(k => (k, "null")),
            ]),
        };

    private static string[] Ended(RepState rep) =>
        rep.Config is { StatusUntil: null, StatusReason: null } ? [] : s_ofPresence;
}
