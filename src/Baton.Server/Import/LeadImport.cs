using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Baton.Engine.Capture;
using Baton.Engine.Explain;
using Baton.Engine.Policies;
using Baton.Storage;

namespace Baton.Server.Import;

/// <summary>
/// One import: cuts a stream into rows, reads and normalises them beside each other, submits them in the order of the
/// file, and reports each in that order. Owners are the same as if the rows had come one by one. Memory stays flat
/// however long the stream: every step waits for the next.
/// </summary>
public sealed class LeadImport : IDisposable
{
    // Batches of 256 rows that may be decided at once: enough that the next gather while some commit, few enough that
    // requests beside an import find room in the writer's queue and that rows die young in the collector's eyes.
    private const int BatchesInFlight = 10;
    private const int MostTries = 5;

    // Nobody who sends a file has sent the key of a row: it is told in words of the file.
    private const string OtherBefore =
        "this row of the file was imported before with other content, such as another 'map'; its lead stays as it is";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly BatonStore _store;
    private readonly ImportOptions _options;
    private readonly RowSource _rows;
    private readonly RowReader _reader;
    private string? _broken;

    private LeadImport(BatonStore store, ImportOptions options, RowSource rows, Columns? columns)
    {
        _store = store;
        _options = options;
        _rows = rows;
        _reader = new RowReader(options, columns);
        IgnoredColumns = columns?.Ignored ?? [];
    }

    /// <summary>Columns of a CSV file that are no field's and that nobody asked to leave out.</summary>
    public ImmutableArray<string> IgnoredColumns { get; }

    /// <summary>
    /// Begins an import of UTF-8 text: reads the header, if the format has one. Null with every fault where the mapping or
    /// the header is at fault; then nothing happened.
    /// </summary>
    public static async ValueTask<LeadImport?> Open(
        BatonStore store,
        ImportOptions options,
        Stream input,
        ICollection<CaptureFault> faults,
        CancellationToken cancellation
    )
    {
        if (store.CurrentPolicy is not { } policy)
        {
            faults.Add(new CaptureFault("", "no_policy", "no workspace file was published yet"));
            return null;
        }

        if (options.Format != ImportFormat.Csv)
        {
            return OfJson(store, options, input, policy, faults);
        }

        var rows = new CsvRows(input) { FirstRow = options.FirstRow };
        if (await rows.Header(options.Delimiter, cancellation) is not { } header)
        {
            faults.Add(new CaptureFault("", "syntax", rows.Broken!));
            return null;
        }

        var columns = Columns.Of(header, options.Map, policy.Schema, faults);
        if (columns is null)
        {
            return null;
        }

        rows.IdColumn = columns.Fields.IndexOf(policy.Schema.Fields[LeadSlots.Id].Name);
        rows.Chain = ChainOf(options, string.Join('\n', header));
        return new LeadImport(store, options, rows, columns);
    }

    /// <summary>
    /// Runs the import to its end. <paramref name="report"/> gets the results in the order of the rows, some at a time, and
    /// is waited for. A row that was submitted is done even where this is cancelled.
    /// </summary>
    public async Task<ImportSummary> Run(
        Func<IReadOnlyList<ImportResult>, ValueTask> report,
        CancellationToken cancellation
    )
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var read = Channel.CreateBounded<Task<ReadBatch>>(Environment.ProcessorCount);
        var submitted = Channel.CreateBounded<Submitted>(BatchesInFlight);
        var reading = Guarded(() => Read(read.Writer, stopping.Token), read.Writer, stopping);
        var submitting = Guarded(
            () => Submit(read.Reader, submitted.Writer, stopping.Token),
            submitted.Writer,
            stopping
        );
        var summary = new ImportSummary(0, 0, 0, 0);
        try
        {
            await foreach (var batch in submitted.Reader.ReadAllAsync(cancellation))
            {
                var results = await Results(batch);
                summary = Add(summary, results);
                await report(results);
            }
        }
        finally
        {
            await stopping.CancelAsync();
            await Task.WhenAll(reading, submitting);
        }

        return summary with
        {
            Broken = _broken ?? _rows.Broken,
        };
    }

    public void Dispose() => _rows.Chain?.Dispose();

    private static LeadImport? OfJson(
        BatonStore store,
        ImportOptions options,
        Stream input,
        Policy policy,
        ICollection<CaptureFault> faults
    )
    {
        foreach (var (_, field) in options.Map.Where(m => m.Value.Length > 0 && policy.Schema.SlotOf(m.Value) < 0))
        {
            var hint = NearestWord.Hint(field, policy.Schema.Fields.Select(f => f.Name));
            faults.Add(new CaptureFault("map", "unknown_field", $"unknown field '{field}'{hint}"));
        }

        RowSource rows =
            options.Format == ImportFormat.JsonLines
                ? new JsonLineRows(input) { FirstRow = options.FirstRow }
                : new JsonArrayRows(input) { FirstRow = options.FirstRow };
        rows.Chain = ChainOf(options, "");
        return faults.Count > 0 ? null : new LeadImport(store, options, rows, columns: null);
    }

    private static RowChain? ChainOf(ImportOptions options, string header) =>
        options.Key is not null || options.DryRun
            ? null
            : new RowChain(
                Encoding.UTF8.GetBytes(
                    $"{options.Format}\n{options.Delimiter}\n{string.Join(',', options.Map)}\n{header}"
                )
            );

    // A step that fails ends the steps before it, and hands its failure on to those after it.
    private static async Task Guarded<T>(Func<Task> step, ChannelWriter<T> output, CancellationTokenSource stopping)
    {
        try
        {
            await step();
            output.TryComplete();
        }
        catch (Exception error)
        {
            output.TryComplete(error);
            await stopping.CancelAsync();
        }
    }

    private async Task Read(ChannelWriter<Task<ReadBatch>> output, CancellationToken stopping)
    {
        while (_broken is null && await _rows.Next(stopping) is { } batch)
        {
            await output.WriteAsync(Task.Run(() => Read(batch), stopping), stopping);
        }
    }

    private ReadBatch Read(RowBatch batch) => new(batch, _reader.Read(batch, _store.CurrentPolicy!));

    private async Task Submit(
        ChannelReader<Task<ReadBatch>> input,
        ChannelWriter<Submitted> output,
        CancellationToken stopping
    )
    {
        await foreach (var reading in input.ReadAllAsync(stopping))
        {
            var batch = await reading;

            // Only the queueing is waited for here: the next rows follow while these are decided.
            var replies = await _store.Queue(_options.DryRun ? [] : SubmissionsOf(batch.Rows), stopping);
            await output.WriteAsync(new Submitted(batch, replies), stopping);
        }
    }

    private static List<Submission> SubmissionsOf(ReadRow[] rows)
    {
        var submissions = new List<Submission>(rows.Length);
        foreach (var row in rows)
        {
            if (row.Command is not null)
            {
                submissions.Add(SubmissionOf(row));
            }
        }

        return submissions;
    }

    private static Submission SubmissionOf(ReadRow row)
    {
        var submission = new Submission(row.Command!);
        return row.Key is not { } key
            ? submission
            : submission with
            {
                IdempotencyKey = key,
                RequestHash = row.Command!.ContentHash,
                Answer = Remembered,
            };
    }

    private static StoredAnswer? Remembered(Reply reply) =>
        reply is { Status: ReplyStatus.Done, Lead: { } lead }
            ? new StoredAnswer(
                201,
                JsonSerializer.SerializeToUtf8Bytes(ImportDecision.Of(lead), ImportContext.Default.ImportDecision)
            )
            : null;

    private async ValueTask<ImportResult[]> Results(Submitted batch)
    {
        // The text stays until here: a row may have to be read again.
        using var text = batch.Read.Text;
        var rows = batch.Read.Rows;
        var replies = await batch.Replies;
        var results = new ImportResult[rows.Length];
        for (int i = 0, next = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            results[i] =
                row.Command is null ? Rejected(row)
                : _options.DryRun
                    ? new ImportResult(row.Number, row.Line, ImportStatus.Accepted) { Notes = row.Notes ?? [] }
                : await Result(text, i, row, replies[next++]);
            _reader.Release(row);
        }

        return results;
    }

    private ValueTask<ImportResult> Result(RowBatch text, int index, ReadRow row, Reply reply) =>
        IsWorthAnother(reply) ? Again(text, index, row, reply) : ValueTask.FromResult(Of(row, reply));

    private async ValueTask<ImportResult> Again(RowBatch text, int index, ReadRow row, Reply reply)
    {
        // A policy that was published meanwhile, or a store that is short of breath: the row had no effect and is tried again.
        for (var tries = 1; tries < MostTries && IsWorthAnother(reply); tries++)
        {
            if (reply.Status == ReplyStatus.Unavailable)
            {
                await Task.Delay(Pause * tries, _options.Clock);
            }

            row = _reader.Again(text, index, _store.CurrentPolicy!);
            if (row.Command is null)
            {
                return Rejected(row);
            }

            reply = await _store.SubmitWhenRoom(SubmissionOf(row));
        }

        return Of(row, reply);
    }

    private bool IsWorthAnother(Reply reply) =>
        reply.Outcome?.Refusal?.Code == ReasonCodes.StalePolicy
        || (reply is { Status: ReplyStatus.Unavailable, Code: not "closed" } && _broken is null);

    private ImportResult Of(ReadRow row, Reply reply)
    {
        switch (reply.Status)
        {
            case ReplyStatus.Done:
                return Done(row, ImportStatus.Accepted, reply, ImportDecision.Of(reply.Lead!));
            case ReplyStatus.Repeated:
                return Done(row, ImportStatus.Repeated, reply, DecisionOf(reply));
            case ReplyStatus.Busy or ReplyStatus.Unavailable:
                _broken ??= $"row {row.Number} could not be stored: {reply.Message}";
                return Rejected(row, reply.Code ?? "unavailable", reply.Message ?? "the store cannot answer now");
            case ReplyStatus.Conflict:
                return Rejected(row, ReasonCodes.Conflict, OtherBefore);
            default:
                return Rejected(row, reply.Outcome!.Refusal!.Code, reply.Outcome.Refusal.Message);
        }
    }

    private ImportDecision? DecisionOf(Reply reply) =>
        reply.Lead is { } lead ? ImportDecision.Of(lead)
        : reply.StoredAnswer is { Body.IsEmpty: false } stored
            ? JsonSerializer.Deserialize(stored.Body.Span, ImportContext.Default.ImportDecision)
        : reply.Outcome?.Lead is { } number && _store.Leads.Get(number) is { } record
            ? ImportDecision.Of(Json.LeadWriter.ViewOf(record))
        : null;

    private static ImportResult Done(ReadRow row, ImportStatus status, Reply reply, ImportDecision? decision) =>
        new(row.Number, row.Line, status)
        {
            Id = reply.PublicId,
            Decision = decision,
            Notes = row.Notes ?? [],
        };

    private static ImportResult Rejected(ReadRow row) =>
        new(row.Number, row.Line, ImportStatus.Rejected) { Faults = [.. row.Faults ?? []] };

    private static ImportResult Rejected(ReadRow row, string code, string message) =>
        new(row.Number, row.Line, ImportStatus.Rejected) { Faults = [new CaptureFault("", code, message)] };

    private static ImportSummary Add(ImportSummary summary, ImportResult[] results) =>
        new(
            summary.Rows + results.Length,
            summary.Accepted + results.Count(r => r.Status == ImportStatus.Accepted),
            summary.Repeated + results.Count(r => r.Status == ImportStatus.Repeated),
            summary.Rejected + results.Count(r => r.Status == ImportStatus.Rejected)
        );

    private readonly record struct ReadBatch(RowBatch Text, ReadRow[] Rows);

    private readonly record struct Submitted(ReadBatch Read, Task<Reply[]> Replies);
}
