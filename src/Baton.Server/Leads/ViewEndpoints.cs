using System.Globalization;
using System.Text.Json;
using Baton.Server.Access;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Storage;
using Baton.Storage.Listing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Baton.Server.Leads;

/// <summary>
/// Saved views of the list of leads. Everybody has his own; managers and administrators share theirs with all. A view is
/// words, not leads: what somebody reads through it is decided anew for him each time.
/// </summary>
internal sealed class ViewEndpoints(BatonStore store, TimeProvider clock)
{
    private const int LongestName = 100;
    private const int MostColumns = 50;

    private static readonly Problem Unknown = Problem.NotFound("unknown_view", "there is no such view");

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/views", List);
        routes.MapPost("/v1/views", Add);
        routes.MapGet("/v1/views/{id}", Get);
        routes.MapPut("/v1/views/{id}", Put);
        routes.MapDelete("/v1/views/{id}", Delete);
    }

    private async Task List(HttpContext context)
    {
        var (query, problem) = WholeListQuery.Of(context.Request.Query);
        if (query is null)
        {
            await problem!.Send(context);
            return;
        }

        var (views, next) = query.Of(
            store.Views.SeenBy(Actor.Of(context).Recorded),
            v => v.Id.ToString(CultureInfo.InvariantCulture)
        );
        using var answer = JsonBuffer.Rent();
        answer.Json.WriteStartObject();
        answer.Json.WriteStartArray("items"u8);
        foreach (var view in views)
        {
            Write(answer.Json, view, context);
        }

        answer.Json.WriteEndArray();
        answer.Json.WriteString("next_cursor"u8, next);
        answer.Json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private async Task Get(HttpContext context)
    {
        if (Find(context) is not { } view)
        {
            await Unknown.Send(context);
            return;
        }

        using var answer = JsonBuffer.Rent();
        Write(answer.Json, view, context);
        await EntityTag.Send(context, answer, EntityTag.Of(answer));
    }

    private async Task Add(HttpContext context)
    {
        var (view, problem) = await Read(context);
        if (view is null)
        {
            await problem!.Send(context);
            return;
        }

        if (store.Views.Add(view) is not { } added)
        {
            await new Problem(
                StatusCodes.Status409Conflict,
                "too_many",
                $"you keep {ViewStore.MostOfOne} views already; delete one first"
            ).Send(context);
            return;
        }

        context.Response.Headers.Location = $"/v1/views/{added.Id}";
        await Answer(context, added, StatusCodes.Status201Created);
    }

    private async Task Put(HttpContext context)
    {
        var (view, problem) = await Read(context);
        if (Find(context) is not { } before)
        {
            await Unknown.Send(context);
            return;
        }

        if (view is null)
        {
            await problem!.Send(context);
            return;
        }

        var changed = store.Views.Change(view with { Id = before.Id }, v => Refused(context, v) is null);
        await (changed is null ? Refusal(context).Send(context) : Answer(context, changed, StatusCodes.Status200OK));
    }

    private async Task Delete(HttpContext context)
    {
        if (Find(context) is not { } view)
        {
            await Unknown.Send(context);
        }
        else if (store.Views.Delete(view.Id, v => Refused(context, v) is null))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else
        {
            await Refusal(context).Send(context);
        }
    }

    private async Task<Parsed<SavedView>> Read(HttpContext context)
    {
        var (fields, problem) = await Body.Fields(context);
        if (fields is null)
        {
            return problem!;
        }

        var body = new ActionBody(fields);
        var view = new SavedView
        {
            Owner = Actor.Of(context).Recorded,
            Name = body.Text("name").Trim(),
            Filter = body.LongText("filter", LeadCondition.LongestText),
            Sort = body.OptionalText("sort"),
            Columns = body.Texts("columns"),
            IsShared = body.OptionalTruth("shared"),
        };
        Check(body, view);
        return body.Problem() is { } faults ? faults
            : view.IsShared && !MayShare(context) ? Problem.Forbidden("only managers and administrators share views")
            : view;
    }

    private void Check(ActionBody body, SavedView view)
    {
        if (view.Name.Length > LongestName)
        {
            body.Fault("name", "range", $"'name' has at most {LongestName} characters");
        }

        if (view.Columns.Length > MostColumns)
        {
            body.Fault("columns", "range", $"at most {MostColumns} columns");
        }

        var errors = new List<ProblemError>();
        LeadListQuery.SortOf(view.Sort ?? "", "sort", errors);
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var condition = LeadListQuery.ConditionOf(view.Filter ?? "", store.CurrentPolicy, now, "filter", errors);

        // Erasing a person would not find him here.
        if (condition is { NamesPersons: true })
        {
            const string Cure = "a view keeps no e-mail, phone number or id of a person; search for it instead";
            errors.Add(new ProblemError("filter", "personal", Cure));
        }

        body.Faults(errors);
    }

    private SavedView? Find(HttpContext context) =>
        long.TryParse(PathId.Of(context), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && store.Views.Get(id) is { } view
        && (view.IsShared || view.Owner == Actor.Of(context).Recorded)
            ? view
            : null;

    // Its owner changes it; of a shared one, an administrator too.
    private static bool IsHis(HttpContext context, SavedView view) =>
        view.Owner == Actor.Of(context).Recorded || (view.IsShared && Actor.Of(context).Role == Role.Admin);

    private static Problem? Refused(HttpContext context, SavedView view) =>
        !IsHis(context, view) ? Problem.Forbidden("only its owner or an administrator changes a shared view")
        : EntityTag.HasCondition(context.Request) ? EntityTag.Check(context.Request, TagOf(context, view))
        : null;

    // Why a change was not done, as things stand now.
    private Problem Refusal(HttpContext context) =>
        Find(context) is { } view ? Refused(context, view) ?? Problem.PreconditionFailed : Unknown;

    private static bool MayShare(HttpContext context) => Actor.Of(context).Role is Role.Admin or Role.Manager;

    private static string TagOf(HttpContext context, SavedView view)
    {
        using var written = JsonBuffer.Rent();
        Write(written.Json, view, context);
        return EntityTag.Of(written);
    }

    private static async Task Answer(HttpContext context, SavedView view, int status)
    {
        using var answer = JsonBuffer.Rent();
        Write(answer.Json, view, context);
        context.Response.Headers.ETag = EntityTag.Of(answer);
        await answer.Send(context, status);
    }

    private static void Write(Utf8JsonWriter json, SavedView view, HttpContext context)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, view.Id.ToString(CultureInfo.InvariantCulture));
        json.WriteString("name"u8, view.Name);
        json.WriteString("filter"u8, view.Filter);
        json.WriteString("sort"u8, view.Sort);
        json.WriteStartArray("columns"u8);
        foreach (var column in view.Columns)
        {
            json.WriteStringValue(column);
        }

        json.WriteEndArray();
        json.WriteBoolean("shared"u8, view.IsShared);
        json.WriteString("owner"u8, view.Owner);
        json.WriteBoolean("mine"u8, view.Owner == Actor.Of(context).Recorded);
        LeadWriter.Time(json, "changed_at"u8, view.ChangedAt);
        json.WriteEndObject();
    }
}
