using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Engine.Events;
using Baton.Storage.Writing;

namespace Baton.Storage.Tests;

public sealed class WriterTests : StoreTest
{
    [Fact]
    public async Task A_captured_lead_is_stored_before_its_sender_hears()
    {
        await using var store = Open();

        var reply = await Capture(store, id: "L1", email: "ann@acme.test", source: "web");

        reply.Status.ShouldBe(ReplyStatus.Done);
        (reply.Seq, reply.PublicId, reply.Lead!.Owner).ShouldBe((1, "L1", "ana"));
        var lead = store.Leads.Get("L1")!;
        (lead.Number, lead.Status, lead.Owner, lead.Rule).ShouldBe((1, "assigned", "ana", "all"));
        lead.Fields.ToString().ShouldBe(new FieldSet([new("source", Value.Of("web"))]).ToString());
        lead.Personal.Items.Select(f => f.Key).ShouldBe(["id", "email"]);
        store.Journal.LastSeq.ShouldBe(1);
    }

    [Fact]
    public async Task A_lead_without_an_id_gets_an_opaque_one()
    {
        await using var store = Open();

        var reply = await Capture(store, email: "ann@acme.test");

        reply.PublicId.ShouldBe(PublicId.Of(1));
        store.Leads.Get(reply.PublicId!)!.Number.ShouldBe(1);
    }

    [Fact]
    public async Task The_state_is_rebuilt_from_the_journal()
    {
        await using (var store = Open())
        {
            await Capture(store, email: "ann@acme.test");
            await Capture(store, email: "bea@acme.test");
        }

        await using var again = Open();

        (await Capture(again, email: "cy@acme.test")).Lead!.Number.ShouldBe(3);
        again.Journal.Read(afterSeq: 1).Select(r => (r.Seq, r.Lead)).ShouldBe([(2, 2L), (3, 3L)]);
    }

    [Fact]
    public async Task The_same_lead_again_is_a_repetition_and_writes_nothing()
    {
        await using var store = Open();
        await Capture(store, id: "L1", source: "web");

        var again = await Capture(store, id: "L1", source: "web");

        (again.Status, again.PublicId, again.Seq).ShouldBe((ReplyStatus.Repeated, "L1", 0));
        again.Lead!.Owner.ShouldBe("ana");
        store.Journal.LastSeq.ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_writes_nothing()
    {
        await using var store = Open();
        await Capture(store, id: "L1", source: "web");

        var other = await Capture(store, id: "L1", source: "ads");

        (other.Status, other.Outcome!.Refusal!.Code).ShouldBe((ReplyStatus.Refused, "conflict"));
        store.Journal.LastSeq.ShouldBe(1);
    }

    [Fact]
    public async Task Two_equal_emails_in_one_batch_are_one_person()
    {
        await using var store = Open();

        var replies = await OneBatch(
            store,
            TinyWorkspace.Capture(email: "ann@acme.test", phone: "+15550001"),
            TinyWorkspace.Capture(email: "ann@acme.test"),
            TinyWorkspace.Capture(phone: "+15550001"),
            TinyWorkspace.Capture(email: "bea@acme.test")
        );

        replies.Select(r => r.Lead!.Status).ShouldBe(["assigned", "duplicate", "duplicate", "assigned"]);
        store.Leads.Get(1)!.LastArrival.ShouldBe(store.Leads.Get(3)!.LastArrival);
    }

    [Fact]
    public async Task The_same_id_twice_in_one_batch_is_a_repetition()
    {
        await using var store = Open();

        var replies = await OneBatch(store, TinyWorkspace.Capture(id: "L1"), TinyWorkspace.Capture(id: "L1"));

        replies.Select(r => (r.Status, r.PublicId)).ShouldBe([(ReplyStatus.Done, "L1"), (ReplyStatus.Repeated, "L1")]);
    }

    [Fact]
    public async Task An_email_that_changed_within_a_batch_is_known_under_its_new_name_only()
    {
        await using var store = Open();

        var replies = await OneBatch(
            store,
            TinyWorkspace.Capture(email: "old@acme.test"),
            new UpdateLead(1, [new("email", Value.Of("new@acme.test"))]),
            TinyWorkspace.Capture(email: "old@acme.test"),
            TinyWorkspace.Capture(email: "new@acme.test")
        );

        replies.Select(r => r.Lead!.Status).ShouldBe(["assigned", "assigned", "assigned", "duplicate"]);
    }

    [Fact]
    public async Task A_later_lead_of_a_person_knows_the_last_owner()
    {
        await using var store = Open();
        await Capture(store, email: "ann@acme.test");

        await Capture(store, email: "ann@acme.test");

        store.Journal.Read(1).Single().Events.OfType<LeadCaptured>().Single().LastOwner.ShouldBe("ana");
    }

    [Fact]
    public async Task A_command_on_a_stored_lead_gets_its_fields_and_ends_its_assignment()
    {
        await using var store = Open();
        await Capture(store, email: "ann@acme.test");

        var won = await store.Submit(new Submission(new CloseLead(1, Won: true, 900m, Reason: null)));

        won.Status.ShouldBe(ReplyStatus.Done);
        store.Leads.Get(1)!.Status.ShouldBe("won");
        Scalar<string>("SELECT rep || ' ' || how || ' ' || end_reason FROM assignments").ShouldBe("ana pool won");
    }

    [Fact]
    public async Task What_is_due_happens_by_itself_in_a_record_of_its_own()
    {
        await using var store = Open();
        await Capture(store, source: "later");
        await Capture(store, source: "later");

        Clock.Advance(TimeSpan.FromMinutes(59));
        store.Leads.Get(1)!.Status.ShouldBe("waiting");
        Clock.Advance(TimeSpan.FromMinutes(1));
        await store.Journal.WaitAfter(2, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));

        store.Journal.Read(2).Single().Events.Length.ShouldBe(2);
        store.Leads.Get(2)!.Owner.ShouldBe("bob");
        store
            .Leads.Timeline(2)
            .Select(e => e.Event.GetType())
            .ShouldBe([typeof(LeadCaptured), typeof(LeadWaiting), typeof(LeadAssigned)]);
    }

    [Fact]
    public async Task A_command_first_lets_happen_what_is_due()
    {
        await using var store = Open();
        var gate = new ManualResetEventSlim();
        await Capture(store, source: "later");
        var blocked = store.Read(_ => gate.Wait(TimeSpan.FromSeconds(10))).AsTask();
        Clock.Advance(TimeSpan.FromHours(2));
        var next = store.Submit(new Submission(TinyWorkspace.Capture())).AsTask();
        gate.Set();

        (await blocked).ShouldBeTrue();
        (await next).Seq.ShouldBe(3);
        store.Journal.Read(1).First().Events.Single().ShouldBeOfType<LeadAssigned>().Lead.ShouldBe(1);
    }

    [Fact]
    public async Task Time_never_goes_back()
    {
        await using var store = Open();
        await Capture(store);
        Clock.Advance(TimeSpan.FromHours(-3));

        await Capture(store);

        var times = store.Journal.Read(0).Select(r => r.At).ToList();
        times[1].ShouldBe(times[0]);
    }

    [Fact]
    public async Task A_full_queue_says_busy_at_once()
    {
        await using var store = Open(with: o => o with { CommandCapacity = 2 });
        var gate = new ManualResetEventSlim();
        var started = new TaskCompletionSource();
        var blocked = store
            .Read(_ =>
            {
                started.SetResult();
                return gate.Wait(TimeSpan.FromSeconds(10));
            })
            .AsTask();
        await started.Task;
        var waiting = Enumerable.Range(0, 2).Select(_ => Capture(store)).ToList();

        var third = await Capture(store);
        gate.Set();

        (third.Status, third.Code).ShouldBe((ReplyStatus.Busy, "busy"));
        (await Task.WhenAll(waiting)).ShouldAllBe(r => r.Status == ReplyStatus.Done);
        (await blocked).ShouldBeTrue();
    }

    [Fact]
    public async Task Each_of_32_concurrent_callers_gets_his_own_answer()
    {
        var commits = 0;
        await using var store = Open(new StoreHooks { AfterCommit = () => Interlocked.Increment(ref commits) });

        var callers = Enumerable.Range(0, 32).Select(caller => Task.Run(() => Send(store, caller)));
        var ids = (await Task.WhenAll(callers)).SelectMany(i => i).ToList();

        ids.ShouldAllBe(pair => pair.Sent == pair.Got);
        store.Journal.LastSeq.ShouldBe(32 * 50);
        store.Leads.Count().ShouldBe(32 * 50);
        commits.ShouldBeLessThan(32 * 50);
    }

    [Fact]
    public async Task What_was_accepted_is_finished_when_the_store_closes()
    {
        Task<Reply> last;
        await using (var store = Open())
        {
            last = Capture(store);
        }

        (await last).Status.ShouldBe(ReplyStatus.Done);
    }

    [Fact]
    public async Task A_closed_store_takes_nothing_more()
    {
        var store = Open();
        await store.DisposeAsync();

        (await Capture(store)).Code.ShouldBe("closed");
        (await Should.ThrowAsync<StoreException>(async () => await store.Read(_ => 1))).Code.ShouldBe("closed");
    }

    private static async Task<List<(string Sent, string? Got)>> Send(BatonStore store, int caller)
    {
        var answers = new List<(string, string?)>();
        for (var i = 0; i < 50; i++)
        {
            var id = $"L{caller}-{i}";
            answers.Add((id, (await Capture(store, id)).PublicId));
        }

        return answers;
    }

    // The writer is held while the commands gather, so that it finds them all at once.
    private static async Task<Reply[]> OneBatch(BatonStore store, params Command[] commands)
    {
        var gate = new ManualResetEventSlim();
        var started = new TaskCompletionSource();
        var held = store
            .Read(_ =>
            {
                started.SetResult();
                return gate.Wait(TimeSpan.FromSeconds(10));
            })
            .AsTask();
        await started.Task;
        var replies = commands.Select(c => store.Submit(new Submission(c)).AsTask()).ToList();
        gate.Set();
        await held;
        return await Task.WhenAll(replies);
    }
}
