using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Storage.Writing;

namespace Baton.Storage.Tests;

// Large batches of captures are written and committed while the next is decided.
public sealed partial class EngineTests
{
    private const string NoFuzz = "match: [email, phone]";
    private const string Fuzz = "match: [email, phone, { fuzzy: [name, city], at: 0.8, review: 0.5 }]";

    [Theory]
    [InlineData(31, false)]
    [InlineData(32, false)]
    [InlineData(33, true)]
    public async Task Batches_decided_while_another_commits_decide_as_one_by_one(int seed, bool fuzzy)
    {
        const int Length = 200;
        var (commits, flights) = (0, 0);
        var decided = 0L;
        var hooks = new StoreHooks
        {
            BatchLength = Length,
            BeforeCommit = Slowly,
            Fresh = () => Counting(() => Interlocked.Increment(ref decided)),
        };
        var commands = Mixed(seed);
        var workspace = fuzzy ? Workspace : Workspace.Replace(Fuzz, NoFuzz, StringComparison.Ordinal);
        using var other = new TemporaryFolder();
        await using var flying = await Started(hooks: hooks, workspace: workspace);
        await using var single = await Started(other.Path, workspace: workspace);

        var replies = await AtOnce(flying, commands);
        var expected = new List<Reply>();
        foreach (var command in commands)
        {
            expected.Add(await single.Submit(new Submission(command)));
        }

        Payloads(flying).ShouldBe(Payloads(single));
        replies.Select(Brief).ShouldBe(expected.Select(Brief));
        Rows(flying, await Views(flying)).ShouldBe(Rows(single, await Views(single)));
        commits.ShouldBeGreaterThan(8);
        if (!fuzzy)
        {
            flights.ShouldBeGreaterThan(0);
        }

        // The commit of a batch that flies waits until something of the next is decided: at the end there is none.
        void Slowly()
        {
            var batches = ++commits * Length;
            if (Thread.CurrentThread.Name == "record writer")
            {
                flights += SpinWait.SpinUntil(() => Interlocked.Read(ref decided) > batches, 500) ? 1 : 0;
            }
        }
    }

    private static WorkspaceCalls Counting(Action count)
    {
        var calls = WorkspaceCalls.Of(new Engine.Workspace());
        return calls with
        {
            Handle = (command, facts, now) =>
            {
                if (command is not Tick)
                {
                    count();
                }

                return calls.Handle(command, facts, now);
            },
        };
    }

    private static string Brief(Reply reply) =>
        $"{reply.Status} {reply.Code} {reply.Outcome?.Refusal} {reply.Outcome?.Lead} {reply.PublicId} {reply.Lead?.Owner} {reply.Seq}";

    // Runs of captures, long enough for several batches, with a few other commands between them. Most people are new.
    private static List<Command> Mixed(int seed)
    {
        var random = new Random(seed);
        var commands = new Queue<Command>(RandomCommands.Of(seed, 4000));
        var mixed = new List<Command>();
        foreach (var run in (int[])[700, 0, 450, 1000])
        {
            for (var i = 0; i < run; i++)
            {
                mixed.Add(
                    random.Next(100) == 0
                        ? Next(c => c is CaptureLead)
                        : Stranger((CaptureLead)Next(c => c is CaptureLead))
                );
            }

            for (var i = 0; i < 25; i++)
            {
                mixed.Add(Next(c => c is not CaptureLead));
            }
        }

        return mixed;

        Command Next(Func<Command, bool> wanted)
        {
            while (true)
            {
                var command = commands.Dequeue();
                if (wanted(command))
                {
                    return command;
                }

                commands.Enqueue(command);
            }
        }

        CaptureLead Stranger(CaptureLead capture)
        {
            var number = random.Next(15_000);
            capture.Fields[LeadSlots.Id] = Value.Of(random.Next(2) == 0 ? $"S{random.Next(15_000)}" : null);
            capture.Fields[LeadSlots.Email] = Value.Of($"s{number}@{(number % 2 == 0 ? "acme" : "bolt")}.test");
            capture.Fields[LeadSlots.Phone] = Value.Of(random.Next(2) == 0 ? $"+1666{random.Next(100_000):D5}" : null);
            return capture;
        }
    }

    private static async Task<Reply[]> AtOnce(BatonStore store, List<Command> commands)
    {
        using var hold = await Hold.On(store);
        var replies = await store.Queue([.. commands.Select(c => new Submission(c))], CancellationToken.None);
        await hold.Release();
        return await replies;
    }
}
