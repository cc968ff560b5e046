using System.Security.Cryptography;

namespace Baton.Storage.Backups;

/// <summary>Copies a stream and sums it up on the way.</summary>
internal static class HashedCopy
{
    /// <summary>The bytes copied; stops after the block that exceeds <paramref name="most"/>.</summary>
    public static long Run(Stream from, Stream to, IncrementalHash sum, long most)
    {
        var block = new byte[128 * 1024];
        var copied = 0L;
        while (copied <= most && from.Read(block) is > 0 and var read)
        {
            sum.AppendData(block, 0, read);
            to.Write(block, 0, read);
            copied += read;
        }

        return copied;
    }
}
