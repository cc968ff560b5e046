using Baton.Engine.Commands;
using Baton.Storage;

namespace Baton.Server.Auditing;

/// <summary>Administrative acts that are commands: the journal has what they changed, the audit log who did it from where.</summary>
internal static class JournaledActs
{
    /// <summary>Adds the act to the log where the command is one and was done.</summary>
    public static void Record(BatonStore store, ActBy by, Command command, Reply reply) =>
        Record(store, () => by, command, reply);

    /// <param name="by">Asked only then: it writes an address out.</param>
    public static void Record(BatonStore store, Func<ActBy> by, Command command, Reply reply)
    {
        if (ActOf(store, command) is var (act, subject, detail) && IsDone(reply))
        {
            store.Audit.Add(by(), act, subject, detail);
        }
    }

    private static bool IsDone(Reply reply) =>
        reply is { Status: ReplyStatus.Done, StoredAnswer: null } && reply.Outcome?.Refusal is null;

    private static (string Act, string? Subject, string? Detail)? ActOf(BatonStore store, Command command) =>
        command switch
        {
            PublishWorkspace => (Acts.PolicyPublished, null, $"version {store.CurrentPolicy?.Version}"),
            Pause pause => (pause.On ? Acts.Paused : Acts.Resumed, $"{pause.Kind} {pause.Id}".TrimEnd(), pause.Reason),
            AdjustLedger adjust => (Acts.LedgerAdjusted, adjust.Pool, adjust.Note),
            _ => null,
        };
}
