using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Baton.Storage;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Access;

/// <summary>
/// The cookie of a session, and what keeps other sites from using it: the cookie is not sent with their requests
/// (SameSite), a request that changes anything must bear a token that only our own pages can read, and its Origin must be ours.
/// </summary>
internal static class SessionCookie
{
    public const string TokenHeader = "X-Baton-CSRF";
    public const string Plain = "baton";
    private const string Secure = "__Host-baton";

    public static string? TokenIn(HttpRequest request) => request.Cookies[NameFor(request)];

    public static void Set(HttpContext context, string token) =>
        context.Response.Cookies.Append(NameFor(context.Request), token, Options(context.Request));

    public static void Clear(HttpContext context) =>
        context.Response.Cookies.Delete(NameFor(context.Request), Options(context.Request));

    /// <summary>What goes into the header <see cref="TokenHeader"/>: made of the session's token, which it does not tell.</summary>
    public static string CsrfOf(string token) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), "csrf"u8));

    public static bool HasCsrf(HttpRequest request, string token) =>
        request.Headers[TokenHeader] is [{ } sent]
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(CsrfOf(token)));

    /// <summary>False where a browser says that another site's page sends this.</summary>
    public static bool IsOfThisOrigin(HttpRequest request) =>
        request.Headers.Origin is [{ } origin]
            ? string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
            : request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";

    // With its prefix a browser takes it over https alone, for this host alone.
    private static string NameFor(HttpRequest request) => request.IsHttps ? Secure : Plain;

    private static CookieOptions Options(HttpRequest request) =>
        new()
        {
            HttpOnly = true,
            Secure = request.IsHttps,
            SameSite = SameSiteMode.Lax,
            Path = "/",
            MaxAge = SessionStore.Longest.ToTimeSpan(),
        };
}
