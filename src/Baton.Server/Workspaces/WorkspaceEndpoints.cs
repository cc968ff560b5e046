using System.Text;
using System.Text.Json;
using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Policies;
using Baton.Server.Access;
using Baton.Server.Auditing;
using Baton.Server.Hosting;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Server.Resources;
using Baton.Storage;
using Baton.Storage.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Baton.Server.Workspaces;

/// <summary>
/// The whole workspace file: read back without loss, and published as one change or refused with every fault.
/// <c>?dry_run=true</c> only checks; <c>?runtime=true</c> lets the file set presence and absences of known reps too.
/// </summary>
internal sealed class WorkspaceEndpoints(BatonStore store, DocumentEditor editor, ServerOptions options)
{
    private static readonly string[] Known = ["dry_run", "runtime"];
    private static readonly string[] Yaml = ["application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml"];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/workspace", Get);
        routes.MapPut("/v1/workspace", Put);
    }

    private async Task Get(HttpContext context)
    {
        var document = await store.Read(w => w.Document, context.RequestAborted);
        var yaml = YamlWriter.Write(document);
        context.Response.Headers.Vary = "Accept";
        if (context.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal))
        {
            using var answer = JsonBuffer.Rent();
            JsonNodes.WriteJson(document, answer.Json);
            await EntityTag.Send(context, answer, TagOf(yaml, "json"));
        }
        else if (EntityTag.IsKnown(context, TagOf(yaml, "yaml")))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
        }
        else
        {
            context.Response.ContentType = "application/yaml";
            await context.Response.WriteAsync(yaml, context.RequestAborted);
        }
    }

    private static string TagOf(string yaml, string form) => EntityTag.Of(EntityTag.Digest(yaml), form);

    private async Task Put(HttpContext context)
    {
        if (!Body.Is(context.Request, Yaml) && !Body.IsJson(context.Request))
        {
            await Problem.UnsupportedType("application/yaml or application/json").Send(context);
            return;
        }

        var query = context.Request.Query;
        var errors = QueryFaults.Unknown(query, Known);
        var isDry = QueryFaults.Truth(query, "dry_run", errors);
        var isRuntime = QueryFaults.Truth(query, "runtime", errors);
        if (errors.Count > 0)
        {
            await Problem.Invalid([.. errors]).Send(context);
            return;
        }

        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = options.LargestWorkspace;
        var (document, problem) = await Read(context);
        if (document is null)
        {
            await problem!.Send(context);
            return;
        }

        var faults = new List<Fault>();
        if (WorkspaceTables.Check(document, await KnownNames(context), faults) is not { } policy)
        {
            await Faulty(faults).Send(context);
            return;
        }

        var command = new PublishWorkspace(document) { Runtime = isRuntime, Compiled = policy };
        await (isDry ? Answer(context, null) : Publish(context, command));
    }

    private ValueTask<KnownNames> KnownNames(HttpContext context) =>
        store.Read(w => w.KnownNames, context.RequestAborted);

    private async Task Publish(HttpContext context, PublishWorkspace command)
    {
        var (_, reply, problem) = await editor.Apply(
            context,
            workspace =>
            {
                var isThere = workspace.Policy is not null;
                return current => Refused(context.Request, isThere ? current : null) ?? (DocumentEdit)command;
            }
        );
        if (reply is not null)
        {
            JournaledActs.Record(store, Actor.By(context), command, reply);
        }

        await (problem?.Send(context) ?? Answer(context, store.CurrentPolicy?.Version));
    }

    // Writing the file out costs more than most requests need.
    private static Problem? Refused(HttpRequest request, MapNode? current) =>
        EntityTag.HasCondition(request)
            ? EntityTag.Check(request, current is null ? null : TagOf(YamlWriter.Write(current), "yaml"))
            : null;

    private static async Task Answer(HttpContext context, int? version)
    {
        using var answer = JsonBuffer.Rent();
        answer.Json.WriteStartObject();
        answer.Json.WriteString("status"u8, version is null ? "checked" : "published");
        LeadWriter.Number(answer.Json, "version"u8, version);
        answer.Json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private async Task<Parsed<MapNode>> Read(HttpContext context)
    {
        using var reader = new StreamReader(
            context.Request.Body,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)
        );
        string text;
        try
        {
            text = await reader.ReadToEndAsync(context.RequestAborted);
        }
        catch (DecoderFallbackException)
        {
            return Problem.Malformed("the file is not UTF-8");
        }

        var faults = new List<Fault>();
        var node = Body.IsJson(context.Request) ? OfJson(text, faults) : YamlReader.Read(text, null, faults);
        if (node is MapNode map && faults.Count == 0)
        {
            return map;
        }

        if (node is MapNode faulty)
        {
            // What binding finds is reported with the faults of the text.
            WorkspaceTables.Check(faulty, await KnownNames(context), faults);
        }
        else if (node is not null)
        {
            const string Expected = "expected a workspace: a map of keys such as reps and policy";
            faults.Add(new Fault("", node.At, Expected) { Code = "wrong_type" });
        }

        return Faulty(faults);
    }

    // JSON is YAML too, and the YAML reader knows where everything stands; it must only mean the same.
    private static Node? OfJson(string text, List<Fault> faults)
    {
        try
        {
            var plain = JsonNodes.ReadJson(text);
            var placed = YamlReader.Read(text, null, []);
            return placed is not null && JsonNodes.ToJson(placed) == JsonNodes.ToJson(plain) ? placed : plain;
        }
        catch (JsonException broken)
        {
            var at = new Position((int)(broken.LineNumber ?? 0) + 1, (int)(broken.BytePositionInLine ?? 0) + 1);
            var what = broken.InnerException is InvalidOperationException ? broken.Message : "this is no JSON";
            faults.Add(new Fault("", at, what) { Code = "syntax" });
            return null;
        }
    }

    private static Problem Faulty(List<Fault> faults) => Problem.Invalid([.. faults.Select(ProblemError.Of)]);
}
