using System.Collections.Immutable;
using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Policies;
using Baton.Server.Http;
using Baton.Server.Workspaces;
using Baton.Storage.Files;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Resources;

/// <summary>
/// One write of one entry, made upon a document as it stands: the document with that entry changed, or all that speaks
/// against it.
/// </summary>
internal sealed class ResourceEdit(ResourceKind kind, string id, ResourceDocument at, Workspace workspace)
{
    // As in a whole file, these are where a rep begins: a write that does not say them leaves him as he is.
    private static readonly string[] Presence = ["status", "status_until", "status_reason", "absences"];

    private readonly MapNode? _before = at.Find(id);
    private readonly KnownNames _known = workspace.KnownNames;
    private readonly bool _hasPolicy = workspace.Policy is not null;
    private readonly RepHolding? _holding = kind == ResourceKind.Reps ? workspace.HoldingOf(id) : null;
    private readonly int _queued = kind == ResourceKind.Queues ? workspace.LeadsIn(id) : 0;

    public bool Creates => _before is null;

    /// <summary>The entry after the write.</summary>
    public MapNode? Entry { get; private set; }

    public DocumentEdit Put(HttpRequest request, MapNode sent)
    {
        if (Refused(request) is { } problem)
        {
            return problem;
        }

        var after = ResourceBody.Keyed(NodeDifference.WithoutNulls(sent), kind, id);
        var kept = kind == ResourceKind.Reps && _before is not null ? _before.Entries : [];
        return To(
            after with
            {
                Entries = [.. after.Entries, .. kept.Where(e => Presence.Contains(e.Key) && sent[e.Key] is null)],
            },
            sent
        );
    }

    public DocumentEdit Patch(HttpRequest request, MapNode sent) =>
        Refused(request) is { } problem ? problem
        : _before is null ? Unknown
        : To(NodeMerge.Merge(_before, sent), sent);

    public DocumentEdit Delete(HttpRequest request)
    {
        if (Refused(request) is { } problem)
        {
            return problem;
        }

        if (_before is null)
        {
            return Unknown;
        }

        var document = at.Without(id);
        var (policy, faults) = Check(document);
        ImmutableArray<ProblemError> against = [.. Orphans(), .. faults];
        return against.IsEmpty
            ? new DocumentEdit(new PublishWorkspace(document) { Compiled = policy }, null) { StillHolds = HasNoLeads }
            : InUse(against);
    }

    /// <summary>The fault as it concerns who sent the entry alone: its path begins there, and there is no line.</summary>
    public ProblemError Placed(ProblemError error, MapNode document)
    {
        var own = new ResourceDocument(document, kind).PlaceOf(id);
        var path = error.Path;
        foreach (var place in new[] { own, $"{kind.Place}.{id}" })
        {
            if (path == place || path.StartsWith(place + ".", StringComparison.Ordinal))
            {
                path = path[place.Length..].TrimStart('.');
                break;
            }
        }

        return error with
        {
            Path = path,
            At = Position.None,
        };
    }

    /// <summary>What an entry without presence of its own is tagged by.</summary>
    public static string VersionOf(MapNode? entry) => EntityTag.Digest(entry is null ? "" : JsonNodes.ToJson(entry));

    public static Problem UnknownOf(ResourceKind kind, string id) =>
        Problem.NotFound($"unknown_{kind.Word}", $"there is no {kind.Word} '{id}'");

    private Problem Unknown => UnknownOf(kind, id);

    private Problem? Refused(HttpRequest request) =>
        EntityTag.Check(request, _before is null ? null : EntityTag.Of(VersionOf(_before)))
        ?? (
            at.IsTable
                ? Conflict("in_table", $"the {kind.Collection} stand in one table; change that in the workspace file")
            : at.Entries.Count(e => e.Id == id) > 1
                ? Conflict(
                    "ambiguous",
                    $"several {kind.Collection} are named '{id}'; change them in the workspace file"
                )
            : null
        );

    private DocumentEdit To(MapNode after, MapNode sent)
    {
        var change = _before is null ? after : NodeDifference.Patch(_before, after);
        change = WithPresence(change, sent);
        Entry = _before is null || change is null ? after : NodeMerge.Merge(_before, change);
        if (change is null)
        {
            return DocumentEdit.Nothing;
        }

        var document = at.With(id, Entry, instead: _before is null ? FormerName(after) : null);
        var (policy, faults) = Check(document);
        if (policy is null)
        {
            return Problem.Invalid(faults);
        }

        return IsChangeOfRep(after)
            ? new ChangeRep(ResourceBody.Keyed(change, kind, id))
            : new PublishWorkspace(document) { Compiled = policy };
    }

    // Who is away because of something else than the file says is not where the file says: then it is a change to say it.
    private MapNode? WithPresence(MapNode? change, MapNode sent) =>
        sent["status"] is ScalarNode { IsNull: false } status
        && _holding is { } holding
        && holding.Status != status.Text
        && change?["status"] is null
            ? NodeMerge.With(change ?? new MapNode([], sent.At), status, "status")
            : change;

    // Changes a rep alone, his presence included; a new name is a matter of the whole file.
    private bool IsChangeOfRep(MapNode after) =>
        kind == ResourceKind.Reps
        && _hasPolicy
        && (after["was"] as ScalarNode)?.Text == (_before?["was"] as ScalarNode)?.Text;

    private string? FormerName(MapNode after) =>
        after["was"] is ScalarNode { Text: var was } && at.Find(was) is not null ? was : null;

    private (Policy? Policy, ImmutableArray<ProblemError> Faults) Check(MapNode document)
    {
        var faults = new List<Fault>();
        var policy = WorkspaceTables.Check(document, _known, faults);
        return (policy, [.. faults.Select(f => Placed(ProblemError.Of(f), document))]);
    }

    private IEnumerable<ProblemError> Orphans()
    {
        const string Cure = "give them to others first: POST /v1/leads/reassign";
        if (_holding is { } holding && holding.Owned + holding.Offered > 0)
        {
            var what = $"'{id}' owns {holding.Owned} open leads and is offered {holding.Offered}; {Cure}";
            yield return new ProblemError("", "owned", what);
        }

        if (_queued > 0)
        {
            yield return new ProblemError("", "queued", $"{_queued} leads lie in the queue '{id}'; {Cure}");
        }
    }

    private bool HasNoLeads(Workspace now) =>
        kind == ResourceKind.Reps
            ? now.HoldingOf(id) is null or { Owned: 0, Offered: 0 }
            : kind != ResourceKind.Queues || now.LeadsIn(id) == 0;

    private Problem InUse(ImmutableArray<ProblemError> against) =>
        Conflict(
            "in_use",
            against.Length == 1 ? against[0].Message : $"{against.Length} things need the {kind.Word} '{id}'"
        ) with
        {
            Errors = against,
        };

    private static Problem Conflict(string code, string detail) => new(StatusCodes.Status409Conflict, code, detail);
}
