using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Baton.Cli.Commands;
using Baton.Cli.Remote;
using Baton.Engine.Commands;
using Baton.Server.Access;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Server.Leads;
using Baton.Storage;

namespace Baton.Cli.Reassigning;

/// <summary>Where leads are reassigned: in a data folder that this process owns, or through a server.</summary>
internal abstract class ReassignTarget : IAsyncDisposable
{
    public static ReassignTarget Open(string data, string? server, string? key) =>
        server is null ? new Local(DataFolders.OwnExisting(data)) : new Remote(new ServerClient(server, key));

    /// <summary>The answer to a body of <c>POST /v1/leads/reassign</c>.</summary>
    public abstract Task<JsonNode> Reassign(JsonObject body, CancellationToken cancellation);

    public abstract ValueTask DisposeAsync();

    private sealed class Local(BatonStore store) : ReassignTarget
    {
        public override async Task<JsonNode> Reassign(JsonObject body, CancellationToken cancellation)
        {
            var bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
            var fields = LeadJson.Read(new ReadOnlySequence<byte>(bytes), out _)!;
            var request = ReassignRequest.Read(new ActionBody(fields), store.Leads, Doer.Owner);
            if (request.Problem is { } problem)
            {
                throw CommandException.Usage(Words(problem));
            }

            var (outcome, token) = request.DryRun
                ? await ReassignEndpoint.Previewed(store, request.Command, TimeProvider.System, cancellation)
                : (await Done(request.Command, cancellation), null);
            if (outcome.Refusal is { } refusal)
            {
                throw CommandException.Failed(refusal.ToString());
            }

            using var answer = JsonBuffer.Rent();
            HandoverWriter.Write(answer.Json, outcome.Handover!, request.Ids, token);
            return JsonNode.Parse(answer.Written.Span)!;
        }

        public override ValueTask DisposeAsync() => store.DisposeAsync();

        private async Task<Outcome> Done(ReassignLeads command, CancellationToken cancellation)
        {
            var reply = await store.Submit(new Submission(command), cancellation);
            return reply.Outcome ?? throw CommandException.Failed(reply.Message ?? "nothing was reassigned");
        }

        private static string Words(Problem problem) =>
            string.Join("; ", problem.Errors.Select(e => $"{e.Path}: {e.Message}"));
    }

    private sealed class Remote(ServerClient server) : ReassignTarget
    {
        public override async Task<JsonNode> Reassign(JsonObject body, CancellationToken cancellation)
        {
            using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            var answer = new StringBuilder();
            await foreach (var line in server.Post("v1/leads/reassign", content, cancellation))
            {
                answer.Append(line);
            }

            return JsonNode.Parse(answer.ToString())!;
        }

        public override ValueTask DisposeAsync()
        {
            server.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
