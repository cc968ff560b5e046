using System.Collections.Immutable;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using NodaTime;

namespace Baton.Engine.Tests.Commands;

public sealed class FactBookTests
{
    private static readonly Instant Monday = Instant.FromUtc(2026, 1, 5, 9, 0);
    private readonly FactBook _book = new();
    private int _day;

    [Fact]
    public void A_client_id_finds_its_lead_and_what_was_sent()
    {
        Append(Captured(1, ("id", "L1")) with { ContentHash = 77 });

        var known = _book.For(new FactsNeeded { ClientId = "L1" }).SameId.ShouldNotBeNull();

        (known.Number, known.ContentHash, known.MatchedBy).ShouldBe((1, 77, "id"));
        _book.For(new FactsNeeded { ClientId = "L2" }).SameId.ShouldBeNull();
    }

    [Fact]
    public void The_same_person_is_found_by_either_key_and_the_newest_arrival_comes_first()
    {
        Append(Captured(1, ("email", "kim@one.test")));
        Append(Captured(2, ("phone", "+14155550101")));
        Append(Captured(3, ("email", "lee@two.test")));

        var people = Person("kim@one.test", "+14155550101");

        people.Select(p => (p.Number, p.MatchedBy)).ShouldBe([(2, "phone"), (1, "email")]);
    }

    [Fact]
    public void A_lead_that_matches_by_both_keys_is_named_once_by_its_email()
    {
        Append(Captured(1, ("email", "kim@one.test"), ("phone", "+14155550101")));

        Person("kim@one.test", "+14155550101").ShouldHaveSingleItem().MatchedBy.ShouldBe("email");
    }

    [Fact]
    public void A_merged_duplicate_is_an_arrival_of_the_first_lead_and_fills_what_was_empty()
    {
        Append(Captured(1, ("email", "kim@one.test")));
        Append(Captured(2, ("email", "lee@two.test")));
        Append(
            Captured(3, ("email", "kim@one.test"), ("company", "Orbit")),
            new LeadMerged
            {
                Lead = 3,
                Into = 1,
                On = "email",
                Fields = Fields(("company", "Orbit")),
            }
        );

        var first = Person("kim@one.test").ShouldHaveSingleItem();

        (first.Number, first.LastArrival).ShouldBe((1, Monday + Duration.FromDays(2)));
        Stored(1).Fields.ShouldContain(KeyValuePair.Create("company", Value.Of("Orbit")));
        Stored(3).Status.ShouldBe("duplicate");
    }

    [Fact]
    public void A_key_that_only_the_duplicate_had_leads_to_the_lead_it_was_merged_into()
    {
        Append(Captured(1, ("phone", "+14155550101")));
        Append(
            Captured(2, ("email", "lee@two.test"), ("phone", "+14155550101")),
            new LeadMerged
            {
                Lead = 2,
                Into = 1,
                On = "phone",
            }
        );

        Person("lee@two.test").ShouldHaveSingleItem().Number.ShouldBe(1);
    }

    [Fact]
    public void The_last_owner_is_the_one_who_came_last_not_the_owner_of_the_newest_lead()
    {
        Append(Captured(1, ("email", "kim@one.test")), Assigned(1, "ana"));
        Append(Captured(2, ("email", "kim@one.test")), Assigned(2, "bob"));
        Append(Assigned(1, "cleo"));

        LastOwner("kim@one.test").ShouldBe("cleo");
    }

    [Fact]
    public void Who_owned_a_closed_or_released_lead_is_still_its_last_owner()
    {
        Append(Captured(1, ("email", "kim@one.test")), Assigned(1, "ana"));
        Append(new LeadLost { Lead = 1, Rep = "ana" });
        LastOwner("kim@one.test").ShouldBe("ana");

        Append(Captured(2, ("email", "lee@two.test")), Assigned(2, "bob"));
        Append(
            new LeadReleased
            {
                Lead = 2,
                Rep = "bob",
                Reason = "wrong",
            }
        );
        LastOwner("lee@two.test").ShouldBe("bob");
        Stored(2).Owner.ShouldBeNull();
    }

    [Fact]
    public void Only_where_the_person_had_no_owner_the_account_is_asked()
    {
        Append(Captured(1, ("email", "kim@orbit.test")) with { AccountMatch = new("Orbit") }, Assigned(1, "ana"));
        Append(Captured(2, ("email", "lee@orbit.test")) with { AccountMatch = new("Orbit") }, Assigned(2, "bob"));

        LastOwner("kim@orbit.test", "Orbit").ShouldBe("ana");
        LastOwner("new@orbit.test", "Orbit").ShouldBe("bob");
        LastOwner("new@orbit.test", "Nimbus").ShouldBeNull();
    }

    [Fact]
    public void A_stored_lead_has_its_changed_fields_and_its_answers()
    {
        Append(Captured(1, ("company", "Orbit"), ("city", "Porto")));
        Append(
            new LeadUpdated
            {
                Lead = 1,
                Fields = new([KeyValuePair.Create("city", Value.Null), KeyValuePair.Create("seats", Value.Of(9))]),
                Personal = Fields(("email", "kim@one.test")),
            }
        );
        Append(new LeadQualified { Lead = 1, Answers = Fields(("budget", "no")) });
        Append(new LeadQualified { Lead = 1, Answers = Fields(("budget", "yes"), ("need", "now")) });

        var stored = Stored(1);

        stored.CreatedAt.ShouldBe(Monday);
        stored
            .Fields.Select(f => $"{f.Key}: {f.Value}")
            .ShouldBe([
                "company: Orbit",
                "seats: 9",
                "email: kim@one.test",
                """answers: {"budget": "yes", "need": "now"}""",
            ]);
        Person("kim@one.test").ShouldHaveSingleItem();
    }

    [Fact]
    public void Erased_data_is_found_no_more()
    {
        var captured = Captured(1, ("company", "Orbit"), ("source", "web"));
        Append(captured with { Personal = Fields(("id", "L1"), ("email", "kim@one.test")) });
        Append(new PersonalDataErased { Lead = 1 });

        Person("kim@one.test").ShouldBeEmpty();
        _book.For(new FactsNeeded { ClientId = "L1" }).SameId.ShouldBeNull();
        Stored(1).Fields.Select(f => f.Key).ShouldBe(["source"]);
    }

    public static TheoryData<LeadEvent, string, string?> Fates =>
        new()
        {
            {
                new LeadWaiting { Lead = 1, Reason = "no_rule" },
                "waiting",
                null
            },
            {
                new LeadQueued
                {
                    Lead = 1,
                    Queue = "tank",
                    Step = 0,
                },
                "queued",
                null
            },
            {
                new LeadOffered
                {
                    Lead = 1,
                    Reps = ["bob"],
                    Step = 0,
                },
                "offered",
                null
            },
            {
                new LeadNurtured { Lead = 1 },
                "nurture",
                null
            },
            {
                new LeadDisqualified { Lead = 1, Reason = "x" },
                "disqualified",
                null
            },
            {
                new LeadRejected { Lead = 1, Reason = "x" },
                "rejected",
                null
            },
            { Assigned(1, "bob"), "assigned", "bob" },
            {
                new LeadClaimed
                {
                    Lead = 1,
                    Rep = "bob",
                    Queue = "tank",
                },
                "assigned",
                "bob"
            },
            {
                new LeadReassigned
                {
                    Lead = 1,
                    From = "ana",
                    To = "bob",
                    Reason = "respond",
                },
                "assigned",
                "bob"
            },
            {
                new LeadContacted { Lead = 1, By = "ana" },
                "working",
                "ana"
            },
            {
                new LeadWon { Lead = 1, Rep = "ana" },
                "won",
                "ana"
            },
            {
                new LeadLost { Lead = 1, Rep = "ana" },
                "lost",
                "ana"
            },
        };

    [Theory]
    [MemberData(nameof(Fates), DisableDiscoveryEnumeration = true)]
    public void Every_fate_of_a_lead_is_its_status(LeadEvent fate, string status, string? owner)
    {
        Append(Captured(1), Assigned(1, "ana"));
        Append(fate);

        var stored = Stored(1);

        (stored.Status, stored.Owner).ShouldBe((status, owner));
    }

    private void Append(params ImmutableArray<Event> events) => _book.Apply(events, Monday + Duration.FromDays(_day++));

    private ImmutableArray<KnownLead> Person(string? email, string? phone = null) =>
        _book.For(new FactsNeeded { Email = email, Phone = phone }).SamePerson;

    private string? LastOwner(string email, string? account = null) =>
        _book.For(new FactsNeeded { Email = email, Account = account }).LastOwner;

    private StoredLead Stored(long number) => _book.For(new FactsNeeded { Leads = [number] }).Stored[number];

    private static LeadCaptured Captured(long number, params (string Key, string Value)[] fields) =>
        new()
        {
            Lead = number,
            CreatedAt = Monday,
            ContentHash = number,
            Fields = Fields(fields),
        };

    private static LeadAssigned Assigned(long number, string rep) =>
        new()
        {
            Lead = number,
            Rep = rep,
            How = "pool",
        };

    private static FieldSet Fields(params (string Key, string Value)[] fields) =>
        new([.. fields.Select(f => KeyValuePair.Create(f.Key, Value.Of(f.Value)))]);
}
