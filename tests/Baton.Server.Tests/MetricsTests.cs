using System.Text.RegularExpressions;
using Baton.Server.Metrics;
using Baton.Storage;
using Microsoft.AspNetCore.Http;
using static Baton.Server.Tests.RunningServer;

namespace Baton.Server.Tests;

public sealed partial class MetricsTests : IAsyncLifetime
{
    private const string Workspace = """
        reps: [{ id: ana, user: ana@team.test, capacity: 2 }]
        policy: { pools: { p: { members: [ana] } }, rules: [{ name: all, route: [{ pool: p }] }] }
        """;

    // They are not there until something fails, or there is a webhook.
    private static readonly string[] Later =
    [
        "baton_store_failures_total",
        "baton_webhook_attempts_total",
        "baton_webhook_behind",
        "baton_webhook_waiting",
    ];

    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await RunningServer.Start(Workspace);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task What_happened_is_counted()
    {
        for (var i = 0; i < 3; i++)
        {
            (
                await _server.Send("/v1/leads", $$"""{ "id": "lead-{{i}}", "email": "p{{i}}@who.test" }""")
            ).Status.ShouldBe(201);
        }

        await _server.Get("/v1/leads/nowhere");
        await _server.Get("/no/such/path");

        var metrics = await Metrics();

        Value(metrics, """baton_leads_captured_total{workspace="default"}""").ShouldBe(3);
        Value(metrics, """baton_leads_assigned_total{workspace="default"}""").ShouldBe(2);
        Value(metrics, """baton_leads_waiting{workspace="default"}""").ShouldBe(1);
        Value(metrics, """baton_leads_open{workspace="default"}""").ShouldBe(3);
        Value(metrics, """baton_journal_seq{workspace="default"}""").ShouldBe(_server.Store.Journal.LastSeq);
        Value(metrics, """baton_writer_queue{workspace="default"}""").ShouldBe(0);
        Value(metrics, """baton_timers_lag_seconds{workspace="default"}""").ShouldBe(0);
        Value(metrics, """baton_live_streams{workspace="default"}""").ShouldBe(0);
        Value(metrics, """baton_commit_size_bucket{workspace="default",le="1"}""").ShouldBeGreaterThan(2);
        Requests(metrics, "POST", "/v1/leads", "2xx").ShouldBe(3);
        Requests(metrics, "GET", "/v1/leads/{id}", "4xx").ShouldBe(1);
        Requests(metrics, "GET", "none", "4xx").ShouldBe(1);
        Value(metrics, "process_memory_bytes").ShouldBeGreaterThan(1_000_000);
        Value(metrics, "process_uptime_seconds").ShouldBeGreaterThan(0);
        metrics.ShouldNotContain("who.test");
        metrics.ShouldNotContain("lead-");
    }

    [Fact]
    public async Task An_open_stream_is_counted_while_it_lasts()
    {
        using (var request = new HttpRequestMessage(HttpMethod.Get, "/v1/events"))
        {
            request.Headers.Accept.ParseAdd("text/event-stream");
            using var stream = await _server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Value(await Metrics(), """baton_live_streams{workspace="default"}""").ShouldBe(1);
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Value(await Metrics(), """baton_live_streams{workspace="default"}""") > 0)
        {
            await Task.Delay(10, patience.Token);
        }

        (await Metrics()).ShouldNotContain("route=\"/v1/events\"");
    }

    [Fact]
    public async Task The_text_is_what_Prometheus_reads()
    {
        using var answer = await _server.Client.GetAsync("/metrics");
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n');

        lines[^1].ShouldBe("");
        lines[..^1].ShouldAllBe(l => Line().IsMatch(l));
        var types = lines.Where(l => l.StartsWith("# TYPE ", StringComparison.Ordinal)).ToList();
        types.Distinct().Count().ShouldBe(types.Count);
        types.ShouldContain("# TYPE baton_http_request_duration_seconds histogram");
        types.ShouldContain("# TYPE baton_leads_captured_total counter");
        types.ShouldContain("# TYPE baton_leads_waiting gauge");
        var counts = lines
            .Where(l => l.StartsWith("baton_commit_size_bucket", StringComparison.Ordinal))
            .Select(l => long.Parse(l.Split(' ')[1]))
            .ToList();
        counts.ShouldBe(counts.Order());
        counts[^1].ShouldBe((long)Value(string.Join('\n', lines), """baton_commit_size_count{workspace="default"}"""));
    }

    [Fact]
    public async Task Every_metric_is_documented_and_no_other()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(RoleTests.Root(), "docs", "operations.md"));
        var rows = page[page.IndexOf("| metric |", StringComparison.Ordinal)..];
        rows = rows[..rows.IndexOf("\n\n", StringComparison.Ordinal)];

        Documented()
            .Matches(rows)
            .Select(m => m.Value)
            .ShouldBe(
                (await Metrics())
                    .Split('\n')
                    .Where(l => l.StartsWith("# TYPE ", StringComparison.Ordinal))
                    .Select(l => l.Split(' ')[2])
                    .Concat(Later),
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task Only_an_administrators_key_reads_them_and_a_restricted_one_needs_the_scope()
    {
        using var nobody = new HttpClient { BaseAddress = _server.Client.BaseAddress };
        using var manager = _server.As(Role.Manager, "mo@team.test");
        using var scraper = _server.With(
            _server
                .Store.Keys.Create(new NewKey("prometheus", Role.Admin) { Scopes = ["metrics"] }, ActBy.CommandLine)
                .Secret
        );
        using var other = _server.With(
            _server
                .Store.Keys.Create(new NewKey("crm", Role.Admin) { Scopes = ["leads:read"] }, ActBy.CommandLine)
                .Secret
        );

        (await Sent(nobody, "GET", "/metrics")).Status.ShouldBe(401);
        (await Sent(manager, "GET", "/metrics"))["code"].ShouldBe("forbidden");
        (await Sent(other, "GET", "/metrics"))["code"].ShouldBe("no_scope");
        (await Sent(scraper, "GET", "/metrics")).Status.ShouldBe(200);
        (await Sent(scraper, "GET", "/v1/leads"))["code"].ShouldBe("no_scope");
    }

    [Fact]
    public async Task Where_they_are_open_this_machine_needs_no_key_and_nobody_else_is_let_in()
    {
        await using var open = await RunningServer.Start(with: o => o with { MetricsOpen = true });
        using var nobody = new HttpClient { BaseAddress = open.Client.BaseAddress };

        (await Sent(nobody, "GET", "/metrics")).Status.ShouldBe(200);
        (await Sent(nobody, "GET", "/v1/leads")).Status.ShouldBe(401);
        (await With("Host", "baton.example")).ShouldBe(401);
        (await With("X-Forwarded-For", "203.0.113.7")).ShouldBe(401);
        (await With("Forwarded", "for=203.0.113.7")).ShouldBe(401);

        async Task<int> With(string header, string value)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
            request.Headers.TryAddWithoutValidation(header, value);
            using var answer = await nobody.SendAsync(request);
            return (int)answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_key_of_another_workspace_shows_that_workspace_alone()
    {
        using var north = _server.With(await SeparationTests.Make(_server.Folder, "north"));
        await Sent(north, "POST", "/v1/leads", """{ "id": "n" }""");

        var own = await Sent(north, "GET", "/metrics");

        Value(own.Text, """baton_leads_captured_total{workspace="north"}""").ShouldBe(1);
        own.Text.Split('\n')
            .Where(l => l.Length > 0 && l[0] != '#')
            .ShouldAllBe(l => l.Contains("workspace=\"north\"", StringComparison.Ordinal));
        Value(await Metrics(), """baton_leads_captured_total{workspace="north"}""").ShouldBe(1);
    }

    [Fact]
    public void Measuring_allocates_nothing()
    {
        using var instruments = new Instruments(TimeProvider.System);
        using var readings = new Readings(instruments.Meter);
        var context = new DefaultHttpContext { Request = { Method = "POST" } };
        var batch = new CommittedBatch(3, 3, 2, 1) { Took = TimeSpan.FromMilliseconds(4) };
        Measure(1_000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Measure(1_000);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        readings.Now().Single(r => r.Instrument.Name == "baton.decisions").Series.Single().Value.Value.ShouldBe(6_000);

        void Measure(int times)
        {
            for (var i = 0; i < times; i++)
            {
                instruments.Answered(context, TimeSpan.FromMilliseconds(2));
                instruments.Committed("default", batch);
            }
        }
    }

    [Fact]
    public void A_label_is_escaped_and_an_unknown_method_is_no_label()
    {
        using var instruments = new Instruments(TimeProvider.System);
        using var readings = new Readings(instruments.Meter);
        instruments.Failed("a\"b\\c\nd", new StoreException("storage_full", "full"));
        instruments.Answered(new DefaultHttpContext { Request = { Method = "BREW" } }, TimeSpan.Zero);

        var text = PrometheusText.Write(readings.Now(), workspace: null);

        text.ShouldContain("""baton_store_failures_total{workspace="a\"b\\c\nd",code="storage_full"} 1""");
        text.ShouldContain("method=\"other\"");
        text.ShouldNotContain("BREW");
    }

    private Task<string> Metrics() => _server.Client.GetStringAsync("/metrics");

    private static double Requests(string metrics, string method, string route, string status) =>
        Value(
            metrics,
            $$"""baton_http_request_duration_seconds_count{method="{{method}}",route="{{route}}",status="{{status}}"}"""
        );

    private static double Value(string metrics, string series) =>
        double.Parse(
            metrics.Split('\n').Single(l => l.StartsWith(series + " ", StringComparison.Ordinal))[(series.Length + 1)..]
        );

    [GeneratedRegex("(baton|process|dotnet)_[a-z_]+")]
    private static partial Regex Documented();

    [GeneratedRegex(
        """^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z_]+="([^"\\]|\\.)*"(,[a-z_]+="([^"\\]|\\.)*")*\})? [-+.0-9eE]+)$"""
    )]
    private static partial Regex Line();
}
