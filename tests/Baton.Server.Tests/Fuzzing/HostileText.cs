using System.Text;

namespace Baton.Server.Tests.Fuzzing;

/// <summary>Text that somebody sends who looks for a crack: in a field, a path, a query or a header.</summary>
internal static class HostileText
{
    private static readonly string[] _known =
    [
        "",
        " ",
        "' OR 1=1 --",
        "'); DROP TABLE leads; --",
        "\" UNION SELECT hash FROM api_keys --",
        "%' ESCAPE '\\",
        "<script>document.title='taken'</script>",
        "\"><img src=x onerror=document.title='taken'>",
        "javascript:document.title='taken'",
        "{{7*7}}",
        "${7*7}",
        "#{7*7}",
        "=HYPERLINK(\"http://x.test\")",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "../../../../etc/passwd",
        "..%2f..%2f..%2fetc%2fpasswd",
        "..\\..\\windows\\win.ini",
        "%00",
        "%n%s%x{0}{1:D9999999999}",
        "\0",
        "a\0b",
        "\u001b[31m",
        "line\r\nSet-Cookie: taken=1",
        "\u202eevil\u202c",
        "\ufeff\ufffe\uffff",
        "𝕏🏳️‍🌈e\u0301\u0327",
        "İıſK",
        "NaN",
        "Infinity",
        "-0",
        "1e400",
        "9223372036854775808",
        "-9223372036854775809",
        "0x7fffffff",
        "18446744073709551616",
        "0.1000000000000000055511151231257827",
        "2026-02-30T25:61:61Z",
        "9999-12-31T23:59:59.9999999+14:00",
        "-9998-01-01T00:00:00Z",
        "P999999999Y",
        "null",
        "true",
        "[]",
        "{}",
        "lead.email == '",
        "lead.employees > 1 && lead.nosuch",
        "lead.message.matches('(a+)+$')",
        "((((((((((((((((((((lead.score))))))))))))))))))))",
        "size(lead.interests.map(x, x + x)) > 0",
        "default",
        "admin",
        "*",
        "-1",
        "0",
        "1",
        "999999999999",
        "text/event-stream",
    ];

    public static string Next(Random random) =>
        random.Next(12) switch
        {
            0 => new string((char)random.Next('a', 'z'), random.Next(1, 4_000)),
            1 => string.Concat(Enumerable.Repeat("(", random.Next(1, 2_000))),
            2 => Noise(random, random.Next(1, 200)),
            3 => _known[random.Next(_known.Length)] + _known[random.Next(_known.Length)],
            _ => _known[random.Next(_known.Length)],
        };

    // Any UTF-16 units but lone surrogates, which no encoder would pass on.
    private static string Noise(Random random, int length)
    {
        var text = new StringBuilder();
        for (var i = 0; i < length; i++)
        {
            var unit = (char)random.Next(0x10000);
            text.Append(char.IsSurrogate(unit) ? '�' : unit);
        }

        return text.ToString();
    }
}
