using Baton.Engine.Commands;

namespace Baton.Storage.Writing;

/// <summary>The replies that say only why there is none.</summary>
internal static class Replies
{
    public static Reply Busy { get; } =
        Without(ReplyStatus.Busy, "busy", "too much is waiting to be stored; try again shortly");

    public static Reply Closed { get; } = Without(ReplyStatus.Unavailable, "closed", "the store is closing");

    public static Reply KeyConflict { get; } =
        Without(ReplyStatus.Conflict, "idempotency_conflict", "this Idempotency-Key was used for another request");

    public static Reply Unavailable(StoreException trouble) =>
        Without(ReplyStatus.Unavailable, trouble.Code, trouble.Message);

    public static Reply Repeated(StoredAnswer answer, long? lead, string? publicId) =>
        new()
        {
            Status = ReplyStatus.Repeated,
            StoredAnswer = answer,
            Outcome = lead is null ? null : new Outcome { Lead = lead, Repeated = true },
            PublicId = publicId,
        };

    private static Reply Without(ReplyStatus status, string code, string message) =>
        new()
        {
            Status = status,
            Code = code,
            Message = message,
        };
}
