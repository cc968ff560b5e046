using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Baton.Server.Tests.Fuzzing;

/// <summary>Bodies that are nearly right, and bodies that are nothing.</summary>
internal static class HostileBody
{
    private static readonly string[] _types =
    [
        "application/json",
        "application/json; charset=utf-16",
        "application/merge-patch+json",
        "application/x-ndjson",
        "application/yaml",
        "text/csv",
        "text/plain",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
        "nonsense",
    ];

    /// <param name="example">A body that the route takes.</param>
    public static (byte[] Body, string Type) Next(Random random, string example)
    {
        var type = random.Next(10) == 0 ? _types[random.Next(_types.Length)] : _types[0];
        return random.Next(10) switch
        {
            0 => (Nested(random), type),
            1 => (Bytes(random), _types[random.Next(_types.Length)]),
            2 => (Cut(random, Encoding.UTF8.GetBytes(example)), type),
            3 => (Encoding.UTF8.GetBytes(Lines(random, example)), _types[random.Next(2, 6)]),
            _ => (Encoding.UTF8.GetBytes(Changed(random, example)), type),
        };
    }

    private static byte[] Nested(Random random)
    {
        var depth = random.Next(1, 20_000);
        var open = random.Next(2) == 0 ? "[" : "{\"a\":";
        return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(open, depth)));
    }

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(0, 4_000)];
        random.NextBytes(bytes);
        return bytes;
    }

    // Cut off, or with bytes in it that are no UTF-8.
    private static byte[] Cut(Random random, byte[] body)
    {
        if (body.Length == 0)
        {
            return [0xff];
        }

        var at = random.Next(body.Length);
        return random.Next(2) == 0 ? body[..at] : [.. body[..at], 0xff, 0xc0, 0x80, .. body[at..]];
    }

    private static string Lines(Random random, string example)
    {
        var text = new StringBuilder(random.Next(2) == 0 ? "email,name,employees\n" : "");
        for (var row = random.Next(20); row >= 0; row--)
        {
            text.Append(
                random.Next(3) switch
                {
                    0 => Changed(random, example),
                    1 => $"\"{HostileText.Next(random)}\",{HostileText.Next(random)},{random.Next()}",
                    _ => HostileText.Next(random),
                }
            );
            text.Append(random.Next(4) == 0 ? "\r\n" : "\n");
        }

        return text.ToString();
    }

    private static string Changed(Random random, string example)
    {
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(example);
        }
        catch (JsonException)
        {
            return example + HostileText.Next(random);
        }

        if (node is not JsonObject body)
        {
            return Value(random, 0);
        }

        var members = body.Select(m => (m.Key, Value: m.Value?.ToJsonString() ?? "null")).ToList();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(members.Count + 1);
            if (at == members.Count || random.Next(5) == 0)
            {
                var twice = members.Count > 0 && random.Next(2) == 0;
                members.Add(
                    (twice ? members[random.Next(members.Count)].Key : HostileText.Next(random), Value(random, 0))
                );
            }
            else if (random.Next(6) == 0)
            {
                members.RemoveAt(at);
            }
            else
            {
                members[at] = (members[at].Key, Value(random, 0));
            }
        }

        return "{" + string.Join(',', members.Select(m => $"{JsonSerializer.Serialize(m.Key)}:{m.Value}")) + "}";
    }

    private static string Value(Random random, int depth) =>
        random.Next(depth > 3 ? 6 : 9) switch
        {
            0 => "null",
            1 => random.Next(2) == 0 ? "true" : "false",
            2 => random.Next(6) switch
            {
                0 => "1e400",
                1 => "-1e-400",
                2 => new string('9', random.Next(1, 400)),
                3 => "-0.0",
                4 => long.MinValue.ToString(System.Globalization.CultureInfo.InvariantCulture),
                _ => random.Next().ToString(System.Globalization.CultureInfo.InvariantCulture),
            },
            3 => "\"\\ud800\"",
            4 or 5 => JsonSerializer.Serialize(HostileText.Next(random)),
            6 => "["
                + string.Join(',', Enumerable.Range(0, random.Next(5)).Select(_ => Value(random, depth + 1)))
                + "]",
            7 => "[" + string.Join(',', Enumerable.Repeat(Value(random, 4), random.Next(100))) + "]",
            _ => "{"
                + string.Join(
                    ',',
                    Enumerable
                        .Range(0, random.Next(4))
                        .Select(_ => $"{JsonSerializer.Serialize(HostileText.Next(random))}:{Value(random, depth + 1)}")
                )
                + "}",
        };
}
