using System.Collections.Frozen;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.People;
using Baton.Engine.Policies;
using Baton.Engine.Policies.Config;
using Baton.Storage.Files;
using Baton.Storage.Listing;
using NodaTime;

namespace Baton.Storage.Tests;

/// <summary>
/// Lists, against the conditions' own evaluation over the same leads: rows of every kind of value, also of kinds that a
/// field does not have any more.
/// </summary>
public sealed partial class ListingTests : IAsyncLifetime, IDisposable
{
    private const string Workspace = """
        reps: [{ id: ana }]
        teams: { t: { members: [ana] } }
        calendars: { office: { hours: { mon-fri: "09:00-17:00" } } }
        policy:
          fields:
            tier: string
            seats: number
            vip: bool
            renewal: timestamp
            tags: list
            motto: { type: string, personal: true }
          conditions: { large: 'lead.seats > 10 && lead.tier != null' }
          pools: { p: { team: t } }
          rules: [{ name: all, route: [{ pool: p }] }]
        """;

    private const int Rows = 240;

    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 12, 0);

    private static readonly Sight _anas = new()
    {
        Rep = "ana",
        Queues = new Dictionary<string, QueueMode>
        {
            ["bob"] = QueueMode.Blind,
            ["Zoë"] = QueueMode.CherryPick,
        }.ToFrozenDictionary(),
    };

    private readonly TemporaryFolder _folder = new();
    private readonly Random _random = new(20260302);
    private BatonStore _store = null!;
    private LeadRecord[] _leads = [];

    public async Task InitializeAsync()
    {
        _store = BatonStore.Open(new StoreOptions { Directory = _folder.Path });
        var document = (MapNode)YamlReader.Read(Workspace, null, [])!;
        var reply = await _store.Submit(new Submission(new PublishWorkspace(document)));
        reply.Outcome!.Refusal.ShouldBeNull();
        Fill();

        // It makes the keys that Fill left out when it is opened.
        await _store.DisposeAsync();
        _store = BatonStore.Open(new StoreOptions { Directory = _folder.Path });
        _leads = [.. Enumerable.Range(1, Rows).Select(n => _store.Leads.Get(n)!)];
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_filter_finds_what_its_condition_holds_for()
    {
        var found = 0;
        for (var i = 0; i < 1500; i++)
        {
            var source = Expression(depth: 3);
            var expected = Held(source);

            Find(new LeadQuery { Condition = Compiled(source), Limit = 1000 }).ShouldBe(expected, source);
            found += expected.Length;
        }

        // Else the test would prove little.
        ((double)found / 1500 / Rows).ShouldBeInRange(0.2, 0.8);
    }

    [Theory]
    [InlineData("lead.tier == 'ana'")]
    [InlineData("!(lead.tier == 'ana')")]
    [InlineData("!(lead.seats > 2)")]
    [InlineData("!(lead.seats > 2.5) || lead.vip")]
    [InlineData("!lead.vip")]
    [InlineData("lead.seats in [1, 2.0, null, 'ana']")]
    [InlineData("!('ana' in lead.tags)")]
    [InlineData("3 in lead.tags && !(null in lead.tags)")]
    [InlineData("lead.renewal < timestamp('2026-03-02T12:00:00Z')")]
    [InlineData("lead.renewal == timestamp('2026-03-02T12:00:00.5Z')")]
    [InlineData("now - duration('24h') < lead.created_at")]
    [InlineData("lead.created_at >= timestamp('2026-03-02T11:00:00.0000005Z')")]
    [InlineData("lead.score >= 12.34 && lead.score != 99.99")]
    [InlineData("large && !(account == null)")]
    [InlineData("account.name == 'bob' || lead.account == 'Zoë'")]
    [InlineData("lead.tier.startsWith('a') || !lead.tier.endsWith('b')")]
    [InlineData("lead.tier.contains('𝔘') || lead.tier.endsWith('')")]
    [InlineData("lead.tier > 'b' && lead.owner <= 'bob'")]
    [InlineData("has(lead.answers.need) && lead.answers.need != 'yes'")]
    [InlineData("!(lead.answers.size > 3)")]
    [InlineData("lead.seats < double('NaN') || !(lead.seats < double('NaN'))")]
    [InlineData("lead.seats < double('Infinity')")]
    [InlineData("lead.email == 'l7@acme.test' || lead.id == 'L9' || lead.phone == null")]
    [InlineData("true")]
    [InlineData("1 / 0 == 1 || lead.priority == 3")]
    public void A_written_filter_finds_what_its_condition_holds_for(string source) =>
        Find(new LeadQuery { Condition = Compiled(source), Limit = 1000 }).ShouldBe(Held(source));

    // As when c1, a list, was written out as c11, the name of another constant.
    [Fact]
    public void A_long_filter_takes_no_constant_for_another()
    {
        var numbers = string.Join(" || ", Enumerable.Range(100, 20).Select(n => $"lead.priority == {n}"));
        var source = $"lead.grade in ['ana'] || lead.owner in ['ana'] || {numbers}";

        Find(new LeadQuery { Condition = Compiled(source), Limit = 1000 }).ShouldBe(Held(source));
    }

    [Theory]
    [InlineData("lead.teir == 'a'", 6, "unknown field 'teir' of lead; did you mean 'tier'?")]
    [InlineData(
        "lead.tier == 'a' && lead.motto == 'x'",
        26,
        "lead.motto is personal and kept apart; a list is searched for it with 'search'"
    )]
    [InlineData(
        "lead.probability > 0.5",
        6,
        "lead.probability is worked out when a lead is routed and not kept with it"
    )]
    [InlineData(
        "lead.tier.matches('a+')",
        11,
        "a list is filtered by fields of the lead against constants: ==, !=, <, <=, >, >=, in, startsWith, endsWith, contains, has()"
    )]
    [InlineData(
        "lead.seats == lead.budget",
        12,
        "one side must be a constant; a list is filtered by fields of the lead against constants: ==, !=, <, <=, >, >=, in, startsWith, endsWith, contains, has()"
    )]
    [InlineData("rep.id == 'ana'", 1, "unknown name 'rep'; known: lead, account, now, large")]
    [InlineData("account.tier == 'gold'", 9, "unknown field 'tier' of account; known: name")]
    public void What_rows_cannot_be_asked_is_refused_at_its_place(string source, int column, string message)
    {
        var faults = new List<ConditionFault>();

        LeadCondition.Compile(source, _store.CurrentPolicy, Now, faults).ShouldBeNull();

        faults.ShouldBe([new ConditionFault(1, column, message)]);
    }

    [Theory]
    [InlineData("lead.seats + 1 > 3")]
    [InlineData("open('office')")]
    [InlineData("lead.tags.exists(t, t == 'a')")]
    [InlineData("size(lead.tags) > 1")]
    [InlineData("lead.tags == ['a']")]
    [InlineData("lead.tags[0] == 'a'")]
    [InlineData("lead.vip ? true : false")]
    public void What_is_more_than_fields_against_constants_is_refused(string source)
    {
        var faults = new List<ConditionFault>();

        LeadCondition.Compile(source, _store.CurrentPolicy, Now, faults).ShouldBeNull();

        faults.Single().Message.ShouldContain("a list is filtered by fields of the lead against constants");
    }

    [Fact]
    public void Every_order_is_read_page_by_page_without_gaps()
    {
        foreach (var sort in LeadSort.Names.SelectMany(n => new[] { n, "-" + n }).Select(n => LeadSort.Of(n)!))
        {
            var query = new LeadQuery
            {
                Sort = sort,
                Limit = 17,
                Condition = Compiled("lead.priority < 7"),
            };
            var paged = new List<long>();
            do
            {
                var (items, next) = _store.Leads.Find(query);
                paged.AddRange(items.Select(l => l.Number));
                query = query with { After = next is null ? null : LeadCursor.Read(next.Write("list"), "list") };
            } while (query.After is not null);

            paged.ToArray().ShouldBe(Sorted(_leads.Where(l => l.Priority < 7), sort), $"{sort}");
        }
    }

    [Fact]
    public void A_cursor_is_of_its_list_alone()
    {
        var cursor = new LeadCursor(7, "Zoë").Write("list");

        LeadCursor.Read(cursor, "list").ShouldBe(new LeadCursor(7, "Zoë"));
        LeadCursor.Read(new LeadCursor(7, 12L).Write("list"), "list").ShouldBe(new LeadCursor(7, 12L));
        LeadCursor.Read(new LeadCursor(7, null).Write("list"), "list").ShouldBe(new LeadCursor(7, null));
        new[] { "", "x", "ld_4rdxp27n2x", cursor[1..], cursor + "A" }.ShouldAllBe(c =>
            LeadCursor.Read(c, "list") == null || c == cursor + "A"
        );
        LeadCursor.Read(cursor, "other").ShouldBeNull();
    }

    [Fact]
    public void A_reader_finds_what_he_sees_and_hidden_leads_stand_where_nothing_is_told_of_them()
    {
        Visible Of(LeadRecord lead) => _anas.Of(lead.Status, lead.Queue, lead.Owner, lead.OfferedTo);

        var all = Find(new LeadQuery { Sight = _anas, Limit = 1000 });
        var filtered = Find(
            new LeadQuery
            {
                Sight = _anas,
                Condition = Compiled("lead.priority >= 0"),
                Limit = 1000,
            }
        );
        var sorted = Find(
            new LeadQuery
            {
                Sight = _anas,
                Sort = LeadSort.Of("-priority")!,
                Limit = 1000,
            }
        );

        all.ShouldBe(Newest(l => Of(l) != Visible.Nothing));
        filtered.ShouldBe(Newest(l => Of(l) == Visible.Everything));
        sorted
            .Reverse()
            .TakeWhile(n => Of(_leads[n - 1]) == Visible.Handle)
            .Count()
            .ShouldBe(_leads.Count(l => Of(l) == Visible.Handle));
        _store.Leads.Count(new LeadQuery { Sight = _anas }, 1000).ShouldBe(all.Length);
        _leads.Count(l => Of(l) == Visible.Handle).ShouldBeGreaterThan(3);
        Find(new LeadQuery { Sight = Sight.None }).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("L17", 17)]
    [InlineData("L17@ACME", 17)]
    [InlineData("Person 17", 17)]
    [InlineData("+1 555 000 0017", 17)]
    [InlineData("quote \"17\" co", 17)]
    public void A_lead_is_found_by_a_part_of_who_it_is(string search, long number) =>
        Find(new LeadQuery { Search = search, Limit = 1000 }).ShouldContain(number);

    [Theory]
    [InlineData("17%")]
    [InlineData("first_name")]
    [InlineData("motto")]
    public void What_only_looks_like_it_is_not_found(string search) =>
        Find(new LeadQuery { Search = search, Limit = 1000 }).ShouldBeEmpty();

    [Fact]
    public void The_private_views_of_a_user_go_with_him()
    {
        var by = ActBy.CommandLine;
        _store.Users.Add(new NewUser("boss@team.test", Role.Admin), by);
        var user = _store.Users.Add(new NewUser("ann@team.test", Role.Manager), by)!;
        var view = new SavedView { Owner = user.Email, Name = "v" };
        var (own, shared) = (_store.Views.Add(view)!, _store.Views.Add(view with { IsShared = true })!);

        _store.Users.Delete(user.Id, by).ShouldBe(UserChange.Done);

        _store.Views.Get(own.Id).ShouldBeNull();
        _store.Views.Get(shared.Id).ShouldNotBeNull();
    }

    [Fact]
    public void Nobody_keeps_views_without_end()
    {
        var view = new SavedView { Owner = "ann@team.test", Name = "v" };

        var added = Enumerable.Range(0, ViewStore.MostOfOne + 1).Select(_ => _store.Views.Add(view)).ToArray();

        added.Count(v => v is null).ShouldBe(1);
        _store.Views.SeenBy("ann@team.test").Count.ShouldBe(ViewStore.MostOfOne);
        _store.Views.SeenBy("bob@team.test").ShouldBeEmpty();
    }

    [Fact]
    public void Counting_stops_where_it_was_told_to()
    {
        _store.Leads.Count(LeadQuery.All, 1000).ShouldBe(Rows);
        _store.Leads.Count(LeadQuery.All, 50).ShouldBe(50);
    }

    private LeadCondition Compiled(string source)
    {
        var faults = new List<ConditionFault>();
        return LeadCondition.Compile(source, _store.CurrentPolicy, Now, faults)
            ?? throw new InvalidOperationException($"{source}: {faults[0]}");
    }

    private long[] Find(LeadQuery query) => [.. _store.Leads.Find(query).Items.Select(l => l.Number)];

    private long[] Newest(Func<LeadRecord, bool> which) =>
        [.. _leads.Where(which).Select(l => l.Number).OrderDescending()];

    // The oracle: the same expression, compiled and evaluated as policies are.
    private long[] Held(string source)
    {
        var policy = _store.CurrentPolicy!;
        var type = new LeadColumns(policy.Schema).Type;
        var scope = new ConditionScope
        {
            Lead = type,
            Account = new RecordType("account", [new RecordField("name", FieldKind.String)]),
            Named = policy.Config.Policy.Conditions.ToDictionary(c => c.Name, c => c.When.Text),
        };
        var faults = new List<ConditionFault>();
        var condition =
            Condition.CompileBool(source, scope, faults)
            ?? throw new InvalidOperationException($"{source}: {faults[0]}");
        return Newest(lead =>
            condition.Holds(
                new ConditionInput
                {
                    Lead = [.. type.Fields.Select(f => ValueOf(lead, f.Name))],
                    Account = lead.Account is { } account ? [Value.Of(account)] : null,
                    Now = Now,
                }
            )
        );
    }

    private static Value ValueOf(LeadRecord lead, string field) =>
        field switch
        {
            "status" => Value.Of(lead.Status),
            "stage" => Value.Of(lead.Stage),
            "grade" => Value.Of(lead.Grade),
            "territory" => Value.Of(lead.Territory),
            "owner" => Value.Of(lead.Owner),
            "queue" => Value.Of(lead.Queue),
            "account" => Value.Of(lead.Account),
            "score" => lead.Score is { } score ? Value.Of((double)score) : Value.Null,
            "created_at" => Value.Of(lead.CreatedAt),
            "assigned_at" => lead.AssignedAt is { } at ? Value.Of(at) : Value.Null,
            "priority" => Value.Of((long)lead.Priority),
            _ => lead.Fields.Items.Concat(lead.Personal.Items).FirstOrDefault(f => f.Key == field).Value,
        };

    private static long[] Sorted(IEnumerable<LeadRecord> leads, LeadSort sort)
    {
        object? Key(LeadRecord lead) =>
            sort.Column switch
            {
                "number" => lead.Number,
                "created_at" => lead.CreatedAt,
                "assigned_at" => lead.AssignedAt,
                "last_arrival" => lead.LastArrival,
                "score" => lead.Score,
                "priority" => lead.Priority,
                _ => ValueOf(lead, sort.Column).TextOrNull,
            };
        var order = Comparer<object?>.Create(
            (l, r) =>
                l is string left ? string.CompareOrdinal(left, (string)r!) : Comparer<object>.Default.Compare(l, r)
        );
        var known = leads.OrderBy(l => Key(l) is null);
        return
        [
            .. (
                sort.IsDescending
                    ? known.ThenByDescending(Key, order).ThenByDescending(l => l.Number)
                    : known.ThenBy(Key, order).ThenBy(l => l.Number)
            ).Select(l => l.Number),
        ];
    }
}
