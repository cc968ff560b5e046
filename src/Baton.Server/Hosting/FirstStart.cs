using Baton.Engine.Commands;
using Baton.Engine.Policies;
using Baton.Storage;

namespace Baton.Server.Hosting;

/// <summary>What a new workspace begins with.</summary>
internal static class FirstStart
{
    /// <summary>
    /// Publishes an empty workspace file where there is none: a lead that arrives before anybody wrote a policy is kept
    /// waiting, not turned away.
    /// </summary>
    /// <exception cref="StoreException">It could not be published.</exception>
    public static void Publish(BatonStore store)
    {
        if (store.CurrentPolicy is not null)
        {
            return;
        }

        var name = new ScalarNode(store.Name, Quoted: false, Position.None);
        var empty = new MapNode([new Entry("workspace", Position.None, name)], Position.None);
        var reply = store.Submit(new Submission(new PublishWorkspace(empty))).AsTask().GetAwaiter().GetResult();
        if (reply.Status != ReplyStatus.Done)
        {
            throw new StoreException(reply.Code ?? "internal_error", reply.Message ?? "the first start failed");
        }
    }
}
