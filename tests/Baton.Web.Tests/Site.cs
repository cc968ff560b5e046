using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Baton.Server.Hosting;
using Baton.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Baton.Web.Tests;

/// <summary>A real server with its console on a free port, over a folder of its own.</summary>
internal sealed class Site : IAsyncDisposable
{
    public const string Password = "a long and private one";

    private readonly string _folder;
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private Site(WebApplication app, string folder, string key, string setup)
    {
        _app = app;
        _folder = folder;
        SetupToken = setup;
        Url = app.Urls.Single();
        _client = new HttpClient { BaseAddress = new Uri(Url) };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public string Url { get; }
    public string SetupToken { get; }
    public BatonStore Store => _app.Services.GetRequiredService<BatonStore>();

    /// <param name="workspace">The workspace file to publish; null = none.</param>
    public static async Task<Site> Start(string? workspace = null, Func<ServerOptions, ServerOptions>? with = null)
    {
        var folder = Directory.CreateTempSubdirectory("baton-web-").FullName;
        var (key, setup) = ("", "");
        var options = new ServerOptions
        {
            DataDirectory = folder,
            Urls = ["http://127.0.0.1:0"],
            LogLevel = LogLevel.Warning,
            KeyMade = made => key = made,
            SetupMade = made => setup = made,
        };
        var app = BatonServer.Build(with?.Invoke(options) ?? options);
        await app.StartAsync();
        var site = new Site(app, folder, key, setup);
        if (workspace is not null)
        {
            await site.Send(HttpMethod.Put, "/v1/workspace", workspace, "application/yaml");
        }

        return site;
    }

    /// <summary>Somebody who signs in with <see cref="Password"/>, with the one-time password unless he has changed it.</summary>
    public async Task<string> User(string email, string role, string? rep = null)
    {
        var body = JsonSerializer.Serialize(
            new
            {
                email,
                role,
                rep,
            }
        );
        var made = await Send(HttpMethod.Post, "/v1/users", body);
        var once = JsonDocument.Parse(made).RootElement.GetProperty("one_time_password").GetString()!;
        using var person = new HttpClient { BaseAddress = new Uri(Url) };
        var me = await Post(person, "/v1/session", new { email, password = once });
        person.DefaultRequestHeaders.Add("X-Baton-CSRF", me.GetProperty("csrf").GetString());
        await Post(person, "/v1/me/password", new { current = once, @new = Password });
        return email;
    }

    public Task<string> Lead(string json) => Send(HttpMethod.Post, "/v1/leads", json);

    public async Task<string> Send(HttpMethod method, string path, string body, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = new StringContent(body, Encoding.UTF8, type);
        using var answer = await _client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return text;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<JsonElement> Post(HttpClient client, string path, object body)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(path, content);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonDocument.Parse(text).RootElement;
    }
}
