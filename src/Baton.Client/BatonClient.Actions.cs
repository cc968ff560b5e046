using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Baton.Client;

// What people do with a lead. A rep's key acts for himself, so that rep may be null.
public sealed partial class BatonClient
{
    public Task<LeadDecided> AcceptAsync(string id, string? rep = null, CancellationToken cancellation = default) =>
        Act(id, "accept", new ActionBody { Rep = rep }, cancellation);

    /// <param name="reason">A coded reason, such as <c>no_capacity</c>; null = other.</param>
    public Task<LeadDecided> DeclineAsync(
        string id,
        string? rep = null,
        string? reason = null,
        string? note = null,
        CancellationToken cancellation = default
    ) =>
        Act(
            id,
            "decline",
            new ActionBody
            {
                Rep = rep,
                Reason = reason,
                Note = note,
            },
            cancellation
        );

    public Task<LeadDecided> ClaimAsync(string id, string? rep = null, CancellationToken cancellation = default) =>
        Act(id, "claim", new ActionBody { Rep = rep }, cancellation);

    /// <summary>Takes the next lead of a queue.</summary>
    public Task<LeadDecided> ClaimNextAsync(
        string queue,
        string? rep = null,
        CancellationToken cancellation = default
    ) =>
        Post(
            $"/v1/queues/{Uri.EscapeDataString(queue)}/claim",
            new ActionBody { Rep = rep },
            BatonJson.Default.LeadDecided,
            cancellation
        );

    public Task<LeadDecided> AssignAsync(
        string id,
        string rep,
        string? by = null,
        CancellationToken cancellation = default
    ) => Act(id, "assign", new ActionBody { Rep = rep, By = by }, cancellation);

    public Task<LeadDecided> ContactAsync(string id, string? by = null, CancellationToken cancellation = default) =>
        Act(id, "contact", new ActionBody { By = by }, cancellation);

    /// <summary>Gives a lead back.</summary>
    public Task<LeadDecided> ReleaseAsync(
        string id,
        string? reason = null,
        string? note = null,
        CancellationToken cancellation = default
    ) => Act(id, "release", new ActionBody { Reason = reason, Note = note }, cancellation);

    /// <summary>It is junk.</summary>
    public Task<LeadDecided> RejectAsync(
        string id,
        string? reason = null,
        string? note = null,
        CancellationToken cancellation = default
    ) => Act(id, "reject", new ActionBody { Reason = reason, Note = note }, cancellation);

    /// <summary>It was no junk.</summary>
    public Task<LeadDecided> RestoreAsync(string id, CancellationToken cancellation = default) =>
        Act(id, "restore", new ActionBody(), cancellation);

    public Task<LeadDecided> WinAsync(string id, decimal? value = null, CancellationToken cancellation = default) =>
        Act(id, "outcome", new ActionBody { Won = true, Value = value }, cancellation);

    public Task<LeadDecided> LoseAsync(string id, string? reason = null, CancellationToken cancellation = default) =>
        Act(id, "outcome", new ActionBody { Won = false, Reason = reason }, cancellation);

    /// <param name="answers">By the question's key.</param>
    public Task<LeadDecided> QualifyAsync(string id, JsonObject answers, CancellationToken cancellation = default) =>
        Act(id, "qualify", new ActionBody { Answers = answers }, cancellation);

    public Task<LeadDecided> DisqualifyAsync(string id, string reason, CancellationToken cancellation = default) =>
        Act(id, "qualify", new ActionBody { Disqualify = reason }, cancellation);

    /// <summary>Records what the person did.</summary>
    /// <param name="at">Null = now.</param>
    /// <param name="value">A text, a number, true or false.</param>
    public Task<LeadDecided> RecordActivityAsync(
        string id,
        string type,
        DateTimeOffset? at = null,
        JsonValue? value = null,
        CancellationToken cancellation = default
    ) =>
        _sender.Send(
            HttpMethod.Post,
            OfLead(id) + "/activities",
            Body(new ActivityBody(type, at, value), BatonJson.Default.ActivityBody),
            BatonJson.Default.LeadDecided,
            idempotencyKey: null,
            cancellation
        );

    private Task<LeadDecided> Act(string id, string action, ActionBody body, CancellationToken cancellation) =>
        Post($"{OfLead(id)}/{action}", body, BatonJson.Default.LeadDecided, cancellation);

    private Task<T> Post<T>(string path, ActionBody body, JsonTypeInfo<T> shape, CancellationToken cancellation) =>
        _sender.Send(
            HttpMethod.Post,
            path,
            Body(body, BatonJson.Default.ActionBody),
            shape,
            idempotencyKey: null,
            cancellation
        );
}
