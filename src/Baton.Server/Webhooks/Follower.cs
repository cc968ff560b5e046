using Baton.Storage;
using Baton.Storage.Webhooks;
using NodaTime;

namespace Baton.Server.Webhooks;

/// <summary>One enabled webhook as the worker holds it: how far it has looked, and what is on its way.</summary>
internal sealed class Follower(Webhook hook)
{
    /// <summary>While more wait than this, the journal is the queue: nothing is opened.</summary>
    public const int Window = 500;

    /// <summary>After this many failures in a row an endpoint is taken to be down: it is tried by one request at a time.</summary>
    public const int Struggling = 10;

    // Not none: it may be one message alone that fails, which must not hold up what comes after it.
    private const int NarrowWindow = 100;

    private const int AtOnce = 16;

    // How many records may be looked at in vain before their number is worth a write.
    private const int PositionEvery = 1_000;

    public Webhook Hook { get; set; } = hook;
    public long Position { get; set; } = hook.Position;
    public int Waiting { get; set; }
    public HashSet<DeliveryId> InFlight { get; } = [];

    public int Room => Math.Max(0, (IsStruggling ? 1 : AtOnce) - InFlight.Count);

    public bool CanOpen => Waiting < (IsStruggling ? NarrowWindow : Window);

    public bool OwesPosition => Position >= Hook.Position + PositionEvery;

    private bool IsStruggling => Hook.Failures >= Struggling;

    /// <summary>What of a record it wants to be told.</summary>
    public IEnumerable<Delivery> Wanted(JournalRecord record)
    {
        for (var i = 0; i < record.Events.Length; i++)
        {
            var type = Engine.Events.EventTypes.NameOf(record.Events[i]);
            if (Hook.Wants(type))
            {
                yield return new Delivery
                {
                    Webhook = Hook.Id,
                    Id = new DeliveryId(record.Seq, i),
                    Line = record.Events[i] is Engine.Events.LeadEvent about ? about.Lead : 0,
                    Type = type,
                    CreatedAt = record.At,
                    DueAt = record.At,
                };
            }
        }
    }

    /// <summary>How it does after these attempts, in their order.</summary>
    public WebhookHealth HealthAfter(IEnumerable<Sent> sent, Duration disableAfter)
    {
        var (failures, since, recovered) = (Hook.Failures, Hook.FailingSince, false);
        string? disabled = null;
        foreach (var one in sent)
        {
            if (one.Succeeded)
            {
                recovered |= failures >= Struggling;
                (failures, since) = (0, null);
                continue;
            }

            failures++;
            since ??= one.Attempt.At;
            disabled ??=
                one.IsGone ? "gone"
                : one.Attempt.At - since >= disableAfter ? "failing"
                : null;
        }

        return new WebhookHealth(Hook.Id, failures, since, disabled, recovered);
    }
}
