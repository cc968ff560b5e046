namespace Baton.Storage;

/// <summary>A data folder opened for reading (and for its keys), also beside the server that owns it.</summary>
public sealed class StoreReader : IDisposable
{
    public LeadQueries Leads => throw new NotSupportedException();
    public Journal Journal => throw new NotSupportedException();
    public KeyStore Keys => throw new NotSupportedException();

    /// <exception cref="StoreException">There is no database, or it is newer or corrupt.</exception>
    public static StoreReader Open(string directory, string workspace = "default") => throw new NotSupportedException();

    public void Dispose() { }
}
