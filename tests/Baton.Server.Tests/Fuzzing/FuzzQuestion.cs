using System.Text;

namespace Baton.Server.Tests.Fuzzing;

/// <summary>What is asked, so that it can be asked again and be shown.</summary>
internal sealed record FuzzQuestion(
    string Method,
    string Path,
    IReadOnlyList<(string Name, string Text)> Headers,
    (byte[] Bytes, string Type)? Body
)
{
    private const int MostShown = 2_000;

    public HttpRequestMessage ToRequest()
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), Path);
        if (Body is var (bytes, type))
        {
            request.Content = new ByteArrayContent(bytes);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        foreach (var (name, text) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, text);
        }

        return request;
    }

    public override string ToString()
    {
        var text = new StringBuilder($"{Method} {Path}\n");
        foreach (var (name, value) in Headers)
        {
            text.Append(name).Append(": ").Append(value).Append('\n');
        }

        if (Body is var (bytes, type))
        {
            text.Append(type)
                .Append('\n')
                .Append(Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, MostShown)));
        }

        return text.ToString();
    }
}
