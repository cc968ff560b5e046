namespace Baton.Storage;

/// <summary>
/// Advances whenever this process takes or changes somebody's access, so that what is remembered of it is looked up again.
/// </summary>
internal sealed class AccessVersion
{
    private long _version;

    public long Current => Volatile.Read(ref _version);

    public void Advance() => Interlocked.Increment(ref _version);
}
