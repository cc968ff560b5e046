using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baton.Server.Http;

internal static class PathId
{
    /// <summary>The path's <c>{id}</c>. A slash inside an id arrives as %2F, the one escape that stays in a path.</summary>
    public static string Of(HttpContext context) =>
        ((string)context.GetRouteValue("id")!).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
