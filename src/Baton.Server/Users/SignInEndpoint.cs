using Baton.Server.Access;
using Baton.Server.Hosting;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Server.Leads;
using Baton.Storage;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Users;

/// <summary>
/// <c>POST /v1/session</c> of <c>{ email, password, workspace }</c>. Whoever cannot sign in gets one answer, after the same
/// time, whether or not anybody has that e-mail.
/// </summary>
internal sealed class SignInEndpoint(WorkspaceHosts workspaces, SignInLimit limit)
{
    public const string Stranger = "nobody";

    public static Problem Failed { get; } =
        new(
            StatusCodes.Status401Unauthorized,
            "sign_in_failed",
            $"wrong e-mail or password, or too many tries: {UserStore.MostFailures} wrong ones lock the account for a while"
        );

    public async Task Invoke(HttpContext context)
    {
        var (fields, problem) = await limit.Fields(context, "sign anybody in here");
        if (problem is not null)
        {
            await problem.Send(context);
            return;
        }

        var body = new ActionBody(fields!);
        var (email, password) = (body.Text("email"), body.Text("password"));
        var workspace = body.OptionalText("workspace") ?? WorkspaceFolders.Default;
        problem = body.Problem();
        await (problem?.Send(context) ?? SignIn(context, workspaces.Find(workspace), email, password));
    }

    private static async Task SignIn(HttpContext context, WorkspaceHost? workspace, string email, string password)
    {
        var by = new ActBy(Stranger, Actor.AddressOf(context));
        var attempt = workspace?.Store.Users.Attempt(email, by);
        var isRight = await Passwords.Verify(attempt?.Password, password);
        if (workspace is null || attempt?.User is not { } user || !isRight)
        {
            // What was typed for an e-mail is recorded only where it is one of ours: it may have been a password.
            workspace?.Store.Audit.Add(by, Acts.SignInFailed, attempt?.User?.Email);
            await Failed.Send(context);
            return;
        }

        await Enter(context, workspace, user);
    }

    /// <summary>Begins the user's session and says who he is.</summary>
    private static async Task Enter(HttpContext context, WorkspaceHost workspace, User user)
    {
        var token = Begin(context, workspace.Store, user);
        var actor = new Actor(user.Email, user.Role, user.Email) { Session = new SignedIn(user, token) };
        var rep = await workspace.Store.Read(w => w.RepOf(actor.RepName!), context.RequestAborted);
        using var answer = JsonBuffer.Rent();
        UserJson.Me(answer.Json, actor, workspace.Store.Name, rep);
        await answer.Send(context, StatusCodes.Status200OK);
    }

    /// <summary>
    /// Begins the session of a user who has shown who he is; its token goes into the cookie. The session of the cookie that
    /// came with the request, whoever's it was, is over.
    /// </summary>
    internal static string Begin(HttpContext context, BatonStore store, User user)
    {
        var by = new ActBy(user.Email, Actor.AddressOf(context));
        store.Users.Succeeded(user.Id, by);
        if (SessionCookie.TokenIn(context.Request) is { } before)
        {
            store.Sessions.End(before, by);
        }

        var token = store.Sessions.Start(user.Id);
        SessionCookie.Set(context, token);
        return token;
    }
}
