using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Baton.Server.Users;

/// <summary>The framework's OAuth options, with where the provider's own description is read.</summary>
internal sealed class OidcOptions : OAuthOptions
{
    public ConfigurationManager<OpenIdConnectConfiguration> Provider { get; set; } = null!;
}

/// <summary>
/// OpenID Connect on the framework's OAuth handler, which does the authorization code with PKCE, state and correlation. Added
/// here: discovery, the nonce, and the ID token with its signature, issuer, audience and times (OpenID Connect Core 3.1.3.7).
/// </summary>
internal sealed class OidcHandler(IOptionsMonitor<OidcOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : OAuthHandler<OidcOptions>(options, logger, encoder)
{
    public const string SchemeName = "oidc";
    public const string Subject = "sub";
    public const string Email = "email";
    private const string Nonce = "nonce";
    private const string Verified = "email_verified";

    // Signed by the provider's own key: never by the secret that both know, and never not at all.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256,
        SecurityAlgorithms.RsaSha384,
        SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.RsaSsaPssSha384,
        SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256,
        SecurityAlgorithms.EcdsaSha384,
        SecurityAlgorithms.EcdsaSha512,
    ];

    // Who is signed in is told by our own session, never by this scheme.
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        Task.FromResult(AuthenticateResult.NoResult());

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        await Discover();
        properties.Items[Nonce] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await base.HandleChallengeAsync(properties);
    }

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri) =>
        QueryHelpers.AddQueryString(base.BuildChallengeUrl(properties, redirectUri), Nonce, properties.Items[Nonce]!);

    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        var provider = await Discover();
        return Request.Query["iss"].ToString() is { Length: > 0 } issuer && issuer != provider.Issuer
            ? HandleRequestResult.Fail("the answer is another provider's")
            : await base.HandleRemoteAuthenticateAsync();
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(
        ClaimsIdentity identity,
        AuthenticationProperties properties,
        OAuthTokenResponse tokens
    )
    {
        var provider = await Discover();
        var claims = await Validated(provider, tokens);
        if (!IsSame(Text(claims, Nonce), properties.Items[Nonce]))
        {
            throw new AuthenticationFailureException("the ID token is for another request");
        }

        var subject = Text(claims, Subject) ?? throw new AuthenticationFailureException("the ID token names nobody");
        if (Text(claims, Email) is null && tokens.AccessToken is { } token && provider.UserInfoEndpoint is { } url)
        {
            claims = await UserInfo(url, token);
            if (Text(claims, Subject) != subject)
            {
                throw new AuthenticationFailureException("the user info is another person's");
            }
        }

        identity.AddClaim(new Claim(Subject, subject));
        if (Text(claims, Email) is { } email && Text(claims, Verified) is "true" or "True")
        {
            identity.AddClaim(new Claim(Email, email));
        }

        return new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name);
    }

    private async Task<IDictionary<string, object>> Validated(
        OpenIdConnectConfiguration provider,
        OAuthTokenResponse tokens
    )
    {
        var token =
            tokens.Response?.RootElement.TryGetProperty("id_token", out var sent) == true ? sent.GetString() : null;
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(
            token,
            new TokenValidationParameters
            {
                ValidIssuer = provider.Issuer,
                ValidAudience = Options.ClientId,
                IssuerSigningKeys = provider.SigningKeys,
                ValidAlgorithms = Algorithms,
                ClockSkew = TimeSpan.FromMinutes(1),
            }
        );
        if (result.IsValid)
        {
            return result.Claims;
        }

        // The provider may have changed its keys: they are read again for the next one.
        Options.Provider.RequestRefresh();
        throw new AuthenticationFailureException("the ID token is not valid", result.Exception);
    }

    private async Task<IDictionary<string, object>> UserInfo(string url, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await Backchannel.SendAsync(request, Context.RequestAborted);
        answer.EnsureSuccessStatusCode();
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Context.RequestAborted));
        return json.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => (object)p.Value.ToString());
    }

    private async Task<OpenIdConnectConfiguration> Discover()
    {
        var provider = await Options.Provider.GetConfigurationAsync(Context.RequestAborted);
        Options.AuthorizationEndpoint = provider.AuthorizationEndpoint;
        Options.TokenEndpoint = provider.TokenEndpoint;
        return provider;
    }

    private static string? Text(IDictionary<string, object> claims, string name) =>
        claims.TryGetValue(name, out var value) ? value.ToString() : null;

    private static bool IsSame(string? one, string? other) =>
        one is not null
        && other is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
