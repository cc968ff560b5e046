using System.Diagnostics;
using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Storage;
using NodaTime;

namespace Baton.Cli.Demo;

/// <summary>Sends made-up leads through the real store, as the server does with what it is posted.</summary>
internal sealed class DemoFeed(BatonStore store, DemoClock clock)
{
    // So many arrive at one instant.
    private const int Together = 48;

    // The hour after an arrival in steps: what people do takes minutes, not the hours until the next arrival.
    private static readonly TimeSpan[] Steps = [.. new[] { 1, 2, 7, 20, 30 }.Select(m => TimeSpan.FromMinutes(m))];

    private readonly LeadGenerator _generator = new(seed: 20260302);
    private readonly DemoStaff _staff = new(store);

    /// <summary>How many were refused at the door, such as for an address that is none.</summary>
    public int Refused { get; private set; }

    /// <summary>
    /// Captures so many leads as fast as they are stored, while the clock passes through <paramref name="span"/>. Gives the
    /// leads in order and what the captures took; the reps' own work is not counted.
    /// </summary>
    public async Task<(List<DemoLead> Leads, TimeSpan Took)> Burst(
        int count,
        TimeSpan span,
        CancellationToken cancellation
    )
    {
        var leads = new List<DemoLead>(count);
        var took = TimeSpan.Zero;
        for (var sent = 0; sent < count; sent += Together)
        {
            var next = Math.Min(Together, count - sent);
            var until = span * next / count;
            var start = Stopwatch.GetTimestamp();
            var arriving = Enumerable.Range(0, next).Select(_ => One(cancellation)).ToArray();
            leads.AddRange((await Task.WhenAll(arriving)).OfType<DemoLead>());
            took += Stopwatch.GetElapsedTime(start);
            await PassTime(until, cancellation);
        }

        clock.CatchUp();
        await Work(cancellation);
        return (leads, took);
    }

    /// <summary>One lead; null where it was refused at the door.</summary>
    public async Task<DemoLead?> One(CancellationToken cancellation)
    {
        var raw = new RawLead(_generator.Next());
        var policy = store.CurrentPolicy!;
        var options = policy.Normaliser with { Now = Now };
        if (LeadNormaliser.Normalise(raw, policy.Schema, options, []) is not { } lead)
        {
            Refused++;
            return null;
        }

        var command = new CaptureLead(lead.Fields, ContentHash.Of(raw), policy.Version)
        {
            Original = [.. lead.Original],
            By = "demo",
        };
        var start = Stopwatch.GetTimestamp();
        var reply = await store.SubmitWhenRoom(new Submission(command), cancellation);
        return new DemoLead(
            raw.Fields,
            reply,
            Stopwatch.GetElapsedTime(start),
            new DecisionWords(policy.Config.Policy)
        );
    }

    private async Task PassTime(TimeSpan until, CancellationToken cancellation)
    {
        await Work(cancellation);
        foreach (var step in Steps)
        {
            if (step >= until)
            {
                break;
            }

            clock.Advance(step);
            until -= step;
            await Work(cancellation);
        }

        clock.Advance(until);
        await Work(cancellation);
    }

    /// <summary>From now on somebody watches, so a minute's work takes seconds.</summary>
    public void Hurry() => _staff.Minute = Duration.FromSeconds(3);

    public Task Work(CancellationToken cancellation) => _staff.Work(Now, cancellation);

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());
}
