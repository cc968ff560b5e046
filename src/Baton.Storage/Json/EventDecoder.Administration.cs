using Baton.Engine.Events;

namespace Baton.Storage.Json;

// People, policy and ledgers.
internal static partial class EventDecoder
{
    private static Event Administration(EventReading e) =>
        e.Type switch
        {
            "rep_changed" => new RepChanged
            {
                Rep = e.Rep,
                Patch = e.Document("patch"u8),
                By = e.By,
            },
            "team_changed" => TeamChanged(e),
            "policy_published" => Published(e),
            "ledger_adjusted" => Adjusted(e),
            "paused" => Paused(e),
            "rep_stats_refreshed" => new RepStatsRefreshed { Stats = e.Stats() },
            "leads_handed_over" => new LeadsHandedOver
            {
                To = e.Text("to"u8),
                From = e.TextOrNull("from"u8),
                Reason = e.Reason,
                Moved = e.Whole("moved"u8),
                Note = e.TextOrNull("note"u8),
                By = e.By,
            },
            var unknown => throw new FormatException($"no event is called '{unknown}'"),
        };

    private static TeamChanged TeamChanged(EventReading e) =>
        new()
        {
            Team = e.Text("team"u8),
            Add = e.Texts("add"u8),
            Remove = e.Texts("remove"u8),
            By = e.By,
        };

    private static PolicyPublished Published(EventReading e) =>
        new()
        {
            Version = e.Whole("version"u8),
            Document = e.Document("document"u8),
            Runtime = e.Flag("runtime"u8),
            Renames = e.Renames(),
            By = e.By,
        };

    private static LedgerAdjusted Adjusted(EventReading e) =>
        new()
        {
            Ledger = e.Text("ledger"u8),
            Reason = e.Reason,
            Balances = e.Balances("balances"u8),
            Received = e.Balances("received"u8),
            By = e.By,
            Note = e.TextOrNull("note"u8),
        };

    private static Paused Paused(EventReading e) =>
        new()
        {
            Kind = e.Text("kind"u8),
            Id = e.Text("id"u8),
            On = e.Flag("on"u8),
            Reason = e.TextOrNull("reason"u8),
            By = e.By,
        };
}
