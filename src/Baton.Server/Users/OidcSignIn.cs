using Baton.Server.Access;
using Baton.Server.Hosting;
using Baton.Server.Http;
using Baton.Server.Web;
using Baton.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Baton.Server.Users;

/// <summary>
/// <c>GET /v1/session/oidc?workspace=</c>: signs in through the identity provider, and comes back to <c>/</c>. Its word counts for
/// a verified e-mail alone: that of a user who is there, or of nobody yet, where the settings let such become viewers.
/// </summary>
internal sealed class OidcSignIn(ServerOptions options, SignInLimit limit)
{
    private const string Callback = "/v1/session/oidc/callback";
    private const string Workspace = "workspace";
    private static readonly TimeSpan LongestSignIn = TimeSpan.FromMinutes(15);
    private static readonly Problem Failed = new(
        StatusCodes.Status401Unauthorized,
        "sign_in_failed",
        "the identity provider did not vouch for a user of this workspace; begin again at /v1/session/oidc"
    );

    public static void Add(IServiceCollection services, OidcSettings settings)
    {
        // What is protected here lives for minutes: a restart costs a sign-in that was under way, and no key is kept.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services
            .AddAuthentication()
            .AddOAuth<OidcOptions, OidcHandler>(OidcHandler.SchemeName, o => Configure(o, settings));
    }

    public async Task Invoke(HttpContext context)
    {
        var problem = options.Oidc is null
            ? Problem.NotFound("no_identity_provider", "this server has no identity provider; set oidc_authority")
            : limit.Refusal(context);
        if (problem is not null)
        {
            await problem.Send(context);
            return;
        }

        var properties = new AuthenticationProperties { RedirectUri = "/" };
        properties.Items[Workspace] = context.Request.Query[Workspace].ToString() is { Length: > 0 } name
            ? name
            : WorkspaceFolders.Default;
        try
        {
            await context.ChallengeAsync(OidcHandler.SchemeName, properties);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or HttpRequestException)
        {
            await Refuse(
                context,
                Problem.Unavailable("identity_provider", "the identity provider cannot be reached now")
            );
        }
    }

    private static void Configure(OidcOptions oidc, OidcSettings settings)
    {
        var authority = settings.Authority.TrimEnd('/');
        oidc.ClientId = settings.ClientId;
        oidc.ClientSecret = settings.ClientSecret;
        oidc.CallbackPath = Callback;
        oidc.UsePkce = true;
        oidc.RemoteAuthenticationTimeout = LongestSignIn;
        oidc.Scope.Add("openid");
        oidc.Scope.Add("email");

        // Found by discovery before they are used; the options want something at once.
        oidc.AuthorizationEndpoint = oidc.TokenEndpoint = authority;
        oidc.Provider = new ConfigurationManager<OpenIdConnectConfiguration>(
            authority + "/.well-known/openid-configuration",
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever { RequireHttps = !new Uri(authority).IsLoopback }
        );
        oidc.CorrelationCookie.SameSite = SameSiteMode.Lax;
        oidc.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        oidc.Events.OnTicketReceived = context => Receive(context, settings);
        oidc.Events.OnRemoteFailure = context =>
        {
            context.HandleResponse();
            return Refuse(context.HttpContext, Failed);
        };
    }

    // A browser is led back to the page where one signs in, which says why.
    private static Task Refuse(HttpContext context, Problem problem)
    {
        if (!ConsolePages.IsWanted(context.Request))
        {
            return problem.Send(context);
        }

        context.Response.Redirect("/sign-in?failed=" + problem.Code);
        return Task.CompletedTask;
    }

    private static Task Receive(TicketReceivedContext received, OidcSettings settings)
    {
        received.HandleResponse();
        var context = received.HttpContext;
        var workspaces = context.RequestServices.GetRequiredService<WorkspaceHosts>();
        var by = new ActBy(SignInEndpoint.Stranger, Actor.AddressOf(context));
        var workspace = workspaces.Find(received.Properties?.Items[Workspace] ?? "");
        var subject = received.Principal?.FindFirst(OidcHandler.Subject)?.Value;
        var email = received.Principal?.FindFirst(OidcHandler.Email)?.Value;
        if (
            workspace is null
            || subject is null
            || email is null
            || UserOf(workspace, subject, email, settings, by) is not { } user
        )
        {
            var known = email is null ? null : workspace?.Store.Users.ByEmail(email)?.Email;
            workspace?.Store.Audit.Add(by, Acts.SignInFailed, known, settings.Name);
            return Refuse(context, Failed);
        }

        SignInEndpoint.Begin(context, workspace.Store, user);
        context.Response.Redirect("/");
        return Task.CompletedTask;
    }

    // Who came once stays bound to his subject, so that an e-mail which changes hands at the provider opens nothing.
    private static User? UserOf(WorkspaceHost workspace, string subject, string email, OidcSettings settings, ActBy by)
    {
        var users = workspace.Store.Users;
        if (users.ByEmail(email) is not { } user)
        {
            return settings.Creates && workspace.Store.Name == WorkspaceFolders.Default
                ? users.Add(new NewUser(email, Role.Viewer) { Subject = subject }, by)
                : null;
        }

        if (user.DisabledAt is not null || (user.Subject ?? subject) != subject)
        {
            return null;
        }

        users.Bind(user.Id, subject);
        return user;
    }
}
