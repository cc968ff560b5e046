using System.Diagnostics;
using System.Net;
using System.Text;
using Baton.Server.Enriching;

namespace Baton.Server.Tests;

/// <summary>A real service on a port of this machine is asked, and answers as each test says.</summary>
public sealed class EnrichmentTests
{
    [Fact]
    public async Task What_the_service_knows_fills_what_is_empty_and_is_scored()
    {
        using var service = new Service(
            """{ "employees": 5000, "country": "germany", "company": "Other", "shoes": 44 }"""
        );
        await using var server = await Start(service);

        var lead = await server.Send("/v1/leads", """{ "id": "L", "email": "Ann@Acme.test", "company": "Acme" }""");

        lead.Status.ShouldBe(201, lead.Text);
        (
            lead["lead.fields.employees"],
            lead["lead.fields.country"],
            lead["lead.fields.company"],
            lead["lead.score"]
        ).ShouldBe(("5000", "DE", "Acme", "30"));
        lead["lead.fields.shoes"].ShouldBeNull();
        service.Asked.ShouldContain("\"email\":\"ann@acme.test\"");
        var again = await server.Send("/v1/leads", """{ "id": "L", "email": "Ann@Acme.test", "company": "Acme" }""");
        again.Status.ShouldBe(200, again.Text);
    }

    [Theory]
    [InlineData("no JSON at all", 200)]
    [InlineData("[1, 2]", 200)]
    [InlineData("{ \"employees\": 7 }", 500)]
    [InlineData("{ \"employees\": 7 }", 302)]
    public async Task A_wrong_answer_leaves_the_lead_as_it_was_sent(string answer, int status)
    {
        using var service = new Service(answer, status);
        await using var server = await Start(service);

        var lead = await server.Send("/v1/leads", """{ "company": "Acme" }""");

        (lead.Status, lead["lead.fields.company"], lead["lead.fields.employees"]).ShouldBe((201, "Acme", null));
    }

    [Fact]
    public async Task An_oversized_answer_is_dropped()
    {
        using var service = new Service($$"""{ "employees": 7, "industry": "{{new string('x', 100_000)}}" }""");
        await using var server = await Start(service);

        (await server.Send("/v1/leads", "{}"))["lead.fields.employees"].ShouldBeNull();
    }

    [Fact]
    public async Task A_value_that_is_no_such_field_is_left_out_and_the_rest_kept()
    {
        using var service = new Service("""{ "employees": "many", "industry": "Retail", "id": "X", "score": 99 }""");
        await using var server = await Start(service);

        var lead = await server.Send("/v1/leads", """{ "company": "Acme" }""");

        (lead.Status, lead["lead.fields.employees"], lead["lead.fields.industry"], lead["lead.fields.id"]).ShouldBe(
            (201, null, "Retail", null)
        );
    }

    [Fact]
    public async Task A_slow_service_delays_a_lead_no_longer_than_the_timeout()
    {
        using var service = new Service("""{ "employees": 5000 }""", delay: TimeSpan.FromSeconds(30));
        await using var server = await Start(service);
        var watch = Stopwatch.StartNew();

        var lead = await server.Send("/v1/leads", """{ "company": "Acme" }""");

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15));
        (lead.Status, lead["lead.fields.employees"]).ShouldBe((201, null));
    }

    [Fact]
    public async Task A_private_address_is_not_asked_unless_the_server_allows_it()
    {
        using var service = new Service("""{ "employees": 5000 }""");
        await using var server = await Start(service, allowPrivate: false);

        (await server.Send("/v1/leads", "{}"))["lead.fields.employees"].ShouldBeNull();

        service.Asked.ShouldBe("");
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.0", true)]
    [InlineData("169.254.169.254", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:192.168.0.1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    public void Addresses_that_only_the_inside_can_see_are_private(string address, bool isPublic) =>
        PublicAddresses.Contain(IPAddress.Parse(address)).ShouldBe(isPublic);

    private static Task<RunningServer> Start(Service service, bool allowPrivate = true) =>
        RunningServer.Start(
            $$"""
            workspace: test
            reps: [{ id: ana }]
            policy:
              enrich: { url: "{{service.Url}}", timeout: 2s }
              score: { rules: [{ name: enterprise, when: 'lead.employees > 1000', points: 30 }] }
              pools: { p: { members: [ana] } }
              rules: [{ name: all, route: [{ pool: p }] }]
            """,
            options => options with { AllowPrivateAddresses = allowPrivate }
        );

    private sealed class Service : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly CancellationTokenSource _end = new();
        private readonly Task _serving;

        public Service(string answer, int status = 200, TimeSpan delay = default)
        {
            using var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
            free.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
            free.Stop();
            _listener.Prefixes.Add(Url);
            _listener.Start();
            _serving = Serve(answer, status, delay);
        }

        public string Url { get; }
        public string Asked { get; private set; } = "";

        public void Dispose()
        {
            _end.Cancel();
            _listener.Close();
            _serving.Wait(TimeSpan.FromSeconds(10));
            _end.Dispose();
        }

        private async Task Serve(string answer, int status, TimeSpan delay)
        {
            try
            {
                while (true)
                {
                    var context = await _listener.GetContextAsync();
                    using var reader = new StreamReader(context.Request.InputStream);
                    Asked = await reader.ReadToEndAsync(_end.Token);
                    await Task.Delay(delay, _end.Token);
                    context.Response.StatusCode = status;
                    await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer), _end.Token);
                    context.Response.Close();
                }
            }
            catch (Exception e)
                when (e is HttpListenerException or ObjectDisposedException or OperationCanceledException)
            {
                // The test has ended, or the server has hung up.
            }
        }
    }
}
