using Baton.Server.Access;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Server.Leads;
using Baton.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baton.Server.Users;

/// <summary>Whoever asks: who he is, the end of his session, and his password.</summary>
internal sealed class MeEndpoints(BatonStore store, SignInLimit limit)
{
    private static readonly Problem NoSession = new(
        StatusCodes.Status409Conflict,
        "no_session",
        "a key has no session and no password"
    );

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/me", Get);
        routes.MapDelete("/v1/session", SignOut);
        routes.MapPost("/v1/me/password", ChangePassword);
    }

    private async Task Get(HttpContext context) => await Answer(context, Actor.Of(context));

    private async Task SignOut(HttpContext context)
    {
        if (Actor.Of(context).Session is not { } session)
        {
            await NoSession.Send(context);
            return;
        }

        store.Sessions.End(session.Token, Actor.By(context));
        SessionCookie.Clear(context);

        // What a page kept of the workspace goes with the session, also where the page itself is gone.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task ChangePassword(HttpContext context)
    {
        var (fields, problem) = await Body.Fields(context);
        problem ??= Actor.Of(context).Session is null ? NoSession : limit.Refusal(context);
        if (problem is not null)
        {
            await problem.Send(context);
            return;
        }

        var body = new ActionBody(fields!);
        var (current, wanted) = (body.Text("current"), body.Text("new"));
        var user = Actor.Of(context).Session!.User;
        if (wanted.Length > 0 && Passwords.FaultIn(wanted, user.Email) is { } fault)
        {
            body.Fault("new", "weak_password", fault);
        }
        else if (wanted.Length > 0 && wanted == current)
        {
            body.Fault("new", "same_password", "the new password is the old one");
        }

        problem = body.Problem();
        await (problem?.Send(context) ?? Change(context, user, current, wanted));
    }

    // Counted like a sign-in: a session that was left open is no way to guess the password.
    private async Task Change(HttpContext context, User user, string current, string wanted)
    {
        var by = Actor.By(context);
        var attempt = store.Users.Attempt(user.Email, by);
        if (!await Passwords.Verify(attempt.Password, current))
        {
            store.Audit.Add(by, Acts.SignInFailed, user.Email, "changing the password");
            await SignInEndpoint.Failed.Send(context);
            return;
        }

        store.Users.SetPassword(user.Id, Passwords.Hash(wanted), until: null, by);
        var token = store.Sessions.Start(user.Id);
        SessionCookie.Set(context, token);
        var changed = store.Users.Get(user.Id) ?? user;
        await Answer(context, Actor.Of(context) with { Session = new SignedIn(changed, token) });
    }

    private async Task Answer(HttpContext context, Actor actor)
    {
        var rep = actor.RepName is { } name ? await store.Read(w => w.RepOf(name), context.RequestAborted) : null;
        using var answer = JsonBuffer.Rent();
        UserJson.Me(answer.Json, actor, store.Name, rep);
        await answer.Send(context, StatusCodes.Status200OK);
    }
}
