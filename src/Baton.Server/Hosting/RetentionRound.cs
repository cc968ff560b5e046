using Baton.Storage;
using Baton.Storage.Retaining;

namespace Baton.Server.Hosting;

/// <summary>One round of retention in one workspace, with an entry in its audit log where anything was let go.</summary>
internal static class RetentionRound
{
    public static async Task<Retained> Run(
        BatonStore store,
        RetentionLimits limits,
        ActBy by,
        CancellationToken cancellation
    )
    {
        var done = await store.Retain(limits, cancellation);
        if (!done.IsNothing)
        {
            store.Audit.Add(by, Acts.HistoryCut, null, Words(done));
        }

        return done;
    }

    private static string Words(Retained done) =>
        $"{done.Records} records, now from {done.FirstSeq}; personal data of {done.Leads} leads; {done.AuditEntries} audit entries";
}
