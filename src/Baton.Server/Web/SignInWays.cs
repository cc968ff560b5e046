using Baton.Server.Access;
using Baton.Server.Hosting;
using Baton.Server.Json;
using Baton.Server.Users;
using Baton.Storage;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Web;

/// <summary><c>GET /v1/session</c>: how one may get in here, for a sign-in page. It says nothing of anybody.</summary>
internal sealed class SignInWays(BatonStore store, SetupToken setup, ServerOptions options)
{
    public async Task Invoke(HttpContext context)
    {
        using var answer = JsonBuffer.Rent();
        answer.Json.WriteStartObject();
        answer.Json.WriteBoolean("setup"u8, setup.Text is not null && !store.Users.Any());
        answer.Json.WriteBoolean("provider"u8, options.Oidc is not null);
        answer.Json.WriteBoolean("demo"u8, options.Demo && ThisMachine.Sends(context));
        answer.Json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }
}
