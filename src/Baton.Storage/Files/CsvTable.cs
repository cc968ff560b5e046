using System.Text;

namespace Baton.Storage.Files;

/// <summary>One cell: its text, and whether it stood in quotes.</summary>
internal readonly record struct CsvCell(string Text, bool Quoted);

/// <summary>One record and the line that it begins in, from 1.</summary>
internal sealed record CsvRecord(int Line, IReadOnlyList<CsvCell> Cells);

/// <summary>
/// Reads the small CSV tables that a workspace file names, by RFC 4180: commas, quotes doubled inside quotes, line
/// breaks inside quotes, CRLF or LF. A byte order mark and empty lines are passed over; spaces around a bare cell too.
/// </summary>
internal sealed class CsvTable(string text)
{
    private int _at = text.StartsWith('\uFEFF') ? 1 : 0;
    private int _line = 1;

    /// <summary>The line of a quote that is never closed, or null.</summary>
    public int? Unclosed { get; private set; }

    public List<CsvRecord> Read()
    {
        var records = new List<CsvRecord>();
        while (_at < text.Length)
        {
            var record = ReadRecord();
            if (record.Cells.Count > 1 || record.Cells[0].Text.Length > 0)
            {
                records.Add(record);
            }
        }

        return records;
    }

    private CsvRecord ReadRecord()
    {
        var line = _line;
        var cells = new List<CsvCell> { ReadCell() };
        while (_at < text.Length && text[_at] == ',')
        {
            _at++;
            cells.Add(ReadCell());
        }

        PassLineEnd();
        return new CsvRecord(line, cells);
    }

    private CsvCell ReadCell()
    {
        if (_at < text.Length && text[_at] == '"')
        {
            var quoted = ReadQuoted();
            return new CsvCell(quoted + ReadBare(), Quoted: true);
        }

        return new CsvCell(ReadBare(), Quoted: false);
    }

    private string ReadBare()
    {
        var length = text.AsSpan(_at).IndexOfAny(",\r\n");
        var end = length < 0 ? text.Length : _at + length;
        var bare = text[_at..end].Trim();
        _at = end;
        return bare;
    }

    private string ReadQuoted()
    {
        var (start, cell) = (_line, new StringBuilder());
        for (_at++; _at < text.Length; _at++)
        {
            if (text[_at] == '"' && (_at + 1 == text.Length || text[_at + 1] != '"'))
            {
                _at++;
                return cell.ToString();
            }

            _at += text[_at] == '"' ? 1 : 0;
            _line += text[_at] == '\n' ? 1 : 0;
            cell.Append(text[_at]);
        }

        Unclosed ??= start;
        return cell.ToString();
    }

    private void PassLineEnd()
    {
        _at +=
            _at + 1 < text.Length && text[_at] == '\r' && text[_at + 1] == '\n' ? 2
            : _at < text.Length ? 1
            : 0;
        _line++;
    }
}
