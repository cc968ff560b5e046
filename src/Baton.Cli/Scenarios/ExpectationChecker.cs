using Baton.Engine.Commands;
using Baton.Engine.Events;

namespace Baton.Cli.Scenarios;

/// <summary>Compares an expectation with the world after a step.</summary>
internal sealed class ExpectationChecker(ScenarioWorld world, StepRun run)
{
    // A balance reads to three decimals.
    // Shares are floored to 10⁻⁹: what is written to three places may be an exact half that lies a little off here.
    private const decimal BalanceTolerance = 0.000501m;

    public IEnumerable<Mismatch> Check(Expectation expectation) =>
        expectation.Checks.Select(check => Check(check, expectation.Lead)).OfType<Mismatch>();

    private Mismatch? Check(Check check, string? lead) =>
        check switch
        {
            WordCheck word => OfLead(check, lead, Shown.Word(word.Expected), view => CheckWord(word, view)),
            ScoreCheck score => OfLead(check, lead, Shown.Number(score.Expected), view => CheckScore(score, view)),
            OfferedToCheck offered => OfLead(check, lead, Shown.List(offered.Reps), view => CheckOffer(offered, view)),
            PassedOverCheck codes => OfLead(
                check,
                lead,
                Shown.Map(codes.Codes, Shown.Word),
                view => CheckPassedOver(codes, view)
            ),
            VisibleCheck visible => OfLead(
                check,
                visible.Lead ?? lead,
                Shown.List(visible.Fields),
                view => CheckVisible(visible, view)
            ),
            OwnersCheck owners => CheckCounts(check, owners.Counts, run.Leads.Select(n => world.View(n)?.Owner)),
            OrderCheck order => CheckOrder(order),
            WithinShareCheck share => CheckShare(share),
            TotalsCheck totals => CheckCounts(check, totals.Counts, OwnersOfAll()),
            NextCheck next => CheckNext(next),
            LedgerCheck ledger => CheckLedger(ledger),
            OpenCheck open => CheckOpen(open),
            EventsCheck events => Differ(
                check,
                events.Types,
                [.. world.EventsSince(run.JournalFrom).Select(EventTypes.NameOf)]
            ),
            BreachesCheck breaches => CheckBreaches(breaches),
            _ => throw new InvalidOperationException($"no way to check '{check.Key}'"),
        };

    private Mismatch? OfLead(Check check, string? id, string expected, Func<LeadView, Mismatch?> compare)
    {
        var number = id is null ? run.Lead : world.NumberOf(id);
        return number is { } known && world.View(known) is { } view
            ? compare(view)
            : new Mismatch(check.Key, check.At, expected, id is null ? "no lead" : $"no lead '{id}'");
    }

    private static Mismatch? CheckWord(WordCheck check, LeadView lead)
    {
        var actual = check.Key switch
        {
            "owner" => lead.Owner,
            "rule" => lead.Rule,
            "pool" => lead.Pool,
            "queue" => lead.Queue,
            "grade" => lead.Grade,
            "territory" => lead.Territory,
            "account" => lead.Account,
            "status" => lead.Status,
            "stage" => lead.Stage,
            "reason" => lead.Reason,
            _ => throw new InvalidOperationException($"no way to check '{check.Key}'"),
        };
        return Differ(check, Shown.Word(check.Expected), Shown.Word(actual), actual == check.Expected);
    }

    private static Mismatch? CheckScore(ScoreCheck check, LeadView lead) =>
        Differ(check, Shown.Number(check.Expected), Shown.Number(lead.Score), lead.Score == check.Expected);

    private static Mismatch? CheckOffer(OfferedToCheck check, LeadView lead) =>
        Differ(
            check,
            Shown.List(check.Reps),
            Shown.List(lead.OfferedTo),
            check.Reps.ToHashSet().SetEquals(lead.OfferedTo)
        );

    private Mismatch? CheckPassedOver(PassedOverCheck check, LeadView lead)
    {
        var actual = world.Engine.PassedOver(lead.Number, world.Now);
        return Differ(
            check,
            Shown.Map(check.Codes, Shown.Word),
            Shown.Map(actual.OrderBy(p => p.Key, StringComparer.Ordinal), Shown.Word),
            check.Codes.All(p => actual.TryGetValue(p.Key, out var code) && code == p.Value)
        );
    }

    private Mismatch? CheckVisible(VisibleCheck check, LeadView lead)
    {
        var actual = world.Engine.VisibleFields(check.Rep, lead.Number, world.Now);
        return Differ(check, Shown.List(check.Fields), Shown.List(actual), check.Fields.ToHashSet().SetEquals(actual));
    }

    private IEnumerable<string?> OwnersOfAll() =>
        world
            .Leads.Select(n => world.View(n))
            .Where(v => v is not null and not { Status: "rejected" })
            .Select(v => v!.Owner);

    private static Mismatch? CheckCounts(
        Check check,
        IEnumerable<KeyValuePair<string, int>> expected,
        IEnumerable<string?> owners
    )
    {
        var actual = owners.CountBy(o => o ?? "nobody").ToDictionary(StringComparer.Ordinal);
        return Differ(
            check,
            Shown.Map(expected, n => $"{n}"),
            Shown.Map(actual.OrderBy(p => p.Key, StringComparer.Ordinal), n => $"{n}"),
            expected.All(p => actual.GetValueOrDefault(p.Key == "null" ? "nobody" : p.Key) == p.Value)
        );
    }

    private Mismatch? CheckOrder(OrderCheck check)
    {
        var actual = run.Leads.Select(n => world.View(n)?.Owner).ToList();
        return Differ(
            check,
            Shown.List(check.Owners),
            Shown.List(actual),
            actual.Take(check.Owners.Length).SequenceEqual(check.Owners)
        );
    }

    private Mismatch? CheckShare(WithinShareCheck check)
    {
        var (largest, detail) = ShareDeviation.Of(
            world.EventsSince(run.JournalFrom),
            run.Leads,
            ledger => world.Engine.Weights(ledger)
        );
        return Differ(check, $"below {Shown.Number(check.Limit)}", detail, largest < check.Limit);
    }

    private Mismatch? CheckNext(NextCheck check) =>
        world.Engine.NextTurns(check.Pool, check.Reps.Length, world.Now) is { } actual
            ? Differ(check, check.Reps, actual)
            : NoPool(check, Shown.List(check.Reps), check.Pool);

    private Mismatch? CheckLedger(LedgerCheck check)
    {
        var expected = Shown.Map(check.Balances, b => Shown.Number(b));
        if (world.Engine.Balances(check.Pool) is not { } actual)
        {
            return NoPool(check, expected, check.Pool);
        }

        var shown = Shown.Map(actual, b => Shown.Number(Math.Round(b, 3)));
        return actual.Values.Sum() != 0
            ? new Mismatch(check.Key, check.At, "a sum of 0", $"{actual.Values.Sum()} in {shown}")
            : Differ(check, expected, shown, check.Balances.All(p => IsNear(actual, p.Key, p.Value)));
    }

    private static bool IsNear(IReadOnlyDictionary<string, decimal> balances, string member, decimal expected) =>
        balances.TryGetValue(member, out var actual) && Math.Abs(actual - expected) <= BalanceTolerance;

    private Mismatch? CheckOpen(OpenCheck check)
    {
        var actual = check.Units.Select(p => KeyValuePair.Create(p.Key, world.Engine.OpenOf(p.Key))).ToList();
        return Differ(
            check,
            Shown.Map(check.Units, n => $"{n}"),
            Shown.Map(actual, n => n is null ? "no such rep" : $"{n}"),
            check.Units.Zip(actual).All(pair => pair.First.Value == pair.Second.Value)
        );
    }

    private Mismatch? CheckBreaches(BreachesCheck check)
    {
        var actual = world
            .EventsSince(0)
            .OfType<SlaBreached>()
            .Select(b => (b.Sla, Id: world.IdOf(b.Lead)))
            .Distinct()
            .ToLookup(b => b.Sla, b => b.Id);
        return Differ(
            check,
            Shown.Map(check.Leads, l => Shown.List(l)),
            Shown.Map(check.Leads.Select(p => KeyValuePair.Create(p.Key, actual[p.Key])), Shown.List),
            check.Leads.All(p => p.Value.ToHashSet().SetEquals(actual[p.Key]))
        );
    }

    private static Mismatch NoPool(Check check, string expected, string pool) =>
        new(check.Key, check.At, expected, $"no pool '{pool}'");

    private static Mismatch? Differ(
        Check check,
        IReadOnlyCollection<string> expected,
        IReadOnlyCollection<string> actual
    ) => Differ(check, Shown.List(expected), Shown.List(actual), expected.SequenceEqual(actual));

    private static Mismatch? Differ(Check check, string expected, string actual, bool isEqual) =>
        isEqual ? null : new Mismatch(check.Key, check.At, expected, actual);
}
