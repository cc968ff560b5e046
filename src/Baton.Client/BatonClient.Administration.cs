namespace Baton.Client;

// The people who sign in and the keys of programs: for an administrator's key.
public sealed partial class BatonClient
{
    public async Task<IReadOnlyList<User>> UsersAsync(CancellationToken cancellation = default) =>
        (await Get("/v1/users", BatonJson.Default.PageUser, cancellation).ConfigureAwait(false)).Items;

    public Task<User> UserAsync(long id, CancellationToken cancellation = default) =>
        Get(OfUser(id), BatonJson.Default.User, cancellation);

    /// <summary>Adds a user; <see cref="User.OneTimePassword"/> is answered here and never again.</summary>
    public Task<User> CreateUserAsync(NewUser user, CancellationToken cancellation = default) =>
        PostOnce("/v1/users", Body(user, BatonJson.Default.NewUser), BatonJson.Default.User, cancellation);

    /// <summary>Changes what is not null. Another role, or to be disabled, ends the user's sessions.</summary>
    public Task<User> UpdateUserAsync(long id, UserChange change, CancellationToken cancellation = default) =>
        Patch(
            OfUser(id),
            Change(change, BatonJson.Default.UserChange, change.Clear),
            BatonJson.Default.User,
            cancellation
        );

    public Task DeleteUserAsync(long id, CancellationToken cancellation = default) => Delete(OfUser(id), cancellation);

    /// <summary>Makes a new one-time password; ends the user's sessions and a lock-out.</summary>
    public Task<User> ResetPasswordAsync(long id, CancellationToken cancellation = default) =>
        PostOnce(OfUser(id) + "/reset", body: null, BatonJson.Default.User, cancellation);

    /// <summary>All of them, the revoked ones too.</summary>
    public async Task<IReadOnlyList<ApiKey>> KeysAsync(CancellationToken cancellation = default) =>
        (await Get("/v1/keys", BatonJson.Default.PageApiKey, cancellation).ConfigureAwait(false)).Items;

    /// <summary>Makes a key; <see cref="ApiKey.Key"/> is answered here and never again.</summary>
    public Task<ApiKey> CreateKeyAsync(NewKey key, CancellationToken cancellation = default) =>
        PostOnce("/v1/keys", Body(key, BatonJson.Default.NewKey), BatonJson.Default.ApiKey, cancellation);

    public Task RevokeKeyAsync(long id, CancellationToken cancellation = default) =>
        Delete($"/v1/keys/{id}", cancellation);

    private static string OfUser(long id) => $"/v1/users/{id}";
}
