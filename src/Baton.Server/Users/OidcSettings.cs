namespace Baton.Server.Users;

/// <summary>An OpenID Connect provider through which people sign in.</summary>
/// <param name="Authority">The issuer's URL; https, or http on this machine.</param>
/// <param name="Creates">Whether an unknown e-mail becomes a viewer of <c>default</c>.</param>
public sealed record OidcSettings(string Authority, string ClientId, string ClientSecret, string Name, bool Creates)
{
    /// <summary>Null = it may be one.</summary>
    internal static string? FaultInAuthority(string authority) =>
        Uri.TryCreate(authority, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            ? null
            : $"oidc_authority: '{authority}' is no https URL";
}
