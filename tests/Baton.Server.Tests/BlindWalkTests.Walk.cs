using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Baton.Server.Describing.Page;
using Baton.Server.Leads;
using Baton.Server.Tests.Describing;
using Baton.Storage;
using static Baton.Server.Tests.RunningServer;

namespace Baton.Server.Tests;

// What the member asks of every route.
public sealed partial class BlindWalkTests
{
    private Dictionary<string, Question[]> Walk()
    {
        var (either, reading) = (Guess("/v1/leads/{?}"), "/v1/leads/" + _blind);
        var walk = new Dictionary<string, Question[]>
        {
            ["GET /"] = [new("/")],
            ["HEAD /"] = [new("/")],
            ["GET /sign-in"] = [new("/sign-in")],
            ["HEAD /sign-in"] = [new("/sign-in")],
            ["GET /setup"] = [new("/setup")],
            ["HEAD /setup"] = [new("/setup")],
            ["GET /start"] = [new("/start")],
            ["HEAD /start"] = [new("/start")],
            ["GET /turn"] = [new("/turn")],
            ["HEAD /turn"] = [new("/turn")],
            ["GET /password"] = [new("/password")],
            ["HEAD /password"] = [new("/password")],
            ["GET /board"] = [new("/board")],
            ["HEAD /board"] = [new("/board")],
            ["GET /leads"] = [new("/leads")],
            ["HEAD /leads"] = [new("/leads")],
            ["GET /leads/{id}"] = [new("/leads/" + _blind)],
            ["HEAD /leads/{id}"] = [new("/leads/" + _blind)],
            ["GET /import"] = [new("/import")],
            ["HEAD /import"] = [new("/import")],
            ["GET /assets/{file}"] = [new("/assets/none.js")],
            ["HEAD /assets/{file}"] = [new("/assets/none.js")],
            ["GET /live"] = [new("/live")],
            ["HEAD /live"] = [new("/live")],
            ["GET /live.js"] = [new("/live.js")],
            ["HEAD /live.js"] = [new("/live.js")],
            ["GET /live.css"] = [new("/live.css")],
            ["HEAD /live.css"] = [new("/live.css")],
            ["GET /docs"] = [new("/docs") { Exactly = Encoding.UTF8.GetString(ReferencePage.Bytes.Span) }],
            ["HEAD /docs"] = [new("/docs") { Exactly = "" }],
            ["GET /docs.js"] = [new("/docs.js")],
            ["HEAD /docs.js"] = [new("/docs.js")],
            ["GET /docs.css"] = [new("/docs.css")],
            ["HEAD /docs.css"] = [new("/docs.css")],
            ["GET /openapi/v1.json"] =
            [
                new("/openapi/v1.json") { Exactly = File.ReadAllText(Path.Combine(Source.Root, "openapi.json")) },
            ],
            ["HEAD /openapi/v1.json"] = [new("/openapi/v1.json") { Exactly = "" }],
            ["GET /healthz"] = [new("/healthz")],
            ["HEAD /healthz"] = [new("/healthz")],
            ["GET /readyz"] = [new("/readyz")],
            ["HEAD /readyz"] = [new("/readyz")],
            ["GET /metrics"] = [new("/metrics")],
            ["GET /v1/workspace"] = [new("/v1/workspace")],
            ["PUT /v1/workspace"] = [new("/v1/workspace", Workspace)],
            ["POST /v1/pause"] = Guess("/v1/pause", """{ "kind": "source", "id": "{?}" }""", "hush-hour", "none-hour"),
            ["POST /v1/resume"] = Guess("/v1/resume", """{ "kind": "rule", "id": "{?}" }""", "hush-rule", "none-rule"),
            ["POST /v1/leads"] =
            [
                .. Guess("/v1/leads", """{ "id": "{?}" }"""),
                .. Guess("/v1/leads", """{ "email": "{?}@quietco.test" }""", "hush", "nope"),
                new("/v1/leads", Blind),
            ],
            ["POST /v1/leads/import"] = Guess("/v1/leads/import", """[{ "id": "{?}" }]"""),
            ["POST /v1/leads/import/preview"] = Guess("/v1/leads/import/preview", """[{ "id": "{?}" }]"""),
            ["GET /v1/leads"] = [new("/v1/leads") { MayName = true }, new("/v1/leads?limit=1") { MayName = true }],
            ["GET /v1/leads/{id}"] = [new(reading) { MayName = true }, .. either],
            ["GET /v1/views"] = [new("/v1/views")],
            ["POST /v1/views"] = [new("/v1/views", """{ "name": "v", "filter": "lead.grade == 'A'" }""")],
            ["GET /v1/views/{id}"] = [new("/v1/views/1")],
            ["PUT /v1/views/{id}"] = [new("/v1/views/1", """{ "name": "w" }""")],
            ["DELETE /v1/views/{id}"] = [new("/v1/views/1")],
            ["GET /v1/leads/{id}/timeline"] =
            [
                new(reading + "/timeline"),
                new("/v1/leads/mine/timeline"),
                .. Guess("/v1/leads/{?}/timeline"),
            ],
            ["GET /v1/leads/{id}/explain"] =
            [
                new(reading + "/explain"),
                new(reading + "/explain?rep=bob"),
                new("/v1/leads/mine/explain?rep=bob"),
                .. Guess("/v1/leads/{?}/explain"),
                .. Guess("/v1/leads/{?}/explain?rep=ana"),
            ],
            ["GET /v1/leads/{id}/score"] = [new(reading + "/score"), .. Guess("/v1/leads/{?}/score")],
            ["GET /v1/segments/{id}/leads"] = [new("/v1/segments/quiet/leads"), new("/v1/segments/none/leads")],
            ["GET /v1/nurture/{id}"] = [new("/v1/nurture/none"), new("/v1/nurture/none?format=csv")],
            ["GET /v1/duplicates"] = [new("/v1/duplicates"), new("/v1/duplicates?limit=1")],
            ["POST /v1/duplicates/{id}/merge"] = Guess("/v1/duplicates/{?}/merge", "{}"),
            ["POST /v1/duplicates/{id}/dismiss"] = Guess("/v1/duplicates/{?}/dismiss", "{}"),
            ["POST /v1/leads/reassign"] =
            [
                .. Guess("/v1/leads/reassign", """{ "leads": ["{?}"], "to": "ana", "dry_run": true }"""),
                .. Guess("/v1/leads/reassign", """{ "leads": ["{?}"], "to": "ana" }"""),
            ],
            ["POST /v1/pools/{id}/ledger"] =
            [
                new("/v1/pools/p/ledger", """{ "adjust": { "ana": 1, "bob": -1 }, "note": "n" }"""),
            ],
            ["PATCH /v1/leads/{id}"] =
            [
                new(reading, """{ "city": "Loud" }"""),
                .. Guess("/v1/leads/{?}", """{ "city": "Loud" }"""),
                .. Guess("/v1/leads/{?}", """{ "phone": "12" }"""),
            ],
            ["POST /v1/queues/{id}/claim"] =
            [
                new("/v1/queues/dark/claim", "{}"),
                new("/v1/queues/dark/claim", """{ "rep": "bob" }"""),
                new("/v1/queues/desk/claim", "{}"),
            ],
            ["GET /v1/reps"] = [new("/v1/reps")],
            ["GET /v1/colleagues"] = [new("/v1/colleagues")],
            ["GET /v1/reps/{id}"] = Guess("/v1/reps/{?}", null, "bob", "nob"),
            ["PUT /v1/reps/{id}"] = Guess("/v1/reps/{?}", """{ "weight": 2 }""", "bob", "nob"),
            ["PATCH /v1/reps/{id}"] = Guess("/v1/reps/{?}", """{ "weight": 2 }""", "bob", "nob"),
            ["DELETE /v1/reps/{id}"] = Guess("/v1/reps/{?}", null, "bob", "nob"),
            ["POST /v1/reps/{id}/return"] = Guess("/v1/reps/{?}/return", "{}", "bob", "nob"),
            ["POST /v1/reps/{id}/status"] = Guess("/v1/reps/{?}/status", """{ "status": "away" }""", "bob", "nob"),
            ["GET /v1/pools"] = [new("/v1/pools")],
            ["GET /v1/pools/{id}"] = [new("/v1/pools/p"), new("/v1/pools/own")],
            ["GET /v1/pools/{id}/next"] = [new("/v1/pools/p/next"), new("/v1/pools/own/next")],
            ["GET /v1/pools/{id}/ledger"] = [new("/v1/pools/p/ledger"), new("/v1/pools/own/ledger")],
            ["GET /v1/events"] = [new("/v1/events?limit=1000"), new("/v1/events?after=0") { IsStream = true }],
            ["GET /v1/board"] = [new("/v1/board"), new("/v1/board?team=smb&limit=1")],
            ["GET /v1/exceptions"] = [new("/v1/exceptions")],
            ["GET /v1/exceptions/{code}"] = [new("/v1/exceptions/queued?kind=queue&id=dark")],
            ["GET /v1/reports/status"] = [new("/v1/reports/status")],
            ["POST /v1/setup"] =
            [
                new("/v1/setup", """{ "token": "x", "email": "ana@team.test", "password": "long enough words" }"""),
            ],
            ["POST /v1/session"] =
            [
                .. Guess("/v1/session", """{ "email": "{?}@team.test", "password": "p" }""", "bob", "nob"),
            ],
            ["GET /v1/session"] = [new("/v1/session")],
            ["GET /v1/session/oidc"] = [new("/v1/session/oidc")],
            ["DELETE /v1/session"] = [new("/v1/session")],
            ["GET /v1/me"] = [new("/v1/me")],
            ["GET /v1/me/turns"] = [new("/v1/me/turns")],
            ["POST /v1/me/status"] =
            [
                new("/v1/me/status", """{ "status": "away", "dry_run": true }"""),
                new("/v1/me/status", """{ "status": "available" }"""),
            ],
            ["POST /v1/me/password"] = [new("/v1/me/password", """{ "current": "a", "new": "b" }""")],
            ["GET /v1/users"] = [new("/v1/users")],
            ["POST /v1/users"] = [new("/v1/users", """{ "email": "x@team.test", "role": "viewer" }""")],
            ["GET /v1/users/{id}"] = [new("/v1/users/1")],
            ["PATCH /v1/users/{id}"] = [new("/v1/users/1", """{ "role": "admin" }""")],
            ["DELETE /v1/users/{id}"] = [new("/v1/users/1")],
            ["POST /v1/users/{id}/reset"] = [new("/v1/users/1/reset", "{}")],
            ["GET /v1/keys"] = [new("/v1/keys")],
            ["POST /v1/keys"] = [new("/v1/keys", """{ "name": "mine" }""")],
            ["DELETE /v1/keys/{id}"] = [new("/v1/keys/1")],
            ["GET /v1/audit"] = [new("/v1/audit")],
            ["GET /v1/webhooks"] = [new("/v1/webhooks")],
            ["POST /v1/webhooks"] = [new("/v1/webhooks", """{ "url": "https://8.8.8.8/" }""")],
            ["GET /v1/webhooks/{id}"] = [new("/v1/webhooks/wh_1")],
            ["PATCH /v1/webhooks/{id}"] = [new("/v1/webhooks/wh_1", """{ "contact": true }""")],
            ["DELETE /v1/webhooks/{id}"] = [new("/v1/webhooks/wh_1")],
            ["POST /v1/webhooks/{id}/rotate"] = [new("/v1/webhooks/wh_1/rotate", "{}")],
            ["POST /v1/webhooks/{id}/test"] = [new("/v1/webhooks/wh_1/test", "{}")],
            ["POST /v1/webhooks/{id}/redeliver"] = [new("/v1/webhooks/wh_1/redeliver", "{}")],
            ["GET /v1/webhooks/{id}/deliveries"] = [new("/v1/webhooks/wh_1/deliveries")],
            ["GET /v1/webhooks/{id}/deliveries/{delivery}"] = [new("/v1/webhooks/wh_1/deliveries/1.0")],
            ["POST /v1/webhooks/{id}/deliveries/{delivery}/redeliver"] =
            [
                new("/v1/webhooks/wh_1/deliveries/1.0/redeliver", "{}"),
            ],
            ["DELETE /v1/leads/{id}"] = [new(reading), .. either],
            ["POST /v1/erasures"] = Guess("/v1/erasures", """{ "lead": "{?}" }"""),
            ["GET /v1/erasures"] = [new("/v1/erasures")],
            ["GET /v1/erasures/{id}"] = [new("/v1/erasures/1")],
            ["POST /v1/exports"] = Guess("/v1/exports", """{ "lead": "{?}" }"""),
        };
        foreach (var (kind, id, entry) in Entries)
        {
            walk[$"GET /v1/{kind}"] = [new($"/v1/{kind}"), new($"/v1/{kind}?limit=1")];
            walk[$"GET /v1/{kind}/{{id}}"] = Guess($"/v1/{kind}/{{?}}", null, id, "nob");
            walk[$"PUT /v1/{kind}/{{id}}"] = Guess($"/v1/{kind}/{{?}}", entry, id, "nob");
            walk[$"PATCH /v1/{kind}/{{id}}"] = Guess($"/v1/{kind}/{{?}}", entry, id, "nob");
            walk[$"DELETE /v1/{kind}/{{id}}"] = Guess($"/v1/{kind}/{{?}}", null, id, "nob");
        }

        foreach (var (action, body) in Actions)
        {
            walk[$"POST /v1/leads/{{id}}/{action}"] =
            [
                new($"{reading}/{action}", body),
                .. Guess($"/v1/leads/{{?}}/{action}", body),
                .. Guess($"/v1/leads/{{?}}/{action}", """{ "rep": "bob" }"""),
                new($"/v1/leads/{BlindId}/{action}", body, UsedKey, FreeKey) { InKey = true },
            ];
        }

        return walk;
    }

    private static string[] Last { get; } =
    ["PUT /v1/workspace", "POST /v1/leads", "POST /v1/leads/import", "DELETE /v1/keys/{id}"];

    private static (string Kind, string Id, string Entry)[] Entries { get; } =
    [
        ("teams", "smb", """{ "members": ["ana"] }"""),
        ("calendars", "office", "{}"),
        ("territories", "hush-valley", """{ "when": "true" }"""),
        ("accounts", "Quietco Ltd", """{ "owner": "ana" }"""),
        ("queues", "dark", """{ "members": ["ana"], "mode": "blind" }"""),
    ];

    private static Dictionary<string, string> Actions { get; } =
        new()
        {
            ["accept"] = "{}",
            ["decline"] = "{}",
            ["claim"] = "{}",
            ["assign"] = """{ "rep": "ana" }""",
            ["contact"] = "{}",
            ["release"] = "{}",
            ["reject"] = "{}",
            ["outcome"] = """{ "won": true }""",
            ["qualify"] = """{ "answers": { "need": "yes" } }""",
            ["activities"] = """{ "type": "email_opened" }""",
            ["unmerge"] = "{}",
            ["restore"] = "{}",
        };

    // A blind lead's own id and both names of one at a desk and of another rep's, against one that nobody bears.
    private Question[] Guess(string path, string? body = null) =>
        [
            new(path, body, BlindId, Nobody),
            new(path, body, DeskId, Nobody),
            new(path, body, _desk, PublicId.Of(999_999)),
            new(path, body, BobsId, Nobody),
            new(path, body, _bobs, PublicId.Of(999_999)),
        ];

    private static Question[] Guess(string path, string? body, string right, string wrong) =>
        [new(path, body, right, wrong)];

    // What he learns that he should not, each with its route.
    private async Task<List<string>> Faults(IEnumerable<KeyValuePair<string, Question[]>> walk)
    {
        var faults = new List<string>();
        foreach (var (route, question) in walk.SelectMany(w => w.Value.Select(q => (w.Key, q))))
        {
            try
            {
                await Ask(route.Split(' ')[0], question);
            }
            catch (ShouldAssertException fault)
            {
                faults.Add($"{route}: {fault.Message}");
            }
        }

        return faults;
    }

    private async Task Ask(string method, Question question)
    {
        if (question.Right is null)
        {
            var answer = question.IsStream
                ? await Streamed(_ana, question.Path)
                : await Sent(_ana, method, question.Path, question.Body);
            var allowed = question.MayName || question.Path.Contains(_blind, StringComparison.Ordinal);
            ShouldHideAll(answer, question, allowed ? [] : [_blind]);
            return;
        }

        var answers = new List<string>();
        foreach (var guess in new[] { question.Right, question.Wrong! })
        {
            var answer = question.InKey
                ? await Sent(_ana, method, question.Path, question.Body, guess)
                : await Sent(_ana, method, question.With(guess), question.BodyWith(guess), "once-" + guess);
            ShouldHideAll(answer, question, [_blind]);
            answers.Add(Written(answer).Replace(guess, "{?}", StringComparison.Ordinal));

            // Sent once more under its key: a stored answer would show that there was something.
            answer = await Sent(
                _ana,
                method,
                question.With(guess),
                question.BodyWith(guess),
                question.InKey ? guess : "once-" + guess
            );
            answers[^1] += Written(answer).Replace(guess, "{?}", StringComparison.Ordinal);
        }

        (answers[0] == answers[1]).ShouldBeTrue($"{method} {question}\n{answers[0]}\n{answers[1]}");
    }

    private void ShouldHideAll(Answer answer, Question question, string[] alsoHidden)
    {
        // What the question itself says is no news, nor what stands in every answer to it.
        var told = question.Path + question.Body + question.Right;
        (question.Exactly is null || question.Exactly == answer.Text).ShouldBeTrue(
            $"{question.Path} is something else"
        );
        var text = Written(question.Exactly is null ? answer : answer with { Text = "" });
        foreach (var secret in _secrets.Concat(alsoHidden).Where(s => !told.Contains(s, StringComparison.Ordinal)))
        {
            Tells(text, secret).ShouldBeFalse($"{secret} in the answer to {question}: {text}");
        }

        answer.Status.ShouldBeLessThan(500);
    }

    private static string Written(Answer answer) =>
        $"{answer.Status} {answer.Message.Headers.ToString().Replace($"{answer.Message.Headers.Date:R}", "", StringComparison.Ordinal)} {answer.Text}";

    private static string Without(Answer answer, string id) =>
        answer.Json.TryGetProperty("items", out var items)
            ? string.Join('\n', items.EnumerateArray().Where(i => i.GetProperty("id").GetString() != id))
                + answer["next_cursor"]
            : Written(answer);

    private static async Task<Answer> Streamed(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/event-stream");
        var message = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new Answer((int)message.StatusCode, message, await ReadFor(message, TimeSpan.FromSeconds(1)));
    }

    private static async Task<string> ReadFor(HttpResponseMessage message, TimeSpan time)
    {
        using var patience = new CancellationTokenSource(time);
        var text = new System.Text.StringBuilder();
        using var reader = new StreamReader(await message.Content.ReadAsStreamAsync());
        try
        {
            while (await reader.ReadLineAsync(patience.Token) is { } line)
            {
                text.AppendLine(line);
            }
        }
        catch (OperationCanceledException)
        {
            // A live stream has no end.
        }

        text.ToString().ShouldContain("lead_assigned");
        return text.ToString();
    }

    /// <summary>What stands in leads and is not said elsewhere. A short word could be a part of any random one, so it is sought as a value.</summary>
    internal static IEnumerable<string> WordsOf(IEnumerable<string> harmless, params IEnumerable<JsonElement> leads) =>
        leads
            .SelectMany(Leaves)
            .Except(harmless)
            .Where(s => s.Length > 2)
            .Select(s => s.Length < 5 ? $"\"{s}\"" : s)
            .Distinct();

    /// <summary>The digits of a number are no news within a moment's fraction of a second or within a random id.</summary>
    internal static bool Tells(string text, string secret) =>
        secret.All(char.IsAsciiDigit)
            ? Regex.IsMatch(text, $"(?<![0-9A-Za-z]){secret}(?![0-9A-Za-z])", RegexOptions.CultureInvariant)
            : text.Contains(secret, StringComparison.Ordinal);

    private static IEnumerable<string> Leaves(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Leaves(p.Value)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Leaves),
            JsonValueKind.String or JsonValueKind.Number => [element.ToString()],
            _ => [],
        };
}
