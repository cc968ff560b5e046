using System.Diagnostics;
using Baton.Storage.Webhooks;
using NodaTime;

namespace Baton.Storage.Tests;

public sealed class DeliveryTests : StoreTest
{
    private static readonly ActBy Ann = new("ann", "203.0.113.7");

    private Instant Now => Times.Now(Clock);

    [Fact]
    public async Task Only_the_first_that_waits_of_each_lead_may_be_sent()
    {
        await using var store = Open();
        var hook = Hook(store);
        Write(store, Told(hook, 5, 0, lead: 1), Told(hook, 5, 1, lead: 1), Told(hook, 6, 0, lead: 2));

        Heads(store, hook).ShouldBe(["5.0", "6.0"]);
        Ended(store, hook, "5.0", DeliveryState.Dead);
        Heads(store, hook).ShouldBe(["5.1", "6.0"]);
        Heads(store, hook with { Ordered = false }).ShouldBe(["5.1", "6.0"]);
    }

    [Fact]
    public async Task What_is_opened_twice_is_there_once_and_keeps_its_state()
    {
        await using var store = Open();
        var hook = Hook(store);
        Write(store, Told(hook, 5, 0, lead: 1));
        Ended(store, hook, "5.0", DeliveryState.Delivered);

        Write(store, Told(hook, 5, 0, lead: 1));

        store.Deliveries.List(hook.Id, null, null, 10).ShouldHaveSingleItem().State.ShouldBe(DeliveryState.Delivered);
        Heads(store, hook).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_restart_knows_the_position_and_what_waits()
    {
        Webhook hook;
        await using (var first = Open())
        {
            hook = Hook(first);
            first.Deliveries.Write(
                new DeliveryBatch { Opened = [Told(hook, 7, 0, lead: 1)], Positions = [(hook.Id, 7)] }
            );
        }

        await using var store = Open();

        var known = store.Webhooks.Get(hook.Id)!;
        known.Position.ShouldBe(7);
        known.Secret.ToArray().ShouldBe(hook.Secret.ToArray());
        Heads(store, hook).ShouldBe(["7.0"]);
    }

    [Fact]
    public async Task What_waits_is_found_as_soon_after_a_long_history()
    {
        await using var store = Open();
        var hook = Hook(store);
        Write(store, [.. Enumerable.Range(1, 50).Select(i => Told(hook, 100_000 + i, 0, lead: i))]);
        var young = Best(Look);
        Scalar<int>(
                $"""
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000)
                INSERT INTO deliveries(workspace, webhook, seq, place, line, type, state, created_at, due_at, ended_at)
                SELECT 1, '{hook.Id}', i, 0, i, 'lead_assigned', 'delivered', 0, 0, 0 FROM n;
                SELECT changes()
                """
            )
            .ShouldBe(50_000);

        Best(Look).ShouldBeLessThan(5 * young);

        void Look()
        {
            store.Deliveries.Heads(hook, 99).Count.ShouldBe(50);
            store.Deliveries.Waiting()[hook.Id].ShouldBe(50);
            store.Deliveries.List(hook.Id, DeliveryState.Dead, null, 9).ShouldBeEmpty();
        }

        static TimeSpan Best(Action look) =>
            Enumerable
                .Range(0, 20)
                .Min(_ =>
                {
                    var begun = Stopwatch.GetTimestamp();
                    look();
                    return Stopwatch.GetElapsedTime(begun);
                });
    }

    [Fact]
    public async Task A_change_has_what_waits_tried_at_once()
    {
        await using var store = Open();
        var hook = Hook(store);
        Write(store, Told(hook, 5, 0, lead: 1) with { DueAt = Now + Duration.FromDays(2) });

        store
            .Webhooks.Change(hook.Id, WebhookConfig.Of(hook) with { Url = "https://other.test/" }, Ann)
            .ShouldNotBeNull();

        store.Deliveries.Heads(hook, 1).ShouldHaveSingleItem().DueAt.ShouldBe(Now);
    }

    [Fact]
    public async Task What_ended_long_ago_is_forgotten_bit_by_bit_and_what_waits_is_not()
    {
        await using var store = Open();
        var hook = Hook(store);
        Write(store, [.. Enumerable.Range(0, 5).Select(i => Told(hook, 5, i, lead: i + 1))]);
        foreach (var id in new[] { "5.0", "5.1", "5.2" })
        {
            Ended(store, hook, id, DeliveryState.Delivered);
        }

        store.Deliveries.Prune(Now, limit: 2).ShouldBeFalse();
        Clock.Advance(TimeSpan.FromDays(31));
        Ended(store, hook, "5.3", DeliveryState.Delivered);
        var before = Now - Duration.FromDays(30);

        store.Deliveries.Prune(before, limit: 2).ShouldBeTrue();
        store.Deliveries.Prune(before, limit: 2).ShouldBeFalse();

        store
            .Deliveries.List(hook.Id, null, null, 10)
            .Select(d => $"{d.Id} {d.State}")
            .ShouldBe(["5.4 Waiting", "5.3 Delivered"]);
        Scalar<int>("SELECT count(*) FROM delivery_attempts").ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_is_left_of_a_deleted_webhook()
    {
        await using var store = Open();
        var hook = Hook(store);
        var other = Hook(store);
        Write(store, Told(hook, 5, 0, lead: 1), Told(hook, 5, 1, lead: 1), Told(other, 5, 0, lead: 1));
        Ended(store, hook, "5.0", DeliveryState.Delivered);
        var late = store.Deliveries.Get(hook.Id, new DeliveryId(5, 1))!;

        store.Webhooks.Delete(hook.Id, Ann).ShouldBeTrue();
        while (store.Deliveries.Prune(Now, limit: 1)) { }
        store.Deliveries.Prune(Now, limit: 1);
        Record(store, late, DeliveryState.Delivered);

        Scalar<int>("SELECT count(*) FROM webhooks").ShouldBe(1);
        Scalar<int>("SELECT count(*) FROM deliveries").ShouldBe(1);
        Scalar<int>("SELECT count(*) FROM delivery_attempts").ShouldBe(0);
    }

    [Fact]
    public async Task Of_a_lead_the_answers_and_what_ended_can_be_forgotten_and_what_waits_is_still_told()
    {
        await using var store = Open();
        var hook = Hook(store);
        Write(store, Told(hook, 5, 0, lead: 1), Told(hook, 6, 0, lead: 1), Told(hook, 7, 0, lead: 2));
        Ended(store, hook, "5.0", DeliveryState.Delivered);
        Ended(store, hook, "6.0", DeliveryState.Waiting);
        Ended(store, hook, "7.0", DeliveryState.Delivered);

        store.Deliveries.DeleteForLead(1);

        store.Deliveries.List(hook.Id, null, null, 10).Select(d => d.Id.ToString()).ShouldBe(["7.0", "6.0"]);
        store.Deliveries.Attempts(hook.Id, new DeliveryId(6, 0)).ShouldBeEmpty();
        store.Deliveries.Attempts(hook.Id, new DeliveryId(7, 0)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest_and_may_be_of_one_state()
    {
        await using var store = Open();
        var hook = Hook(store);
        Write(store, [.. Enumerable.Range(1, 4).Select(i => Told(hook, i, 0, lead: i))]);
        Ended(store, hook, "3.0", DeliveryState.Dead);

        Page(null, null, 2).ShouldBe(["4.0", "3.0"]);
        Page(null, "3.0", 2).ShouldBe(["2.0", "1.0"]);
        Page(DeliveryState.Dead, null, 9).ShouldBe(["3.0"]);
        Page(DeliveryState.Waiting, "4.0", 9).ShouldBe(["2.0", "1.0"]);

        IEnumerable<string> Page(DeliveryState? state, string? before, int limit) =>
            store
                .Deliveries.List(hook.Id, state, before is null ? null : DeliveryId.Read(before), limit)
                .Select(d => d.Id.ToString());
    }

    [Theory]
    [InlineData("12.0", true)]
    [InlineData("12", false)]
    [InlineData("12.", false)]
    [InlineData("-1.0", false)]
    [InlineData("1.2.3", false)]
    [InlineData("a.b", false)]
    public void An_id_is_a_record_and_a_place(string text, bool isOne) =>
        (DeliveryId.Read(text)?.ToString() == text).ShouldBe(isOne);

    private static Webhook Hook(BatonStore store) =>
        store.Webhooks.Add(new WebhookConfig("https://receiver.test/", ["*"]), after: 0, most: 9, Ann)!;

    private Delivery Told(Webhook hook, long seq, long place, long lead) =>
        new()
        {
            Webhook = hook.Id,
            Id = new DeliveryId(seq, place),
            Line = lead,
            Type = "lead_assigned",
            CreatedAt = Now,
            DueAt = Now,
        };

    private static void Write(BatonStore store, params Delivery[] opened) =>
        store.Deliveries.Write(new DeliveryBatch { Opened = [.. opened] });

    private void Ended(BatonStore store, Webhook hook, string id, DeliveryState state) =>
        Record(store, store.Deliveries.Get(hook.Id, DeliveryId.Read(id)!.Value)!, state);

    private void Record(BatonStore store, Delivery delivery, DeliveryState state)
    {
        var attempt = new Attempt(Now, Duration.FromMilliseconds(3), 200, null, "thanks, Ann")
        {
            N = delivery.Tries + 1,
        };
        store.Deliveries.Write(new DeliveryBatch { Results = [new AttemptResult(delivery, attempt, state, Now)] });
    }

    private static IEnumerable<string> Heads(BatonStore store, Webhook hook) =>
        store.Deliveries.Heads(hook, 10).Select(d => d.Id.ToString());
}
