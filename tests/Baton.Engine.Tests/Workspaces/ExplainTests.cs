using System.Collections.Immutable;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Engine.Explain;

namespace Baton.Engine.Tests.Workspaces;

public sealed class ExplainTests
{
    [Fact]
    public void A_rep_at_his_capacity_is_told_the_capacity_that_would_have_done()
    {
        var world = Ranked("{ id: ana, capacity: 1, attributes: { r: 9 } }, { id: bob, attributes: { r: 1 } }");
        world.Capture();
        var lead = world.Capture();

        var why = WhyNot(world, lead.Number, "ana");

        why.Code.ShouldBe("capacity_full");
        (why.Actual, why.Needed).ShouldBe((2, 1));
        why.Flip.ShouldBe(new Flip("capacity", 1, 2));
    }

    [Fact]
    public void A_rep_at_his_day_cap_is_told_the_cap_that_would_have_done()
    {
        var world = Ranked("{ id: ana, caps: { day: 2 }, attributes: { r: 9 } }, { id: bob, attributes: { r: 1 } }");
        world.Capture();
        world.Capture();
        var lead = world.Capture();

        var why = WhyNot(world, lead.Number, "ana");

        why.Code.ShouldBe("cap_day");
        (why.Actual, why.Needed).ShouldBe((2, 2));
        why.Flip.ShouldBe(new Flip("caps.day", 2, 3));
    }

    [Fact]
    public void Who_is_outranked_is_told_the_rank_that_would_have_done()
    {
        var world = Ranked("{ id: ana, attributes: { r: 9 } }, { id: bob, attributes: { r: 4 } }");
        var lead = world.Capture();

        var why = WhyNot(world, lead.Number, "bob");

        why.Code.ShouldBe("outranked");
        why.Sentence.ShouldBe(
            "bob was eligible with rank 4, balance 0.5, ana came first with rank 9, balance 0.5; in the ledger ana is 0 ahead after earning this lead's share"
        );
        why.Flip.ShouldBe(new Flip("attributes.r", 4, 10));
    }

    [Fact]
    public void Whose_turn_it_was_not_is_told_the_balance_that_would_have_done()
    {
        var world = Rotation("{ id: ana }, { id: bob }, { id: cleo }");
        world.Capture();
        var lead = world.Capture();
        lead.Owner.ShouldBe("bob");

        var why = WhyNot(world, lead.Number, "ana");

        why.Code.ShouldBe("outranked");
        why.Flip.ShouldNotBeNull().What.ShouldBe("balance in pool p");
        why.Flip!.From.ShouldBe(-0.666666666m);
        why.Flip.To.ShouldBeInRange(0.33m, 0.34m);
    }

    [Fact]
    public void A_missing_skill_is_named_with_the_level_that_would_have_done()
    {
        var world = new World(
            """
            reps: [{ id: ana, skills: { fr: 1 } }, { id: bob, skills: { fr: 3 } }]
            policy:
              pools: { p: { members: [ana, bob], require: ['rep.skills.fr >= 3'] } }
              rules: [{ name: all, route: [{ pool: p }] }]
            """
        );
        var lead = world.Capture();

        WhyNot(world, lead.Number, "ana").Flip.ShouldBe(new Flip("skills.fr", 1, 3));
    }

    [Fact]
    public void No_number_is_named_where_no_single_one_would_have_changed_it()
    {
        var world = Rotation("{ id: ana, status: away }, { id: bob }");
        var lead = world.Capture();

        var why = WhyNot(world, lead.Number, "ana");

        why.Code.ShouldBe("away");
        why.Flip.ShouldBeNull();
    }

    [Fact]
    public void Whoever_is_in_no_pool_of_the_route_is_told_so()
    {
        var world = new World(
            """
            reps: [{ id: ana }, { id: bob }]
            policy:
              pools: { p: { members: [ana] } }
              rules: [{ name: all, route: [{ pool: p }] }]
            """
        );
        var lead = world.Capture();

        WhyNot(world, lead.Number, "bob").Code.ShouldBe("not_a_member");
    }

    [Fact]
    public void Why_tells_the_rule_the_standing_and_the_winner()
    {
        var world = Rotation("{ id: ana }, { id: bob, status: offline }");
        var lead = world.Capture(("employees", Value.Of(5000L)));
        var (events, at, before) = Deciding(world, lead.Number);

        var why = before.Explain(events, at, lead.Number).ShouldNotBeNull();

        why.Winners.ShouldBe(["ana"]);
        why.Sentences.ShouldBe([
            "rule 'all' of version 1 matches every lead",
            "passed over in 'p': bob offline",
            "pool 'p' (round_robin): 1 of 2 eligible, ana is next: ana balance 1, weight 1",
            "ana gets the lead from pool 'p'",
        ]);
        why.Considered.Select(c => (c.Rep, c.Code, c.Won)).ShouldBe([("bob", "offline", false), ("ana", null, true)]);
    }

    [Fact]
    public void The_winner_is_told_that_he_won()
    {
        var world = Rotation("{ id: ana }, { id: bob }");
        var lead = world.Capture();

        WhyNot(world, lead.Number, "ana").Won.ShouldBeTrue();
    }

    private static World Ranked(string reps) => Pool(reps, ", method: ranked, rank: 'rep.attributes.r'");

    private static World Rotation(string reps) => Pool(reps, "");

    private static World Pool(string reps, string method)
    {
        var ids = reps.Split("id: ").Skip(1).Select(r => r.Split(',', ' ')[0]);
        return new World(
            $$"""
            timezone: UTC
            reps: [{{reps}}]
            policy:
              pools: { p: { members: [{{string.Join(", ", ids)}}]{{method}} } }
              rules: [{ name: all, route: [{ pool: p }] }]
            """
        );
    }

    [Fact]
    public void A_score_is_explained_part_by_part_with_what_each_is_worth_now()
    {
        var world = Scored();
        var lead = world.Capture(("employees", Value.Of(5000L))).Number;
        world.Advance(NodaTime.Duration.FromDays(1));
        World.Expect(world.Do(new RecordActivity(lead, "email_opened", null, Value.Null)));
        world.Advance(NodaTime.Duration.FromDays(7));
        World.Expect(world.Do(new RecordActivity(lead, "email_opened", null, Value.Null)));
        World.Expect(world.Do(new QualifyLead(lead, [new("need", Value.Of("speed")), new("budget", Value.Of(""))])));

        var (events, at, before) = Deciding(world, lead);
        var why = before.Explain(events, at, lead).ShouldNotBeNull();

        (why.Event, why.Reason, why.Score!.Score, why.Score.Grade).ShouldBe(("lead_nurtured", "nurture", 12m, "B"));
        var score = world.Engine.ScoreOf(lead, world.Now).ShouldNotBeNull();
        score
            .Parts.Select(p => (p.Rule, p.Activity, p.Points, p.Worth, Age: (score.At - p.Since).TotalDays, p.AtMost))
            .ShouldBe([
                ("enterprise", null, 10m, 10m, 8d, null),
                ("demo", null, 2m, 1m, 8d, null),
                ("opened an e-mail", "email_opened", 5m, 5m, 0d, 6m),
                ("opened an e-mail", "email_opened", 5m, 2.5m, 7d, 6m),
            ]);
        (score.Score, score.Grade).ShouldBe((17m, "B"));
        var verdict = world.Engine.VerdictOf(lead, world.Now).ShouldNotBeNull();
        (verdict.Qualifies, verdict.Answered, verdict.Questions.Length, verdict.Share).ShouldBe((false, 1, 4, 0.25m));
    }

    [Fact]
    public void Why_a_lead_is_nurtured_is_told_in_words()
    {
        var world = Scored();
        var lead = world.Capture(("employees", Value.Of(5000L))).Number;
        World.Expect(world.Do(new RecordActivity(lead, "email_opened", null, Value.Null)));
        world.Advance(NodaTime.Duration.FromDays(30));

        var (events, at, before) = Deciding(world, lead);
        var why = before.Explain(events, at, lead).ShouldNotBeNull();
        var not = WhyNot(world, lead, "ana");

        why.Sentences.ShouldBe([
            "score 10.41, grade B",
            "'enterprise' gives 10",
            "'demo' gives 0.15 of 2, worth half after 8d, 30d old",
            "'opened an e-mail' gives 0.26: email_opened 0.26 30d ago, worth half after 7d",
            "it does not qualify: lead.score >= 50; 0 of 4 questions answered (0 % by weight); to be asked: budget, authority, need, timeline",
            "it is nurtured on 'news', looked at again at 2026-03-06T09:00:00Z",
        ]);
        (not.Code, not.Sentence).ShouldBe(("nurture", why.Sentences[^1]));
    }

    private static World Scored() =>
        new(
            """
            reps: [{ id: ana }]
            policy:
              score:
                rules:
                  - { name: enterprise, when: 'lead.employees > 1000', points: 10 }
                  - { name: demo, when: 'true', points: 2, half_life: 8d }
                  - { name: opened an e-mail, activity: email_opened, points: 5, half_life: 7d, at_most: 6 }
                grades: { A: 50, B: 5 }
              qualify: { framework: bant, when: 'lead.score >= 50', nurture: { track: news, revisit: 30d } }
              pools: { p: { members: [ana] } }
              rules: [{ name: all, route: [{ pool: p }] }]
            """
        );

    private static WhyNot WhyNot(World world, long lead, string rep)
    {
        var (events, at, before) = Deciding(world, lead);
        return before.ExplainNot(events, at, lead, rep).ShouldNotBeNull();
    }

    private static (ImmutableArray<Event> Events, NodaTime.Instant At, Workspace Before) Deciding(
        World world,
        long lead
    ) => world.Deciding(lead);
}
