using Baton.Engine;
using Baton.Engine.Events;
using Baton.Engine.Snapshots;
using Baton.Storage;
using Baton.Trust.Tests.Load;
using NodaTime;

namespace Baton.Trust.Tests.Checking;

/// <summary>
/// Judges a data folder that nobody owns at the moment, by its own journal and by what clients were told: nothing
/// acknowledged is lost or happened twice, one lead has one owner, room and caps hold at every prefix of the journal,
/// ledgers sum to zero, rows and restarted state are what the journal implies. Opening the folder may append to its
/// journal what was due; that is judged too.
/// </summary>
internal sealed class HistoryChecker
{
    private readonly string _directory;
    private readonly ClientLog? _log;
    private readonly List<string> _faults = [];
    private readonly NaiveWorkspace _naive;
    private readonly Workspace _engine = new();
    private readonly Happenings _happened = new();

    private HistoryChecker(string directory, ClientLog? log)
    {
        (_directory, _log) = (directory, log);
        _naive = new NaiveWorkspace(_faults.Add);
    }

    /// <summary>Every fault found, in the order of the journal; none = the history holds.</summary>
    /// <param name="log">All that clients asked of the folder since it was made; null = nobody kept account.</param>
    public static async Task<IReadOnlyList<string>> Faults(string directory, ClientLog? log) =>
        await new HistoryChecker(directory, log).Check();

    public static async Task ShouldHold(string directory, ClientLog? log)
    {
        var faults = await Faults(directory, log);
        faults.ShouldBeEmpty(string.Join('\n', faults.Take(20)));
    }

    private async Task<IReadOnlyList<string>> Check()
    {
        var reopened = await Reopened();
        using (var reader = StoreReader.Open(_directory))
        {
            ReplayAll(reader.Journal);
            RowChecks.Leads(reader.Leads, _naive, _engine, _faults.Add);
        }

        RowChecks.Assignments(_directory, _naive, _faults.Add);
        if (_log is not null)
        {
            PromiseChecks.All(_log, _happened, _faults.Add);
        }

        if (reopened is not null)
        {
            Compare("the store reopens in another state than its journal", SnapshotText.Of(reopened), _engine);
        }

        return _faults;
    }

    private async Task<WorkspaceSnapshot?> Reopened()
    {
        try
        {
            var clock = new StoppedClock(_directory);
            await using var store = BatonStore.Open(new StoreOptions { Directory = _directory, Clock = clock });
            return await AtRest(store, Instant.FromDateTimeOffset(clock.GetUtcNow()));
        }
        catch (Exception e) when (e is StoreException or InvalidOperationException or KeyNotFoundException)
        {
            _faults.Add($"the store does not open: {e.Message}");
            return null;
        }
    }

    // What is due at the last record's own instant happens first; the clock stands, so it ends.
    private async Task<WorkspaceSnapshot?> AtRest(BatonStore store, Instant now)
    {
        for (var tries = 0; tries < 500; tries++)
        {
            var (due, state) = await store.Read(w => (w.NextDue, w.Policy is null ? null : w.Save()));
            if (due > now)
            {
                return state;
            }

            await Task.Delay(10);
        }

        _faults.Add($"something is due at {now} for ever");
        return null;
    }

    private void ReplayAll(Journal journal)
    {
        try
        {
            Replay(journal);
        }
        catch (StoreException e)
        {
            _faults.Add($"the journal cannot be read: {e.Message}");
        }
    }

    private void Replay(Journal journal)
    {
        var next = 1L;
        var replays = true;
        foreach (var record in journal.Read(afterSeq: 0))
        {
            for (; next < record.Seq; next++)
            {
                _faults.Add($"record {next} of the journal is missing");
            }

            next = record.Seq + 1;
            _naive.Apply(record);
            _happened.Note(record, _naive);
            replays = replays && Apply(record);
        }
    }

    private bool Apply(JournalRecord record)
    {
        try
        {
            _engine.Apply(record.Events, record.At);
            CompareBalances(record);
            return true;
        }
        catch (Exception e)
        {
            _faults.Add($"record {record.Seq}: cannot be replayed: {e.Message}");
            return false;
        }
    }

    private void CompareBalances(JournalRecord record)
    {
        foreach (var (id, ledger) in _naive.Ledgers)
        {
            var naive = string.Join(
                ", ",
                ledger.Members.Select(m => $"{m.Id} {(decimal)m.Balance / 1_000_000_000:0.#########}")
            );
            var engine = string.Join(", ", _engine.Balances(id)!.Select(b => $"{b.Key} {b.Value:0.#########}"));
            if (naive != engine)
            {
                _faults.Add($"record {record.Seq}: the ledger {id} should be {naive} and is {engine}");
            }
        }
    }

    private void Compare(string what, string stored, Workspace replayed)
    {
        var fromJournal = replayed.Policy is null ? "" : SnapshotText.Of(replayed.Save());
        if (Baton.Engine.Tests.Workspaces.Plain.Difference(stored, fromJournal) is { } difference)
        {
            _faults.Add($"{what}: {difference}");
        }
    }
}
