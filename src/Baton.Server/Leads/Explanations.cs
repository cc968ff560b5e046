using Baton.Server.Http;
using Baton.Storage;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Leads;

/// <summary><c>GET /v1/leads/{id}/explain</c> and <c>?rep=</c>: the one place where explaining is called.</summary>
internal sealed class Explanations(BatonStore store)
{
    private const int NotOfThisVersion = 501;

    public Task Invoke(HttpContext context) =>
        store.Leads.NumberOf(PathId.Of(context)) is { } number
            ? ExplainAsync(context, number, context.Request.Query["rep"])
            : Problem.UnknownLead.Send(context);

    private static Task ExplainAsync(HttpContext context, long number, string? rep) =>
        new Problem(
            NotOfThisVersion,
            "not_available",
            $"this version cannot explain lead {PublicId.Of(number)}{(rep is null ? "" : " for a rep")}"
        ).Send(context);
}
