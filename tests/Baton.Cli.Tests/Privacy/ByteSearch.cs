using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Baton.Cli.Tests.Privacy;

/// <summary>Looks for texts in the raw bytes of files, however they were written there. Case does not matter.</summary>
internal static class ByteSearch
{
    /// <summary>Which of these texts stand somewhere in the folder's files, or in what zip files among them hold.</summary>
    public static string[] In(string folder, params string[] texts) =>
        [
            .. Directory
                .GetFiles(folder, "*", SearchOption.AllDirectories)
                .Where(f => Path.GetFileName(f) != "baton.lock")
                .SelectMany(f => Contents(f).SelectMany(c => In(c.Bytes, texts).Select(t => $"{c.Name}: {t}"))),
        ];

    public static string[] In(byte[] bytes, params string[] texts)
    {
        var all = Latin(bytes);
        return [.. texts.Where(t => Forms(t).Any(f => all.Contains(Latin(f), StringComparison.Ordinal)))];
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Contents(string file)
    {
        var bytes = Read(file);
        yield return (Path.GetFileName(file), bytes);
        if (!file.EndsWith(".zip", StringComparison.Ordinal))
        {
            yield break;
        }

        using var zip = new ZipArchive(new MemoryStream(bytes));
        foreach (var entry in zip.Entries)
        {
            using var content = new MemoryStream();
            using (var open = entry.Open())
            {
                open.CopyTo(content);
            }

            yield return ($"{Path.GetFileName(file)}/{entry.FullName}", content.ToArray());
        }
    }

    // The server has it open.
    private static byte[] Read(string file)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var content = new MemoryStream();
        open.CopyTo(content);
        return content.ToArray();
    }

    private static IEnumerable<byte[]> Forms(string text) =>
        [
            Encoding.UTF8.GetBytes(text),
            Encoding.Unicode.GetBytes(text),
            Encoding.BigEndianUnicode.GetBytes(text),
            JsonEncodedText.Encode(text).EncodedUtf8Bytes.ToArray(),
            JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.ToArray(),
            Encoding.ASCII.GetBytes(Uri.EscapeDataString(text)),
            Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=')),
        ];

    private static string Latin(byte[] bytes) => Encoding.Latin1.GetString(bytes).ToLowerInvariant();
}
