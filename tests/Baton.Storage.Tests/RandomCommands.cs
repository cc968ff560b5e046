using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;

namespace Baton.Storage.Tests;

/// <summary>A mix of commands that any caller could send, from a seed.</summary>
internal static class RandomCommands
{
    private static readonly string?[] _sources = ["web", "offer", "queue", "junk", null];
    public static readonly string[] Names = ["Kim Larsen", "Larson Kim", "Joy Abara", "Kim Abara", "Lee Wong"];
    private static readonly string[] _reps = ["ana", "bob", "cy"];
    private static readonly string[] _kinds = ["email_opened", "call"];

    // Keys are few, so that people come again; numbers reach beyond the leads there are, so that some are unknown.
    /// <param name="erasing">One command in twenty erases somebody.</param>
    public static List<Command> Of(int seed, int count, bool erasing = false)
    {
        var random = new Random(seed);
        var slots = LeadSchema.Standard;
        return [.. Enumerable.Range(0, count).Select(n => erasing && n % 20 == 19 ? Erase(random) : Next())];

        Command Next() => random.Next(3) < 2 ? Capture() : Action();

        CaptureLead Capture()
        {
            var fields = new Value[slots.Count + 2];
            fields[LeadSlots.Id] = Value.Of(random.Next(4) == 0 ? $"L{random.Next(60)}" : null);
            fields[LeadSlots.Email] = Value.Of(Email(random));
            fields[LeadSlots.Phone] = Value.Of(random.Next(2) == 0 ? $"+1555000{random.Next(30)}" : null);
            fields[LeadSlots.Name] = Value.Of(random.Next(3) == 0 ? Names[random.Next(Names.Length)] : null);
            fields[LeadSlots.City] = Value.Of(random.Next(2) == 0 ? "Porto" : "Lyon");
            fields[LeadSlots.Source] = Value.Of(_sources[random.Next(_sources.Length)]);
            return new CaptureLead(fields, random.Next(2), SchemaVersion: 1);
        }

        Command Action()
        {
            var lead = random.Next(1, 200);
            var rep = _reps[random.Next(3)];
            return random.Next(17) switch
            {
                0 => new AcceptOffer(lead, rep),
                1 => new DeclineOffer(lead, rep, "no_capacity"),
                2 => new ClaimNext("tank", rep),
                3 => new AssignLead(lead, rep),
                4 => new ReleaseLead(lead, "misrouted"),
                5 => new RejectLead(lead, "bad_contact"),
                6 => new ContactLead(lead) { By = rep },
                7 => new MergeDuplicate(lead, random.Next(2) == 0 ? null : rep) { By = "mo" },
                8 => new DismissDuplicate(lead),
                9 => new UnmergeLead(lead) { By = "mo" },
                10 => new UnmergeLead(random.Next(1, 200)),
                11 => new RestoreLead(lead),
                12 => new ReassignLeads(To(random), "other") { Rep = rep },
                13 => new CloseLead(lead, random.Next(2) == 0, 900m, "price"),
                14 or 15 => new RecordActivity(lead, _kinds[random.Next(2)], null, Value.Of(Email(random))),
                _ => new UpdateLead(lead, [new("email", Value.Of(Email(random)))]),
            };
        }
    }

    private static ErasePerson Erase(Random random) =>
        new(
            random.Next(3) switch
            {
                0 => new PersonSought { Emails = [Email(random) ?? "nobody@acme.test"] },
                1 => new PersonSought { Phones = [$"+1555000{random.Next(30)}"] },
                _ => new PersonSought { Leads = [random.Next(1, 200)] },
            }
        )
        {
            By = "mo",
        };

    private static string? Email(Random random) =>
        random.Next(5) == 0 ? null : $"p{random.Next(40)}@{(random.Next(2) == 0 ? "acme" : "bolt")}.test";

    private static HandoverTarget To(Random random) =>
        random.Next(4) switch
        {
            0 => HandoverTarget.Route,
            1 => new(HandoverKind.Team, "t"),
            2 => new(HandoverKind.Pool, "p"),
            _ => new(HandoverKind.Rep, _reps[random.Next(3)]),
        };
}
