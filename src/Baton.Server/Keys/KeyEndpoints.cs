using System.Collections.Immutable;
using System.Text.Json;
using Baton.Engine.Policies;
using Baton.Server.Access;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Server.Leads;
using Baton.Server.Users;
using Baton.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Baton.Server.Keys;

/// <summary>The workspace's API keys, for its administrators. A secret is answered once, by the request that makes it.</summary>
internal sealed class KeyEndpoints(BatonStore store, TimeProvider clock)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/keys", List);
        routes.MapPost("/v1/keys", Add);
        routes.MapDelete("/v1/keys/{id}", Revoke);
    }

    private async Task List(HttpContext context)
    {
        using var answer = JsonBuffer.Rent();
        answer.Json.WriteStartObject();
        answer.Json.WriteStartArray("items"u8);
        foreach (var key in store.Keys.List())
        {
            Write(answer.Json, key, null);
        }

        answer.Json.WriteEndArray();
        answer.Json.WriteNull("next_cursor"u8);
        answer.Json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private async Task Add(HttpContext context)
    {
        var (fields, problem) = await Body.Fields(context);
        if (fields is null)
        {
            await problem!.Send(context);
            return;
        }

        var body = new ActionBody(fields);
        var key = KeyIn(body, fields.Exists(f => f.Key == "scopes"));
        problem = body.Problem() ?? Wider(key, Actor.Of(context));
        if (problem is not null)
        {
            await problem.Send(context);
            return;
        }

        var (made, secret) = store.Keys.Create(key, Actor.By(context));
        using var answer = JsonBuffer.Rent();
        Write(answer.Json, made, secret);
        await answer.Send(context, StatusCodes.Status201Created);
    }

    private async Task Revoke(HttpContext context)
    {
        if (!long.TryParse(PathId.Of(context), out var id) || !store.Keys.Revoke(id, Actor.By(context)))
        {
            await Problem.NotFound("unknown_key", "there is no such key, or it was revoked before").Send(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private NewKey KeyIn(ActionBody body, bool isScoped)
    {
        var (name, user) = (body.Text("name"), body.OptionalText("user"));

        // The least that makes sense of a person's key.
        var role =
            body.OptionalText("role") is { } word ? UserEndpoints.RoleIn(body, word)
            : user is null ? Role.Admin
            : Role.Rep;
        if (role == Role.Rep && user is null)
        {
            body.Fault("user", "missing", "a rep's key needs a 'user': the rep's e-mail or id");
        }

        var scopes = body.Texts("scopes");
        foreach (var scope in scopes.Where(s => !Scopes.All.Contains(s)))
        {
            body.Fault("scopes", "unknown_word", $"unknown scope '{scope}'{NearestWord.Hint(scope, Scopes.All)}");
        }

        if (isScoped && scopes.IsEmpty)
        {
            body.Fault("scopes", "missing", "name at least one scope, or leave 'scopes' out for all");
        }

        var expires = body.Time("expires_at");
        if (expires <= Instant.FromDateTimeOffset(clock.GetUtcNow()))
        {
            body.Fault("expires_at", "range", "'expires_at' is in the past");
        }

        return new NewKey(name, role)
        {
            User = user,
            Scopes = isScoped ? scopes : null,
            ExpiresAt = expires,
        };
    }

    // Else a key with the scope 'admin' alone could make itself one that may do everything.
    private static Problem? Wider(NewKey key, Actor maker) =>
        maker.Scopes is { } own && (key.Scopes is not { } asked || asked.Any(s => !own.Contains(s)))
            ? Problem.Forbidden("a key makes no key with other scopes than its own; name some of them")
            : null;

    private static void Write(Utf8JsonWriter json, ApiKey key, string? secret)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, key.Id);
        json.WriteString("name"u8, key.Name);
        json.WriteString("role"u8, RoleNames.Of(key.Role));
        json.WriteString("user"u8, key.User);
        WriteScopes(json, key.Scopes);
        LeadWriter.Time(json, "created_at"u8, key.CreatedAt);
        LeadWriter.Time(json, "expires_at"u8, key.ExpiresAt);
        LeadWriter.Time(json, "revoked_at"u8, key.RevokedAt);
        LeadWriter.Time(json, "last_used_at"u8, key.LastUsedAt);
        if (secret is not null)
        {
            json.WriteString("key"u8, secret);
        }

        json.WriteEndObject();
    }

    private static void WriteScopes(Utf8JsonWriter json, ImmutableArray<string>? known)
    {
        if (known is not { } scopes)
        {
            json.WriteNull("scopes"u8);
            return;
        }

        json.WriteStartArray("scopes"u8);
        foreach (var scope in scopes)
        {
            json.WriteStringValue(scope);
        }

        json.WriteEndArray();
    }
}
