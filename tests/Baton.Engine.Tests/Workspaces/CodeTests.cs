using System.Reflection;
using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Explain;
using NodaTime;

namespace Baton.Engine.Tests.Workspaces;

/// <summary>Every code that a lead or a refusal bears, in the words that come with it.</summary>
public sealed class CodeTests
{
    private const string Workspace = """
        calendars: { office: { timezone: UTC, hours: { mon-fri: "09:00-17:00" } } }
        reps: [{ id: ana }, { id: bob, status: away }, { id: cy, capacity: 0 }, { id: dee, calendar: office }, { id: mo }]
        teams: { t: { manager: mo, members: [ana, bob] } }
        policy:
          fields: { kind: string }
          screen: { reject: ['lead.kind == "junk"'], duplicates: { match: [email], within: 1d, action: merge } }
          qualify: { when: 'lead.kind != "small"', otherwise: OTHERWISE }
          pools:
            away: { members: [bob] }
            shut: { members: [dee] }
            asked: { members: [ana], offer: { timeout: 10m } }
            mine: { members: [ana] }
          queues:
            tank: { team: t, mode: cherry_pick, claims: { open: 1 } }
            hourly: { team: t, mode: cherry_pick, claims: { hour: 2 } }
            desk: { manager: mo, mode: manual }
          rules:
            - { name: away, when: 'lead.kind == "away"', route: [{ pool: away }] }
            - { name: shut, when: 'lead.kind == "shut"', route: [{ pool: shut }] }
            - { name: asked, when: 'lead.kind == "asked"', route: [{ pool: asked }] }
            - { name: tank, when: 'lead.kind == "tank"', route: [{ queue: tank }] }
            - { name: hourly, when: 'lead.kind == "hourly"', route: [{ queue: hourly }] }
            - { name: desk, when: 'lead.kind == "desk"', route: [{ queue: desk }] }
            - { name: mine, when: 'lead.kind == "mine"', route: [{ pool: mine }] }
        """;

    private static readonly Dictionary<string, Func<string?>> _reasons = new(StringComparer.Ordinal)
    {
        ["no_rule"] = () => Reason("strange"),
        ["no_eligible_rep"] = () => Reason("away"),
        ["waiting_for_hours"] = () => Reason("shut"),
        ["nurture"] = () => Reason("small"),
        ["disqualified"] = () => Reason("small", "disqualify"),
        ["rejected"] = () => Reason("junk"),
        ["queued"] = () => Reason("tank"),
        ["offered"] = () => Reason("asked"),
        ["duplicate"] = () =>
        {
            var world = Made();
            world.Capture(("kind", Value.Of("mine")), ("email", Value.Of("kim@orbit.test")));
            return world.Capture(("kind", Value.Of("tank")), ("email", Value.Of("kim@orbit.test"))).Reason;
        },
        ["paused"] = () =>
        {
            var world = Made();
            World.Expect(world.Do(new Pause("workspace", "", On: true, "stocktaking")));
            return Captured(world, "mine").Reason;
        },
    };

    private static readonly Dictionary<string, Func<Outcome>> _refusals = new(StringComparer.Ordinal)
    {
        ["offer_closed: the offer to ana is not open any more"] = () =>
            After("asked", w => w.Advance(Duration.FromMinutes(10)), new AcceptOffer(1, "ana")),
        ["already_owned: somebody has this lead already"] = () => After("mine", null, new ClaimLead(1, "ana")),
        ["closed: the lead is won"] = () =>
            After("mine", w => World.Expect(w.Do(new CloseLead(1, true, 9, null))), new AcceptOffer(1, "ana")),
        ["not_offered: the lead was not offered to bob"] = () => After("asked", null, new AcceptOffer(1, "bob")),
        ["not_in_queue: the lead is in no queue"] = () => After("asked", null, new ClaimLead(1, "ana")),
        ["manager_only: at 'desk' only the manager assigns"] = () => After("desk", null, new ClaimLead(1, "ana")),
        ["not_a_member: cy is no member of 'tank'"] = () => After("tank", null, new ClaimLead(1, "cy")),
        ["claims_limit: ana holds 1 of 1 open claims of 'tank'"] = () =>
            After("tank", w => Claimed(w, "tank", 1), new ClaimNext("tank", "ana")),
        ["claims_limit: ana has made 2 of 2 claims of 'hourly'"] = () =>
            After("hourly", w => Claimed(w, "hourly", 2), new ClaimNext("hourly", "ana")),
        ["forbidden: only the lead's owner may do this"] = () =>
            After("tank", null, new ReleaseLead(1, "other") { OnBehalfOf = "ana" }),
        ["forbidden: ana acts for no other rep; only a manager does"] = () =>
            After("tank", null, new ClaimLead(1, "bob") { OnBehalfOf = "ana" }),
        ["unknown_lead: there is no such lead"] = () =>
            After("desk", null, new ClaimLead(1, "ana") { OnBehalfOf = "ana", ByOpaqueId = true }),
        ["unknown_rep: there is no rep 'zed'"] = () => After("tank", null, new ClaimLead(1, "zed")),
        ["unknown_queue: there is no queue 'tink'"] = () => After("tank", null, new ClaimNext("tink", "ana")),
        ["unknown_pool: there is no pool 'x'"] = () => After("tank", null, new SetLedger("x", [])),
        ["conflict: a lead with this id was captured before with other content"] = () =>
            After("mine", null, Read("tank", "L1", version: 1)),
        ["stale_policy: the policy changed while the lead was read; read it again"] = () =>
            After("mine", null, Read("tank", "L2", version: 0)),
        ["stale_preview: it would come out otherwise than in the preview now; preview it again"] = () =>
            After(
                "mine",
                null,
                new ReassignLeads(new HandoverTarget(HandoverKind.Rep, "bob"), "other")
                {
                    Leads = [1],
                    Expected = "other",
                }
            ),
        ["invalid: nobody owns this lead, so nobody can give it back"] = () =>
            After("tank", null, new ReleaseLead(1, "other")),
    };

    public static IEnumerable<object[]> Reasons => _reasons.Keys.Select(k => new object[] { k });
    public static IEnumerable<object[]> Refusals => _refusals.Keys.Select(k => new object[] { k });

    [Theory]
    [MemberData(nameof(Reasons))]
    public void A_lead_says_why_it_has_no_owner(string expected) => _reasons[expected]().ShouldBe(expected);

    [Theory]
    [MemberData(nameof(Refusals))]
    public void An_action_is_refused_in_these_words(string expected) =>
        _refusals[expected]().Refusal!.ToString().ShouldBe(expected);

    [Fact]
    public void Every_code_is_asserted_here_or_among_the_gates() =>
        _reasons
            .Keys.Concat(_refusals.Keys)
            .Select(k => k.Split(':')[0])
            .Concat(Enum.GetValues<Gate>().Where(g => g != Gate.None).Select(ReasonCodes.Of))
            .Distinct()
            .ShouldBe(
                typeof(ReasonCodes)
                    .GetFields(BindingFlags.Public | BindingFlags.Static)
                    .Where(f => f.IsLiteral)
                    .Select(f => (string)f.GetRawConstantValue()!),
                ignoreOrder: true
            );

    private static World Made(string otherwise = "nurture") =>
        new(Workspace.Replace("OTHERWISE", otherwise, StringComparison.Ordinal), "2026-01-05T08:00:00Z");

    private static LeadView Captured(World world, string kind, string? id = null) =>
        world.Capture(("kind", Value.Of(kind)), ("id", Value.Of(id)));

    private static string? Reason(string kind, string otherwise = "nurture") => Captured(Made(otherwise), kind).Reason;

    // What becomes of the command after a lead of this kind was captured.
    private static Outcome After(string kind, Action<World>? first, Command command)
    {
        var world = Made();
        Captured(world, kind, "L1");
        first?.Invoke(world);
        var journal = world.Journal.Count;
        var outcome = world.Do(command);
        world.Journal.Count.ShouldBe(journal, "a refusal changes nothing");
        return outcome;
    }

    private static void Claimed(World world, string queue, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Captured(world, queue);
            World.Expect(world.Do(new ClaimNext(queue, "ana")));
        }
    }

    private static CaptureLead Read(string kind, string id, int version)
    {
        var policy = Made().Engine.Policy!;
        var raw = new RawLead([new("kind", Value.Of(kind)), new("id", Value.Of(id))]);
        var lead = LeadNormaliser.Normalise(raw, policy.Schema, policy.Normaliser, [])!;
        return new CaptureLead(lead.Fields, ContentHash.Of(raw), version);
    }
}
