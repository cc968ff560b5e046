using Microsoft.AspNetCore.Http;

namespace Baton.Server.Http;

/// <summary>
/// What every answer says to browsers: sniff nothing, frame nothing, keep nothing, load nothing from elsewhere. Of the console
/// an asset may be kept and the page may have styles of its own.
/// </summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The policy of a page whose own style elements bear this nonce.</summary>
    public static string PolicyWith(string nonce) =>
        Policy.Replace("style-src 'self'", $"style-src 'self' 'nonce-{nonce}'", StringComparison.Ordinal);

    public static Task Add(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(
            static state =>
            {
                var context = (HttpContext)state;
                Set(context.Response.Headers);
                if (context.Request.IsHttps)
                {
                    context.Response.Headers.StrictTransportSecurity = "max-age=31536000";
                }

                return Task.CompletedTask;
            },
            context
        );
        return next(context);
    }

    private static void Set(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = Policy;
        }

        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "no-store";
        }
    }
}
