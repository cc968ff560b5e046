using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Baton.Server.Hosting;
using Baton.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Baton.Server.Tests;

/// <summary>A real server on a free port of this machine, over a folder of its own.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly bool _ownsFolder;

    private RunningServer(WebApplication app, string folder, bool ownsFolder, string key)
    {
        App = app;
        _folder = folder;
        _ownsFolder = ownsFolder;
        Key = key;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public WebApplication App { get; }
    public HttpClient Client { get; }
    public string Key { get; }
    public string Folder => _folder;
    public BatonStore Store => App.Services.GetRequiredService<BatonStore>();

    /// <param name="workspace">The workspace file to publish; null = none.</param>
    /// <param name="folder">An existing data folder, which stays; null = a new one, removed at the end.</param>
    public static async Task<RunningServer> Start(
        string? workspace = null,
        Func<ServerOptions, ServerOptions>? with = null,
        string? folder = null
    )
    {
        var path = folder ?? Directory.CreateTempSubdirectory("baton-").FullName;
        string? made = null;
        var options = new ServerOptions
        {
            DataDirectory = path,
            Urls = ["http://127.0.0.1:0"],
            LogLevel = LogLevel.Warning,
            KeyMade = key => made = key,
        };
        var app = BatonServer.Build(with?.Invoke(options) ?? options);
        await app.StartAsync();
        var key = made ?? app.Services.GetRequiredService<BatonStore>().Keys.Create("test");
        var server = new RunningServer(app, path, folder is null, key);
        if (workspace is not null)
        {
            using var answer = await server.Publish(workspace);
            answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        }

        return server;
    }

    public Task<HttpResponseMessage> Publish(string workspace) =>
        Client.PutAsync("/v1/workspace", Text(workspace, "application/yaml"));

    public Task<HttpResponseMessage> Post(string path, string json, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Text(json, "application/json") };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return Client.SendAsync(request);
    }

    /// <summary>Posts and reads the answer, whatever its status.</summary>
    public async Task<Answer> Send(string path, string json, string? idempotencyKey = null) =>
        await Answer.Of(await Post(path, json, idempotencyKey));

    public async Task<Answer> Get(string path) => await Answer.Of(await Client.GetAsync(path));

    /// <summary>Somebody with a new key of this role.</summary>
    public HttpClient As(Role role, string? user) => With(Store.Keys.Create($"{role} {user}", role, user));

    /// <summary>Whoever shows this key.</summary>
    public HttpClient With(string key)
    {
        var client = new HttpClient { BaseAddress = Client.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>Gives the keys of a user another role, as only the owner of the data folder can.</summary>
    public void ChangeRole(string user, string role)
    {
        using var file = new SqliteConnection($"Data Source={Path.Combine(_folder, "baton.db")};Pooling=false");
        file.Open();
        using var command = file.CreateCommand();
        command.CommandText = "UPDATE api_keys SET role = $role WHERE user = $user";
        command.Parameters.AddWithValue("$role", role);
        command.Parameters.AddWithValue("$user", user);
        command.ExecuteNonQuery().ShouldBe(1);
    }

    /// <summary>Sends as somebody else and reads the answer, whatever its status. A GET has no body.</summary>
    public static async Task<Answer> Sent(
        HttpClient client,
        string method,
        string path,
        string? json = null,
        string? key = null
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = json is null ? null : Text(json, "application/json");
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await Answer.Of(await client.SendAsync(request));
    }

    public static StringContent Text(string text, string type) => new(text, Encoding.UTF8, type);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        if (_ownsFolder)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}

/// <summary>An answer that was read: its status, its headers and its JSON.</summary>
internal sealed record Answer(int Status, HttpResponseMessage Message, string Text)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string? this[string path]
    {
        get
        {
            var element = Json;
            foreach (var part in path.Split('.'))
            {
                if (!element.TryGetProperty(part, out element))
                {
                    return null;
                }
            }

            return element.ValueKind == JsonValueKind.Null ? null : element.ToString();
        }
    }

    public static async Task<Answer> Of(HttpResponseMessage message) =>
        new((int)message.StatusCode, message, await message.Content.ReadAsStringAsync());
}
