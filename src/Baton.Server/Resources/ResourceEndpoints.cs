using System.Text.Json;
using Baton.Engine.Policies;
using Baton.Server.Access;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Server.People;
using Baton.Storage;
using Baton.Storage.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baton.Server.Resources;

/// <summary>
/// The entries of the workspace file one by one: reps, teams, calendars, territories, accounts and queues, all by the same
/// code. A write is the whole file with that entry changed, and refused with the same faults. Reps are read where their
/// standing is, in <see cref="RepEndpoints"/>.
/// </summary>
internal sealed class ResourceEndpoints(BatonStore store, DocumentEditor editor, RepEndpoints reps)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var kind in ResourceKind.All)
        {
            var (all, one) = ($"/v1/{kind.Collection}", $"/v1/{kind.Collection}/{{id}}");
            if (kind != ResourceKind.Reps)
            {
                routes.MapGet(all, context => List(context, kind));
                routes.MapGet(one, context => Get(context, kind));
            }

            routes.MapPut(one, context => Write(context, kind, isPatch: false));
            routes.MapPatch(one, context => Write(context, kind, isPatch: true));
            routes.MapDelete(one, context => Delete(context, kind));
        }
    }

    private async Task List(HttpContext context, ResourceKind kind)
    {
        var (query, problem) = WholeListQuery.Of(context.Request.Query);
        if (query is null)
        {
            await problem!.Send(context);
            return;
        }

        var document = await store.Read(w => w.Document, context.RequestAborted);
        var (items, next) = query.Of([.. new ResourceDocument(document, kind).Entries], e => e.Id);
        using var answer = JsonBuffer.Rent();
        answer.Json.WriteStartObject();
        answer.Json.WriteStartArray("items"u8);
        foreach (var (id, entry) in items)
        {
            Write(answer.Json, id, entry);
        }

        answer.Json.WriteEndArray();
        answer.Json.WriteString("next_cursor"u8, next);
        answer.Json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private async Task Get(HttpContext context, ResourceKind kind)
    {
        var id = PathId.Of(context);
        var document = await store.Read(w => w.Document, context.RequestAborted);
        if (new ResourceDocument(document, kind).Find(id) is not { } entry)
        {
            await ResourceEdit.UnknownOf(kind, id).Send(context);
            return;
        }

        using var answer = JsonBuffer.Rent();
        Write(answer.Json, id, entry);
        await EntityTag.Send(context, answer, EntityTag.Of(ResourceEdit.VersionOf(entry)));
    }

    private async Task Write(HttpContext context, ResourceKind kind, bool isPatch)
    {
        var id = PathId.Of(context);
        var (sent, problem) = await ResourceBody.Read(context, kind, id, isPatch);
        if (sent is null)
        {
            await problem!.Send(context);
            return;
        }

        var (edit, edited) = await Edit(
            context,
            kind,
            e => isPatch ? e.Patch(context.Request, sent) : e.Put(context.Request, sent)
        );
        if (edited.Problem is { } refused)
        {
            await refused.Send(context);
            return;
        }

        Note(context, kind, edited, edit.Creates ? "created" : "changed");
        await Answer(context, kind, edit);
    }

    private async Task Delete(HttpContext context, ResourceKind kind)
    {
        var (_, edited) = await Edit(context, kind, e => e.Delete(context.Request));
        if (edited.Problem is { } refused)
        {
            await refused.Send(context);
            return;
        }

        Note(context, kind, edited, "deleted");
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task<(ResourceEdit Edit, Edited Edited)> Edit(
        HttpContext context,
        ResourceKind kind,
        Func<ResourceEdit, DocumentEdit> write
    )
    {
        ResourceEdit edit = null!;
        var edited = await editor.Apply(
            context,
            workspace =>
            {
                var at = new ResourceDocument(workspace.Document, kind);
                edit = new ResourceEdit(kind, PathId.Of(context), at, workspace);
                return _ => write(edit);
            }
        );
        return (edit, edited);
    }

    private async Task Answer(HttpContext context, ResourceKind kind, ResourceEdit edit)
    {
        var id = PathId.Of(context);
        var status = edit.Creates ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        if (edit.Creates)
        {
            context.Response.Headers.Location = $"/v1/{kind.Collection}/{Uri.EscapeDataString(id)}";
        }

        using var answer = JsonBuffer.Rent();
        if (kind == ResourceKind.Reps)
        {
            context.Response.Headers.ETag = await reps.Write(context, answer, id);
        }
        else
        {
            Write(answer.Json, id, edit.Entry!);
            context.Response.Headers.ETag = EntityTag.Of(ResourceEdit.VersionOf(edit.Entry));
        }

        await answer.Send(context, status);
    }

    // Where nothing was to be done, nothing is noted.
    private void Note(HttpContext context, ResourceKind kind, Edited edited, string what)
    {
        if (edited.Command is not null)
        {
            var version = $"{what}; version {store.CurrentPolicy?.Version}";
            store.Audit.Add(Actor.By(context), Acts.WorkspaceChanged, $"{kind.Word} {PathId.Of(context)}", version);
        }
    }

    private static void Write(Utf8JsonWriter json, string id, MapNode entry)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        foreach (var part in entry.Entries.Where(e => e.Key != "id"))
        {
            json.WritePropertyName(part.Key);
            JsonNodes.WriteJson(part.Value, json);
        }

        json.WriteEndObject();
    }
}
