using Baton.Storage.Listing;
using Baton.Storage.Sqlite;
using NodaTime;

namespace Baton.Storage;

/// <summary>The saved views of a workspace. Thread-safe; whose view is whose business is the caller's to know.</summary>
public sealed class ViewStore
{
    /// <summary>How many one owner may keep.</summary>
    public const int MostOfOne = 200;

    private readonly SqliteViews _views;
    private readonly TimeProvider _clock;

    internal ViewStore(SqliteDatabase database, TimeProvider clock)
    {
        _views = new SqliteViews(database);
        _clock = clock;
    }

    private Instant Now => Times.Now(_clock);

    /// <summary>An owner's own and those that are shared, by name.</summary>
    public IReadOnlyList<SavedView> SeenBy(string owner) => _views.SeenBy(owner);

    public SavedView? Get(long id) => _views.Get(id);

    /// <summary>With its id; null where its owner keeps <see cref="MostOfOne"/> already.</summary>
    public SavedView? Add(SavedView view) => _views.Add(view, Now, MostOfOne);

    /// <param name="mayStand">Asked of what stands there, in the same transaction; false = leave it.</param>
    /// <returns>What stands there then; null where it is gone or left as it was.</returns>
    public SavedView? Change(SavedView view, Func<SavedView, bool> mayStand) => _views.Change(view, Now, mayStand);

    /// <returns>Whether it was there and was removed.</returns>
    public bool Delete(long id, Func<SavedView, bool> mayGo) => _views.Delete(id, mayGo);
}
