using System.Diagnostics.Metrics;
using Baton.Server.Hosting;
using Baton.Storage;
using Baton.Storage.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Baton.Server.Metrics;

/// <summary>
/// Everything that a server counts and measures, as instruments of one meter of its own. Labels are bounded: methods, route
/// patterns, workspaces and codes. Thread-safe; recording allocates nothing.
/// </summary>
internal sealed class Instruments : IDisposable
{
    public const string MeterName = "Baton";

    private static readonly string[] Classes = ["other", "1xx", "2xx", "3xx", "4xx", "5xx"];
    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly double[] Sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096];

    private readonly TimeProvider _clock;
    private readonly Histogram<double> _requests;
    private readonly Histogram<double> _batches;
    private readonly Histogram<double> _commits;
    private readonly Counter<long> _decisions;
    private readonly Counter<long> _captured;
    private readonly Counter<long> _assigned;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _deliveries;

    public Instruments(TimeProvider clock)
    {
        _clock = clock;
        _requests = Histogram("http.request.duration", "s", "Time to answer requests, live streams left out.", Seconds);
        _batches = Histogram("commit.size", null, "Commands of callers in one commit.", Sizes);
        _commits = Histogram("commit.duration", "s", "Time to decide, write and commit a batch.", Seconds);
        _decisions = Meter.CreateCounter<long>("baton.decisions", null, "Records added to the journal.");
        _captured = Meter.CreateCounter<long>("baton.leads.captured", null, "Leads captured.");
        _assigned = Meter.CreateCounter<long>("baton.leads.assigned", null, "Assignments and claims of leads.");
        _failures = Meter.CreateCounter<long>("baton.store.failures", null, "Failures of the store, by code.");
        _deliveries = Meter.CreateCounter<long>(
            "baton.webhook.attempts",
            null,
            "Attempts to call webhooks, by outcome."
        );
        ProcessInstruments.Add(Meter);
    }

    /// <summary>Other servers in this process have other meters of the same name.</summary>
    public Meter Meter { get; } = new(MeterName);

    /// <summary>Goes on to observe how busy each workspace is.</summary>
    public void Watch(WorkspaceHosts workspaces)
    {
        Gauge("leads.open", null, "Leads that future decisions need.", l => l.Sizes.Open);
        Gauge("leads.waiting", null, "Leads that wait for somebody eligible.", l => l.Sizes.Waiting);
        Gauge("timers", null, "Timers set.", l => l.Sizes.Timers);
        Gauge("writer.queue", null, "Commands that wait for the writer.", l => l.Queued);
        Gauge("journal.seq", null, "The journal's last record.", l => l.Seq);
        Meter.CreateObservableGauge(
            "baton.timers.lag",
            () => workspaces.Open.Select(w => Of(w, Lag(w.Store.Load.NextDue))),
            "s",
            "For how long the next timer has been due."
        );
        Meter.CreateObservableGauge(
            "baton.live.streams",
            () => workspaces.Open.Select(w => Of(w, (long)w.Streams)),
            null,
            "Live streams that are open."
        );
        Backlog("behind", "Records of the journal that a webhook has not looked at.", b => b.Behind);
        Backlog("waiting", "Deliveries that wait, for each webhook.", b => b.Waiting);

        void Backlog(string name, string about, Func<(string Webhook, long Behind, int Waiting), long> of) =>
            Meter.CreateObservableGauge(
                $"baton.webhook.{name}",
                () =>
                    workspaces.Open.SelectMany(w =>
                        w.Webhooks.Backlogs.Select(b => new Measurement<long>(
                            of(b),
                            new("workspace", w.Store.Name),
                            new("webhook", b.Webhook)
                        ))
                    ),
                null,
                about
            );

        void Gauge(string name, string? unit, string about, Func<StoreLoad, long> of) =>
            Meter.CreateObservableGauge(
                $"baton.{name}",
                () => workspaces.Open.Select(w => Of(w, of(w.Store.Load))),
                unit,
                about
            );
    }

    public void Answered(HttpContext context, TimeSpan took)
    {
        if (context.Response.ContentType?.StartsWith("text/event-stream", StringComparison.Ordinal) == true)
        {
            return; // how long somebody listens says nothing about how quick we are
        }

        var status = context.Response.StatusCode / 100;
        _requests.Record(
            took.TotalSeconds,
            new("method", MethodOf(context.Request.Method)),
            new("route", (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none"),
            new("status", Classes[status is > 0 and < 6 ? status : 0])
        );
    }

    public void Committed(string workspace, CommittedBatch batch)
    {
        KeyValuePair<string, object?> label = new("workspace", workspace);
        _commits.Record(batch.Took.TotalSeconds, label);
        _batches.Record(batch.Commands, label);
        _decisions.Add(batch.Records, label);
        _captured.Add(batch.Captured, label);
        _assigned.Add(batch.Assigned, label);
    }

    public void Failed(string workspace, StoreException trouble) =>
        _failures.Add(1, new("workspace", workspace), new("code", trouble.Code));

    public void Delivered(string workspace, DeliveryState state) =>
        _deliveries.Add(1, new("workspace", workspace), new("outcome", OutcomeOf(state)));

    public void Dispose() => Meter.Dispose();

    // Anybody may send any word as the method.
    public static string MethodOf(string method) =>
        HttpMethods.GetCanonicalizedValue(method) is var known && IsKnown(known) ? known : "other";

    private static string OutcomeOf(DeliveryState state) =>
        state switch
        {
            DeliveryState.Delivered => "delivered",
            DeliveryState.Dead => "dead",
            _ => "failed",
        };

    private static bool IsKnown(string method) =>
        HttpMethods.IsGet(method)
        || HttpMethods.IsPost(method)
        || HttpMethods.IsPatch(method)
        || HttpMethods.IsPut(method)
        || HttpMethods.IsDelete(method)
        || HttpMethods.IsHead(method)
        || HttpMethods.IsOptions(method);

    private static Measurement<T> Of<T>(WorkspaceHost workspace, T value)
        where T : struct => new(value, new KeyValuePair<string, object?>("workspace", workspace.Store.Name));

    private double Lag(Instant due) =>
        due == Instant.MaxValue ? 0 : Math.Max(0, (Instant.FromDateTimeOffset(_clock.GetUtcNow()) - due).TotalSeconds);

    private Histogram<double> Histogram(string name, string? unit, string about, double[] bounds) =>
        Meter.CreateHistogram(
            $"baton.{name}",
            unit,
            about,
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds }
        );
}
