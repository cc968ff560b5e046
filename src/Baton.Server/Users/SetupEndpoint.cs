using System.Security.Cryptography;
using System.Text;
using Baton.Server.Access;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Server.Leads;
using Baton.Storage;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Users;

/// <summary>
/// <c>POST /v1/setup</c> of <c>{ token, email, name, password }</c>: the first administrator, by whoever reads what the server
/// prints. While there is no user, each start makes a token; it is good for one user and never kept.
/// </summary>
internal sealed class SetupEndpoint(BatonStore store, SetupToken setup, SignInLimit limit)
{
    public async Task Invoke(HttpContext context)
    {
        var (fields, problem) = await limit.Fields(context, "set this server up");
        if (problem is not null)
        {
            await problem.Send(context);
            return;
        }

        var body = new ActionBody(fields!);
        var (token, email, password) = (body.Text("token"), body.Text("email"), body.Text("password"));
        var name = body.OptionalText("name");
        UserEndpoints.CheckEmail(body, email);
        if (password.Length > 0 && Passwords.FaultIn(password, email) is { } fault)
        {
            body.Fault("password", "weak_password", fault);
        }

        problem =
            body.Problem()
            ?? (setup.Is(token) ? null : Problem.Forbidden("wrong token; the server prints it at its start"));
        await (problem?.Send(context) ?? Make(context, new NewUser(email, Role.Admin) { Name = name }, password));
    }

    private async Task Make(HttpContext context, NewUser user, string password)
    {
        var by = new ActBy("setup", Actor.AddressOf(context));
        if (store.Users.Add(user with { Password = Passwords.Hash(password) }, by, onlyFirst: true) is not { } made)
        {
            await new Problem(
                StatusCodes.Status409Conflict,
                "already_set_up",
                "there are users already; an administrator adds others"
            ).Send(context);
            return;
        }

        using var answer = JsonBuffer.Rent();
        UserJson.Write(answer.Json, made);
        await answer.Send(context, StatusCodes.Status201Created);
    }
}

/// <summary>What the server prints at its start for the one who sets it up; null = there are users already.</summary>
internal sealed record SetupToken(string? Text)
{
    public static SetupToken For(BatonStore store) => new(store.Users.Any() ? null : Passwords.OneTime());

    public bool Is(string given) =>
        Text is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(Text));
}
