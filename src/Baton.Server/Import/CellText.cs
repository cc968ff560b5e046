using System.Text;

namespace Baton.Server.Import;

/// <summary>The text of a cell.</summary>
internal static class CellText
{
    // Damaged text is a fault of the row: replacement characters would be stored as if somebody had sent them.
    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>Null where the bytes are no UTF-8.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes, Cell cell)
    {
        try
        {
            var text = Strict.GetString(bytes.Slice(cell.Start, cell.Length));
            return cell.Escaped ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
