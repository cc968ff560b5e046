namespace Baton.Trust.Tests.Load;

/// <summary>Sends a request; null = nobody knows what became of it, so it must be sent again under its key.</summary>
internal delegate Task<Answer?> Sending(Request request);

/// <summary>Leads that some client has heard of lately, and how they were then. Thread-safe.</summary>
internal sealed class Neighbourhood(int size)
{
    private readonly Lock _gate = new();
    private readonly List<Answer> _leads = [];

    public void Heard(Answer answer)
    {
        lock (_gate)
        {
            _leads.RemoveAll(l => l.Lead == answer.Lead);
            _leads.Add(answer);
            if (_leads.Count > size)
            {
                _leads.RemoveAt(0);
            }
        }
    }

    public Answer? Any(Random random, Func<Answer, bool>? which = null)
    {
        lock (_gate)
        {
            var fit = which is null ? _leads : _leads.FindAll(l => which(l));
            return fit.Count == 0 ? null : fit[random.Next(fit.Count)];
        }
    }
}

/// <summary>
/// One caller with a will of its own: captures leads and does to them what people do, on what it heard last, which may be
/// long over. It asks one thing at a time and again under the same key until it is answered.
/// </summary>
internal sealed class Client(int number, int seed, Neighbourhood leads, ClientLog log, Sending send)
{
    private readonly Random _random = new(HashCode.Combine(seed, number));
    private int _asked;

    /// <summary>Until cancelled; a request that is under way then is still brought to its answer.</summary>
    public async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Answered(Next());
        }
    }

    private async Task Answered(Request request)
    {
        log.Note(request);
        Answer? answer;
        while ((answer = await send(request)) is null)
        {
            await Task.Delay(20);
        }

        log.Note(request, answer);
        if (answer is { Done: true, Lead: not null })
        {
            leads.Heard(answer);
        }

        // Now and then an answer gets lost on its way, and its receiver asks again.
        if (_random.Next(10) == 0 && await send(request) is { } again)
        {
            log.Note(request, again);
        }
    }

    private Request Next()
    {
        var key = $"c{number}-{++_asked}";
        var roll = _random.Next(100);
        return roll switch
            {
                < 42 => null,
                < 60 => Offered(key, Ask.Accept),
                < 68 => Offered(key, Ask.Decline),
                < 74 => About(key, Ask.Claim, "queued", LoadWorkspace.Reps[_random.Next(7)]),
                < 81 => new Request(key, Ask.ClaimNext) { Queue = "tank", Rep = LoadWorkspace.Reps[_random.Next(7)] },
                < 84 => About(key, Ask.Assign, null, LoadWorkspace.Reps[_random.Next(7)]),
                < 88 => About(key, Ask.Release, "assigned", null),
                < 91 => About(key, Ask.Contact, "assigned", null),
                < 93 => About(key, Ask.Reject, null, null),
                < 96 => About(key, Ask.Won, "assigned", null),
                < 98 => About(key, Ask.Lost, "working", null),
                _ => Administration(key),
            } ?? new Request(key, Ask.Capture) { Lead = $"L-{key}" };
    }

    private Request? Offered(string key, Ask ask) =>
        leads.Any(_random, l => l.OfferedTo.Length > 0) is { } lead
            ? new Request(key, ask) { Lead = lead.Lead, Rep = OneOf(lead.OfferedTo.Split(',')) }
            : null;

    private Request? About(string key, Ask ask, string? status, string? rep) =>
        (leads.Any(_random, l => l.Status == status) ?? leads.Any(_random)) is { } lead
            ? new Request(key, ask) { Lead = lead.Lead, Rep = rep }
            : null;

    private Request Administration(string key) =>
        _random.Next(5) == 0
            ? new Request(key, Ask.Publish) { Value = $"{_random.Next(LoadWorkspace.Variants)}" }
            : new Request(key, Ask.Presence)
            {
                Rep = LoadWorkspace.Reps[_random.Next(7)],
                Value = _random.Next(3) == 0 ? "away" : "available",
            };

    private string OneOf(string[] reps) => reps[_random.Next(reps.Length)];
}
