using System.Net;
using static Baton.Server.Tests.RunningServer;

namespace Baton.Server.Tests;

/// <summary>What a browser does: it keeps cookies, and its page sends the token that the server gave it.</summary>
internal sealed class Browser : IDisposable
{
    private readonly HttpClientHandler _handler;

    public Browser(RunningServer server)
    {
        _handler = new HttpClientHandler { AllowAutoRedirect = false };
        Client = new HttpClient(_handler) { BaseAddress = server.Client.BaseAddress };
    }

    public HttpClient Client { get; }

    /// <summary>Sent with all that changes anything; null = none.</summary>
    public string? Csrf { get; set; }

    public string? Origin { get; set; }

    public CookieCollection Cookies => _handler.CookieContainer.GetCookies(Client.BaseAddress!);

    public CookieCollection CookiesFor(string url) => _handler.CookieContainer.GetCookies(new Uri(url));

    public void Take(string cookie) => _handler.CookieContainer.SetCookies(Client.BaseAddress!, cookie);

    public async Task<Answer> SignIn(string email, string password, string workspace = "default")
    {
        var answer = await Ask(
            "POST",
            "/v1/session",
            $$"""{ "email": "{{email}}", "password": "{{password}}", "workspace": "{{workspace}}" }"""
        );
        Csrf = answer.Status == 200 ? answer["csrf"] : Csrf;
        return answer;
    }

    public async Task<Answer> Ask(string method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = json is null ? null : Text(json, "application/json");
        if (Csrf is not null && method != "GET")
        {
            request.Headers.Add("X-Baton-CSRF", Csrf);
        }

        if (Origin is not null)
        {
            request.Headers.Add("Origin", Origin);
        }

        return await Answer.Of(await Client.SendAsync(request));
    }

    public void Dispose()
    {
        Client.Dispose();
        _handler.Dispose();
    }
}
