using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Baton.Cli.Commands;
using Baton.Cli.Remote;
using Baton.Server.Events;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Server.Leads;
using Baton.Server.Privacy;
using Baton.Storage;
using NodaTime;

namespace Baton.Cli.Privacy;

/// <summary>Where a person is erased or exported: in a data folder that this process owns, or through a server.</summary>
internal abstract class PersonTarget : IAsyncDisposable
{
    private static readonly TimeSpan CleaningPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static PersonTarget Open(string data, string? server, string? key) =>
        server is null ? new Local(DataFolders.OwnExisting(data)) : new Remote(new ServerClient(server, key));

    /// <summary>
    /// The answer to a body of <c>POST /v1/erasures</c>, as it stands once the files are clean; waits for that, but not for
    /// ever.
    /// </summary>
    public async Task<JsonNode> Erase(JsonObject body, CancellationToken cancellation)
    {
        var answer = await Ask(body, cancellation);
        var until = DateTime.UtcNow + CleaningPatience;
        while (answer["id"] is { } id && answer["cleaned_at"] is null && DateTime.UtcNow < until)
        {
            await Task.Delay(Pause, cancellation);
            answer = await Receipt(id.GetValue<long>(), cancellation);
        }

        return answer;
    }

    /// <summary>The answer to a body of <c>POST /v1/exports</c>.</summary>
    public abstract Task<JsonNode> Export(JsonObject body, CancellationToken cancellation);

    public abstract ValueTask DisposeAsync();

    protected abstract Task<JsonNode> Ask(JsonObject body, CancellationToken cancellation);

    protected abstract Task<JsonNode> Receipt(long id, CancellationToken cancellation);

    private sealed class Local(BatonStore store) : PersonTarget
    {
        public override Task<JsonNode> Export(JsonObject body, CancellationToken cancellation)
        {
            var leads = store.Persons.LeadsOf(store.Persons.WithFormer(Request(body, mayDryRun: false).Sought));
            store.Audit.Add(ActBy.CommandLine, Acts.PersonExported, null, Erasures.Count(leads.Length));
            using var answer = JsonBuffer.Rent();
            var now = Instant.FromDateTimeUtc(DateTime.UtcNow);
            new PersonExport(store, new EventJson()).Write(answer.Json, leads, now);
            return Task.FromResult(Parsed(answer));
        }

        public override ValueTask DisposeAsync() => store.DisposeAsync();

        protected override async Task<JsonNode> Ask(JsonObject body, CancellationToken cancellation)
        {
            var request = Request(body, mayDryRun: true);
            var person = store.Persons.WithFormer(request.Sought);
            using var answer = JsonBuffer.Rent();
            if (request.DryRun)
            {
                Erasures.Write(answer, null, store.Persons.LeadsOf(person), isDryRun: true);
                return Parsed(answer);
            }

            var (done, reply) = await Erasures.Erase(store, person, ActBy.CommandLine);
            if (reply.Status != ReplyStatus.Done)
            {
                throw CommandException.Failed(reply.Outcome?.Refusal?.Message ?? reply.Message ?? "nothing was erased");
            }

            Erasures.Write(answer, done, done?.Leads ?? [], isDryRun: false);
            return Parsed(answer);
        }

        protected override Task<JsonNode> Receipt(long id, CancellationToken cancellation)
        {
            using var answer = JsonBuffer.Rent();
            Erasures.Write(answer, store.Persons.Erasure(id)!);
            return Task.FromResult(Parsed(answer));
        }

        private PersonRequest Request(JsonObject body, bool mayDryRun)
        {
            var bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
            var fields = LeadJson.Read(new ReadOnlySequence<byte>(bytes), out _)!;
            var (request, problem) = PersonRequest.Read(new ActionBody(fields), store, mayDryRun);
            return request ?? throw CommandException.Usage(Words(problem!));
        }

        private static JsonNode Parsed(JsonBuffer answer) => JsonNode.Parse(answer.Written.Span)!;

        private static string Words(Problem problem) =>
            problem.Errors.IsEmpty ? problem.Detail : string.Join("; ", problem.Errors.Select(e => e.Message));
    }

    private sealed class Remote(ServerClient server) : PersonTarget
    {
        public override Task<JsonNode> Export(JsonObject body, CancellationToken cancellation) =>
            Post("v1/exports", body, cancellation);

        public override ValueTask DisposeAsync()
        {
            server.Dispose();
            return ValueTask.CompletedTask;
        }

        protected override Task<JsonNode> Ask(JsonObject body, CancellationToken cancellation) =>
            Post("v1/erasures", body, cancellation);

        protected override async Task<JsonNode> Receipt(long id, CancellationToken cancellation) =>
            JsonNode.Parse((await server.Get($"v1/erasures/{id}", cancellation))!)!;

        private async Task<JsonNode> Post(string path, JsonObject body, CancellationToken cancellation)
        {
            using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            var answer = new StringBuilder();
            await foreach (var line in server.Post(path, content, cancellation))
            {
                answer.Append(line);
            }

            return JsonNode.Parse(answer.ToString())!;
        }
    }
}
