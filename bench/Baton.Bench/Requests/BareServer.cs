using System.Text.Json;
using System.Threading.Channels;
using Baton.Bench.Import;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Baton.Bench.Requests;

/// <summary>
/// The bare limit of a request: a lead as JSON in, an event row and a lead row durable through one writer that commits
/// whatever waits, a small JSON out. It checks nothing and decides nothing.
/// </summary>
internal static class BareServer
{
    private const int Waiting = 20_000;
    private const int Batch = 4096;

    /// <param name="args">A folder for the database, the address.</param>
    public static async Task Run(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(args[1]);
        await using var app = builder.Build();
        var waiting = Channel.CreateBounded<Lead>(new BoundedChannelOptions(Waiting) { SingleReader = true });
        var writer = new Thread(() => Write(Path.Combine(args[0], "bare.db"), waiting.Reader)) { IsBackground = true };
        writer.Start();
        app.MapPost("/v1/leads", (RequestDelegate)(context => Take(context, waiting.Writer)));
        await app.RunAsync();
    }

    private static async Task Take(HttpContext context, ChannelWriter<Lead> waiting)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        using (JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length)))
        {
            // Read as any server would, and no more.
        }

        var lead = new Lead(body.ToArray());
        if (!waiting.TryWrite(lead))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        var number = await lead.Durable.Task;
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteNumber("id", number);
        json.WriteString("status", "accepted");
        json.WriteEndObject();
        await json.FlushAsync();
    }

    private static void Write(string path, ChannelReader<Lead> waiting)
    {
        using var connection = BareImport.Connect(path);
        using var append = BareImport.Prepare(connection, "INSERT INTO events(body) VALUES($body)", "$body");
        using var insert = BareImport.Prepare(
            connection,
            "INSERT INTO leads(email, body) VALUES($email, $body)",
            "$email",
            "$body"
        );
        var batch = new List<Lead>(Batch);
        var number = 0L;
        while (waiting.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            BareImport.Execute(connection, "BEGIN IMMEDIATE");
            while (batch.Count < Batch && waiting.TryRead(out var lead))
            {
                append.Parameters[0].Value = lead.Body;
                append.ExecuteNonQuery();
                insert.Parameters[0].Value = $"user{++number}@example{number % 977}.com";
                insert.Parameters[1].Value = lead.Body;
                insert.ExecuteNonQuery();
                batch.Add(lead);
            }

            BareImport.Execute(connection, "COMMIT");
            var first = number - batch.Count;
            batch.ForEach(lead => lead.Durable.SetResult(++first));
        }
    }

    private sealed record Lead(byte[] Body)
    {
        public TaskCompletionSource<long> Durable { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
