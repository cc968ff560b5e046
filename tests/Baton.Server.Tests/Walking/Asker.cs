using System.Net;
using Baton.Storage;

namespace Baton.Server.Tests.Walking;

/// <summary>Somebody who asks for everything, and what the description says that he gets.</summary>
/// <param name="Refusal">The status of what is refused to him.</param>
internal sealed record Asker(string Name, HttpClient Client, HttpStatusCode Refusal, Func<CommittedOperation, bool> May)
{
    /// <summary>A rep: what is another's must not come to him, whatever he asks.</summary>
    public bool SeesOwnAlone { get; init; }

    public static Asker Without(string name, HttpClient client) =>
        new(name, client, HttpStatusCode.Unauthorized, o => o.IsOpen);

    public static Asker Of(Role role, HttpClient client) =>
        new(RoleNames.Of(role), client, HttpStatusCode.Forbidden, o => o.Allows(role))
        {
            SeesOwnAlone = role == Role.Rep,
        };

    public static Asker Scoped(string scope, HttpClient client) =>
        new($"key for {scope}", client, HttpStatusCode.Forbidden, o => o.AllowsScope(scope));

    public static Asker SignedIn(HttpClient client) =>
        new(
            "session without the CSRF header",
            client,
            HttpStatusCode.Forbidden,
            o => !o.NeedsCsrf && o.Allows(Role.Admin)
        );
}
