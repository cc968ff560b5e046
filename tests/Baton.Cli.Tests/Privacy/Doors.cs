using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Baton.Cli.Tests.Privacy;

/// <summary>One person who comes in through every door of a server, and what must not be left of her.</summary>
internal sealed class Doors(string url, string key) : IDisposable
{
    public const string Workspace = """
        workspace: test
        reps: [{ id: ana, user: ana@team.test }, { id: bob, user: bob@team.test }]
        teams: { t: { members: [ana, bob] } }
        accounts: [{ name: Persona, domain: persona-mail.test }]
        policy:
          fields: { hobby: { type: string, personal: true }, seats: number }
          screen: { duplicates: { match: [email, { fuzzy: [name, city], at: 0.99, review: 0.3 }], action: merge } }
          qualify: { questions: { need: What is needed? } }
          pools: { p: { team: t, offer: { timeout: 10m } }, d: { team: t } }
          queues: { q: { team: t, mode: cherry_pick } }
          rules:
            - { name: queued, when: 'lead.source == "queue"', route: [{ queue: q }] }
            - { name: offered, when: 'lead.source == "offer"', route: [{ pool: p }] }
            - { name: all, route: [{ pool: d }] }
        """;

    public const string Email = "Zephyrine.Quack@persona-mail.test";
    public const string Phone = "+1 (415) 555-0123";

    /// <summary>Each is stored somewhere before the erasure.</summary>
    public static readonly string[] Secrets =
    [
        Email,
        "+14155550123",
        "4155550123",
        Phone,
        "Zephyrine",
        "Quackenbush",
        "Grüße an alle",
        "Söhne und Töchter",
        "crm-zq-1",
        "crm-zq-2",
        "crm-zq-csv",
        "unicycling-zq",
        "zq-note-decline",
        "zq-activity-value",
        "zq-lost-because",
        "zq-disqualified-because",
        "zephyrine.corrected@persona-mail.test",
        "zq-before@persona-mail.test",
        "Zq-City",
        "zq-idempotency",
        "zephyrine.quack%40persona-mail.test",
    ];

    private readonly HttpClient _http = new()
    {
        BaseAddress = new Uri(url),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
    };

    public void Dispose() => _http.Dispose();

    public async Task Publish()
    {
        using var content = new StringContent(Workspace, Encoding.UTF8, "application/yaml");
        using var answer = await _http.PutAsync("v1/workspace", content);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    public async Task ComeIn()
    {
        var offered = await Post("v1/leads", First, "zq-idempotency");
        var rep = offered["lead"]!["offered_to"]![0]!.ToString();
        await Post("v1/leads/crm-zq-1/decline", new { rep, note = "zq-note-decline" }, "zq-idempotency-decline");
        await Post("v1/leads/crm-zq-1/activities", new { type = "call", value = "zq-activity-value" });

        // Merges into the first; the note of the second comes with its own words.
        await Post(
            "v1/leads",
            new
            {
                id = "crm-zq-2",
                email = Email,
                message = "Grüße an alle",
                hobby = "unicycling-zq",
            }
        );

        // Another address, the same telephone: suspected, in a queue, corrected, then disqualified.
        var queued = new
        {
            email = "zq-before@persona-mail.test",
            phone = Phone,
            name = "Zephyrine Quackenbush",
            source = "queue",
            company = "Söhne und Töchter",
        };
        var id = (await Post("v1/leads", queued))["lead"]!["id"]!.ToString();
        await Patch($"v1/leads/{id}", new { email = "zephyrine.corrected@persona-mail.test" });
        await Post($"v1/leads/{id}/qualify", new { answers = new { need = "yes" } });
        await Post($"v1/leads/{id}/qualify", new { disqualify = "zq-disqualified-because" });

        var csv = "id,name,phone,city\r\ncrm-zq-csv,Zephyrine Quackenbush,+14155550123,Zq-City\r\n";
        using var rows = new StringContent(csv, Encoding.UTF8, "text/csv");
        (await _http.PostAsync("v1/leads/import", rows)).EnsureSuccessStatusCode();
        await Post("v1/leads/reassign", new { leads = new[] { "crm-zq-csv" }, to = "ana" }, "zq-idempotency-many");
        await Post("v1/leads/crm-zq-csv/outcome", new { won = false, reason = "zq-lost-because" });

        // Somebody else, who must stay as she is.
        await Post(
            "v1/leads",
            new
            {
                id = "other",
                email = "bea@persona-mail.test",
                name = "Bea Stays",
                phone = "+14155550999",
            }
        );
    }

    public Task<JsonNode> Erase() => Post("v1/erasures", new { email = Email, phone = Phone });

    public Task<JsonNode> EraseFormer() => Post("v1/erasures", new { email = "zq-before@persona-mail.test" });

    public async Task<JsonNode> Post(string path, object body, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return await Read(await _http.SendAsync(request), path);
    }

    public async Task<string> Get(string path)
    {
        using var answer = await _http.GetAsync(path);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Waits until the erasure's files are clean.</summary>
    public async Task Cleaned(JsonNode erasure)
    {
        for (var i = 0; i < 300; i++)
        {
            if (JsonNode.Parse(await Get($"v1/erasures/{erasure["id"]}"))!["cleaned_at"] is not null)
            {
                return;
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException("the files are not clean after half a minute");
    }

    private static object First { get; } = new
    {
        id = "crm-zq-1",
        email = Email,
        phone = Phone,
        name = "Zephyrine Quackenbush",
        company = "Söhne und Töchter",
        landing_page = "https://x.test/?e=zephyrine.quack%40persona-mail.test",
        source = "offer",
        country = "US",
    };

    private async Task Patch(string path, object body) =>
        await Read(await _http.PatchAsync(path, JsonContent.Create(body)), path);

    private static async Task<JsonNode> Read(HttpResponseMessage answer, string path)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {text}");
        return JsonNode.Parse(text)!;
    }
}
