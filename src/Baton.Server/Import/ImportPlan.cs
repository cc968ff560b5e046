using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Baton.Engine.Policies;
using Baton.Server.Access;
using Baton.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Baton.Server.Import;

/// <summary>What a request to import asks for.</summary>
internal sealed record ImportPlan(ImportOptions Options, Encoding Encoding)
{
    private const int MostRows = 1_000_000_000;

    private static readonly string[] Known = ["map", "delimiter", "dry_run", "file", "first_row"];
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static Parsed<ImportPlan> Of(HttpContext context, TimeProvider clock)
    {
        if (FormatOf(context.Request) is not { } format || EncodingOf(context.Request) is not { } encoding)
        {
            return Problem.UnsupportedType(
                "text/csv, application/x-ndjson or application/json, with a charset such as utf-8 or windows-1252"
            );
        }

        var key = Idempotency.KeyOf(context.Request, out var problem);
        if (problem is not null)
        {
            return problem;
        }

        var query = context.Request.Query;
        var errors = new List<ProblemError>();
        errors.AddRange(
            query
                .Keys.Where(k => !Known.Contains(k))
                .Select(k => new ProblemError(k, "unknown_key", $"unknown parameter '{k}'{NearestWord.Hint(k, Known)}"))
        );
        var options = new ImportOptions
        {
            Format = format,
            Map = MapOf(query, errors),
            Delimiter = DelimiterOf(query, errors),
            DryRun = QueryFaults.Truth(query, "dry_run", errors),
            FirstRow = FirstRowOf(query, errors),
            Key = key ?? (query["file"].ToString() is { Length: > 0 } file ? "file:" + file : null),
            By = Actor.Of(context).Recorded,
            Clock = clock,
        };
        return errors.Count == 0 ? new ImportPlan(options, encoding) : Problem.Invalid([.. errors]);
    }

    /// <summary>The body as UTF-8.</summary>
    public Stream Transcoded(Stream body) =>
        Encoding.CodePage == Encoding.UTF8.CodePage
            ? body
            : Encoding.CreateTranscodingStream(body, Encoding, Utf8, leaveOpen: true);

    private static ImportFormat? FormatOf(HttpRequest request) =>
        Body.Is(request, "text/csv", "application/csv") ? ImportFormat.Csv
        : Body.Is(request, "application/x-ndjson", "application/ndjson", "application/jsonl") ? ImportFormat.JsonLines
        : Body.IsJson(request) ? ImportFormat.JsonArray
        : null;

    private static Encoding? EncodingOf(HttpRequest request)
    {
        var charset = MediaTypeHeaderValue.Parse(request.ContentType).Charset;
        if (!charset.HasValue || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            return Utf8;
        }

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(charset.Value.Trim('"'))
                ?? Encoding.GetEncoding(charset.Value.Trim('"'));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // "Lead Source:source,Company Size:employees"; the last colon divides, so that a column may have colons.
    private static ImmutableArray<KeyValuePair<string, string>> MapOf(IQueryCollection query, List<ProblemError> errors)
    {
        var map = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var pair in query["map"].SelectMany(m => (m ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)))
        {
            var colon = pair.LastIndexOf(':');
            if (colon <= 0)
            {
                errors.Add(new ProblemError("map", "syntax", $"'{pair}' is not of the form Column:field"));
            }
            else
            {
                map.Add(new(pair[..colon].Trim(), pair[(colon + 1)..].Trim()));
            }
        }

        return map.ToImmutable();
    }

    private static char? DelimiterOf(IQueryCollection query, List<ProblemError> errors)
    {
        switch (query["delimiter"].ToString())
        {
            case "":
                return null;
            case "tab" or "\\t" or "\t":
                return '\t';
            case [var one and not ('"' or '\r' or '\n')] when char.IsAscii(one):
                return one;
            default:
                errors.Add(new ProblemError("delimiter", "range", "'delimiter' is one ASCII character, or tab"));
                return null;
        }
    }

    private static int FirstRowOf(IQueryCollection query, List<ProblemError> errors)
    {
        var text = query["first_row"].ToString();
        if (text.Length == 0)
        {
            return 1;
        }

        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            && row is > 0 and <= MostRows
        )
        {
            return row;
        }

        errors.Add(new ProblemError("first_row", "range", $"'first_row' is a whole number from 1 to {MostRows}"));
        return 1;
    }
}
