using System.Collections.Immutable;
using Baton.Engine;
using Baton.Server.Access;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Server.Leads;
using Baton.Server.Users;
using Baton.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Baton.Server.Web;

/// <summary>
/// <c>POST /demo/sign-in</c> of <c>{ role }</c>: in a demonstration, and only from this machine, a session without a password as
/// an administrator, a manager or a rep who has something to do.
/// </summary>
internal sealed class DemoDoor(BatonStore store, TimeProvider clock)
{
    private static readonly ImmutableArray<string> Roles = ["manager", "rep", "admin"];

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/demo/sign-in", Invoke);

    private async Task Invoke(HttpContext context)
    {
        if (!ThisMachine.Sends(context) || !SessionCookie.IsOfThisOrigin(context.Request))
        {
            await Problem.Forbidden("only for this machine").Send(context);
            return;
        }

        var (fields, problem) = await Body.Fields(context);
        if (problem is not null)
        {
            await problem.Send(context);
            return;
        }

        var body = new ActionBody(fields!);
        var role = body.Word("role", Roles);
        await (body.Problem()?.Send(context) ?? Enter(context, role));
    }

    private async Task Enter(HttpContext context, string role)
    {
        var user = await Person(context, RoleNames.Find(role)!.Value);
        var by = new ActBy("demo", Actor.AddressOf(context));
        var known = store.Users.ByEmail(user.Email) ?? store.Users.Add(user, by) ?? store.Users.ByEmail(user.Email)!;
        SignInEndpoint.Begin(context, store, known);
        using var answer = JsonBuffer.Rent();
        answer.Json.WriteStartObject();
        answer.Json.WriteString("user"u8, known.Email);
        answer.Json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }

    // Who is asked just now, else who is at work, else who holds most.
    private static (bool IsAsked, bool IsAtWork, int Owned) LivelinessOf(RepView rep) =>
        (rep.Offered > 0, rep is { Status: "available", InHours: true, Absent: false, Active: true }, rep.Owned);

    // Only who manages by the policy too may give out leads by hand.
    private async Task<NewUser> Person(HttpContext context, Role role)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var rep = await store.Read(
            w =>
                role switch
                {
                    Role.Rep => w.RepViews(now).Where(r => !w.SightOf(r.Id).Manages).MaxBy(LivelinessOf),
                    Role.Manager => w.RepViews(now).FirstOrDefault(r => w.SightOf(r.Id).Manages),
                    _ => null,
                },
            context.RequestAborted
        );
        return new NewUser($"{rep?.Id ?? RoleNames.Of(role)}@demo.test", role) { Rep = rep?.Id, Name = rep?.Name };
    }
}
