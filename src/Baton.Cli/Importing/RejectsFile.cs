using System.Text;
using Baton.Cli.Exporting;
using Baton.Server.Import;
using Baton.Storage.Files;

namespace Baton.Cli.Importing;

/// <summary>
/// The rows that were turned away, as they stood in the file, each behind its line and what is wrong with it: to be put
/// right there and imported again. It walks through the file once more beside the import, so that nothing is kept. Cells are
/// not guarded against formulas: they are the sender's own, and must come back unchanged.
/// </summary>
internal sealed class RejectsFile : IAsyncDisposable
{
    private readonly string _path;
    private readonly Stream _input;
    private readonly CsvRows _rows;
    private readonly char? _delimiter;
    private StreamWriter? _output;
    private RowBatch _batch = new();
    private int _at;

    public RejectsFile(ImportFile source, string path, char? delimiter)
    {
        _path = path;
        _input = source.Read();
        _rows = new CsvRows(_input);
        _delimiter = delimiter;

        // What an earlier run left there would be taken for this one's.
        File.Delete(path);
    }

    public async ValueTask Add(ImportResult rejected, CancellationToken cancellation)
    {
        _output ??= await Begin(cancellation);
        while (_at == _batch.Rows.Count || _batch.Rows[_at].Number < rejected.Row)
        {
            if (_at < _batch.Rows.Count)
            {
                _at++;
            }
            else if (await _rows.Next(cancellation) is { } next)
            {
                (_batch, _at) = (next, 0);
            }
            else
            {
                return;
            }
        }

        var reasons = string.Join("; ", rejected.Faults.Select(f => f.Message));
        await Write([$"{rejected.Line}", reasons, .. Cells(_batch, _batch.Rows[_at])]);
    }

    public async ValueTask DisposeAsync()
    {
        await _input.DisposeAsync();
        if (_output is not null)
        {
            await _output.DisposeAsync();
        }
    }

    private async Task<StreamWriter> Begin(CancellationToken cancellation)
    {
        var header = await _rows.Header(_delimiter, cancellation) ?? [];
        _output = new StreamWriter(_path, append: false, new UTF8Encoding(false));
        await Write(["line", "reasons", .. header]);
        return _output;
    }

    private async Task Write(IEnumerable<string> cells)
    {
        var delimiter = (char)_rows.Delimiter;
        await _output!.WriteAsync(string.Join(delimiter, cells.Select(c => CsvText.Of(c, delimiter))) + "\r\n");
    }

    private static IEnumerable<string> Cells(RowBatch batch, Row row) =>
        batch
            .Cells.Skip(row.FirstCell)
            .Take(row.CellCount)
            .Select(cell => CellText.Of(batch.Bytes, cell) ?? Damaged(batch, cell));

    private static string Damaged(RowBatch batch, Cell cell) =>
        Encoding.Latin1.GetString(batch.Bytes.Slice(cell.Start, cell.Length));
}
