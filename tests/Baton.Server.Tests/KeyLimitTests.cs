using Baton.Server.Access;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Tests;

/// <summary>How often one key may ask.</summary>
public sealed class KeyLimitTests
{
    private readonly ShiftedClock _clock = new();

    [Fact]
    public async Task A_key_may_ask_so_often_in_a_minute_and_no_other_pays_for_it()
    {
        await using var server = await RunningServer.Start(with: o =>
            o with
            {
                Clock = _clock,
                KeyRequestsPerMinute = 3,
            }
        );
        using var other = server.With(server.Store.Keys.Create("other"));

        var answers = new List<Answer>();
        for (var i = 0; i < 4; i++)
        {
            answers.Add(await server.Get("/v1/me"));
        }

        answers.Select(a => a.Status).ShouldBe([200, 200, 200, 429]);
        answers.Select(a => Header(a, "RateLimit")).ShouldBe(Enumerable.Range(0, 4).Select(Left));
        answers.ShouldAllBe(a => Header(a, "RateLimit-Policy") == "\"key\";q=3;w=60");
        (answers[3]["code"], answers[3]["detail"]).ShouldBe(
            ("too_many_requests", "this key may ask 3 times a minute; try again when Retry-After says")
        );
        answers[3].Message.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(20));
        (await RunningServer.Sent(other, "GET", "/v1/me")).Status.ShouldBe(200);
        _clock.Advance(TimeSpan.FromSeconds(21));
        (await server.Get("/v1/me")).Status.ShouldBe(200);
        (await server.Get("/v1/me")).Status.ShouldBe(429);
    }

    [Fact]
    public async Task Where_nobody_set_a_limit_none_is_told()
    {
        await using var server = await RunningServer.Start();

        (await server.Get("/v1/me")).Message.Headers.Contains("RateLimit").ShouldBeFalse();
    }

    [Fact]
    public void Requests_at_once_are_no_way_around_it()
    {
        var allowance = new Allowance(1_000, new StillClock());
        var taken = 0;

        Parallel.For(
            0,
            5_000,
            _ =>
            {
                if (allowance.Refusal(new DefaultHttpContext()) is null)
                {
                    Interlocked.Increment(ref taken);
                }
            }
        );

        taken.ShouldBe(1_000);
    }

    private static string Header(Answer answer, string name) => answer.Message.Headers.GetValues(name).Single();

    // The clock goes on while the requests are on their way, but not by a second.
    private static string Left(int before) =>
        $"\"key\";r={Math.Max(0, 2 - before)};t={Math.Min(60, 20 * (before + 1))}";

    private sealed class StillClock : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}
