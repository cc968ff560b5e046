using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Baton.Engine.Assignment;
using Baton.Engine.Capture;
using Baton.Engine.Conditions;
using Baton.Engine.Explain;
using Baton.Engine.People;
using Baton.Engine.Policies.Config;
using Baton.Engine.Routing;
using Baton.Engine.Scoring;
using Baton.Engine.Screening;
using Baton.Engine.Snapshots;
using Baton.Engine.Tests.Workspaces;
using NodaTime;

namespace Baton.Engine.Tests.Routing;

public sealed class LeadPackingTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 3, 14, 0).PlusNanoseconds(1);
    private static readonly RepState Ana = new() { Id = "ana" };
    private readonly LeadPacking _packing = new();

    [Fact]
    public void A_lead_that_has_everything_comes_back_as_it_was()
    {
        var full = Full();
        ShouldBeSet(full, nameof(LeadState.Waiting), nameof(LeadState.IsLoose), nameof(LeadState.Way));
        ShouldBeSet(full.Way!, nameof(LeadWay.Waiting));
        ShouldBeSet(full.Sla!);

        var packed = _packing.Pack(full).Bytes;

        Plain.Text(_packing.Look(7, packed)).ShouldBe(Plain.Text(Full()));
        Plain.Text(_packing.Unpack(7, packed)).ShouldBe(Plain.Text(Full()));
    }

    [Fact]
    public void A_lead_that_has_nothing_comes_back_with_nothing()
    {
        var bare = new LeadState { Number = 7, CreatedAt = Now };

        Plain.Text(_packing.Unpack(7, _packing.Pack(bare).Bytes)).ShouldBe(Plain.Text(bare));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void A_lead_in_the_place_of_another_has_nothing_of_it(int fields)
    {
        var full = Full();
        full.IsLoose = true;
        full.Keep(_packing.Pack(full).Bytes, 0);
        var next = new LeadState
        {
            Number = 8,
            CreatedAt = Now,
            Fields = new Value[fields],
        };

        full.Become(8, Now, fields);

        Plain.Text(full).ShouldBe(Plain.Text(next));
    }

    [Fact]
    public void What_was_unpacked_and_left_alone_packs_to_the_same_bytes()
    {
        var packed = _packing.Pack(Full()).Bytes;

        _packing.Pack(_packing.Look(7, packed)).Bytes.ShouldBe(packed);
    }

    [Fact]
    public void The_queue_of_the_claim_is_found_alone() =>
        _packing.ClaimedFrom(_packing.Pack(Full()).Bytes).ShouldBe("tank");

    [Fact]
    public void A_copy_reads_what_the_shelves_have_given_up_since()
    {
        var packed = _packing.Pack(Full()).Bytes;
        var copy = _packing.Copy();

        _packing.Unpack(7, packed);
        _packing.Pack(
            new LeadState
            {
                Number = 8,
                CreatedAt = Now,
                Pool = "other",
            }
        );

        copy.Look(7, packed).Pool.ShouldBe("west");
    }

    [Fact]
    public void A_thing_leaves_the_shelf_with_its_last_use()
    {
        var shelf = new Shelf<string>(StringComparer.Ordinal);
        var place = shelf.Put("west");
        shelf.Put("west").ShouldBe(place);

        shelf.Take(place);
        shelf.Put("east").ShouldNotBe(place);
        shelf.Take(place).ShouldBe("west");

        shelf.Put("north").ShouldBe(place);
        shelf.Put("west").ShouldNotBe(place);
    }

    // Snapshots keep these bytes. Where this fails, another build would misread them: count LeadPacking.Version up, and write
    // the file of that version with BATON_WRITE_GOLDEN=1.
    [Fact]
    public void The_bytes_are_those_of_their_version()
    {
        var waiting = new LeadState
        {
            Number = 300,
            CreatedAt = Now,
            Status = LeadStatus.Waiting,
            Fields =
            [
                Value.Of(true),
                Value.Of(-1.5),
                Value.Of("Gr\u00fc\u00dfe"),
                Value.Of("\u0141\u00f3d\u017a \ud83d\ude97"),
                Value.Of(Now),
                Value.Of(Now + Duration.FromDays(400)),
                Value.Of(Duration.FromHours(-1)),
                Value.OfList(["a", "b"]),
                Value.Of(ImmutableSortedDictionary<string, Value>.Empty.Add("k", Value.Null)),
            ],
        };
        var to = new PackedWriter();
        (long, object)[] leads = [(300, waiting), (7, _packing.Pack(Full()).Bytes)];

        PackedLeads
            .Write(new SavedLeads(leads, _packing.Copy()), LeadSchema.Standard, rep => rep.Id, to)
            .Count()
            .ShouldBe(1);

        string[] names =
        [
            .. Enum.GetValues<LeadStatus>().Select(s => $"{s} {s:D}"),
            .. Enum.GetValues<Gate>().Select(g => $"{g} {g:D}"),
            .. Enum.GetValues<ValueKind>().Select(k => $"{k} {k:D}"),
        ];
        var text = $"{Convert.ToHexString(to.Written.Span)}\n{string.Join('\n', names)}\n";
        if (Environment.GetEnvironmentVariable("BATON_WRITE_GOLDEN") == "1")
        {
            File.WriteAllText(Golden(), text);
        }

        File.ReadAllText(Golden()).ShouldBe(text);
    }

    private static string Golden([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, $"packed-{LeadPacking.Version}.txt");

    private static LeadState Full() =>
        new()
        {
            Number = 7,
            Status = LeadStatus.Working,
            Stage = "sql",
            Fields = [Value.Null, Value.Of("Orbit"), Value.Of(3)],
            CreatedAt = Now,
            AssignedAt = Now + Duration.FromSeconds(1),
            Rule = new Rule
            {
                Config = new RuleConfig { Name = "rest", Route = [] },
                Version = 3,
            },
            Territory = "north",
            AccountMatch = new AccountMatch("orbit")
            {
                MatchedBy = "domain",
                Score = 0.90m,
                Evidence = "orbit.example",
                RunnerUp = new AccountRunnerUp("kite", -0.5m, "Łódź"),
            },
            LastOwner = "bob",
            Owner = Ana,
            Pool = "west",
            Queue = "rush",
            Reason = "queued",
            Step = 2,
            Charges =
            [
                new LedgerEntry("west", 4, "ana", 1_000_000_000, new EarnerSet(["ana", "bob"], [1, 2]))
                {
                    Owed = [("bob", -5)],
                    Picked = true,
                },
            ],
            Score = 12.50m,
            Grade = "A",
            Points = [new LivePoints("big", 3.5m, Now, Duration.FromDays(7), 10), new LivePoints("old", 1, Now, null)],
            Contacted = true,
            Touches = 300,
            Sla = new SlaClocks
            {
                SinceQueued = true,
                AcceptWarn = Now,
                AcceptBreach = Instant.MaxValue,
                RespondWarn = Now,
                RespondBreach = Now,
                FollowUp = Instant.MinValue,
                Recycle = Now,
                Missed = ("respond", Now),
            },
            Way = FullWay(),
        };

    private static LeadWay FullWay() =>
        new()
        {
            Deadlines = new() { [0] = Now, [1] = Now },
            Attempts = new() { [1] = 4 },
            NextAt = Now,
            WarnAt = Now,
            Carried = ("west", Now),
            Asked = ["ana", "bob"],
            Marks = new() { ["bob"] = Gate.DeclinedBefore },
            Offers = [new Offer(Ana, Now, null), new Offer(Ana, Now, Now)],
            Activities = ImmutableSortedDictionary<string, ImmutableArray<Instant>>.Empty.Add("visit", [Now, Now]),
            Track = "drip",
            RevisitAt = Now,
            GiveUpAt = Now,
            ClaimedFrom = "tank",
        };

    // So that what a lead learns to hold is not forgotten here, and then in the packing.
    private static void ShouldBeSet(object thing, params string[] but)
    {
        foreach (var property in thing.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.CanWrite && !but.Contains(property.Name))
            {
                var value = property.GetValue(thing);
                var none = property.PropertyType.IsValueType ? Activator.CreateInstance(property.PropertyType) : null;
                Equals(value, none).ShouldBeFalse(property.Name);
                (value as IEnumerable)?.Cast<object>().ShouldNotBeEmpty(property.Name);
            }
        }
    }
}
