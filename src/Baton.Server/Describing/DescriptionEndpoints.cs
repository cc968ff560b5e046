using Baton.Server.Describing.Page;
using Baton.Server.Http;
using Microsoft.AspNetCore.Routing;

namespace Baton.Server.Describing;

/// <summary><c>GET /openapi/v1.json</c>, and the page at <c>/docs</c> that is made from it. Neither says anything of a workspace.</summary>
internal static class DescriptionEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        StaticFile.Map(routes, "/openapi/v1.json", () => ApiDocument.Bytes, "application/json");
        StaticFile.Map(routes, "/docs", () => ReferencePage.Bytes, "text/html; charset=utf-8");
        StaticFile.Map(routes, "/docs.js", "docs.js", "text/javascript; charset=utf-8");
        StaticFile.Map(routes, "/docs.css", "docs.css", "text/css; charset=utf-8");
    }
}
