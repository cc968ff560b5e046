using Baton.Engine.Policies;
using Baton.Server.Access;
using Baton.Server.Http;
using Baton.Server.Json;
using Baton.Server.Leads;
using Baton.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Baton.Server.Users;

/// <summary>The workspace's users, for its administrators.</summary>
internal sealed class UserEndpoints(BatonStore store, TimeProvider clock)
{
    /// <summary>How long a one-time password may wait for its user.</summary>
    internal static readonly Duration OneTimeLasts = Duration.FromDays(3);
    private const int LongestEmail = 254;

    private static readonly string[] RoleWords = [.. Enum.GetValues<Role>().Select(RoleNames.Of)];
    private static readonly Problem Unknown = Problem.NotFound("unknown_user", "there is no such user");
    private static readonly Problem LastAdmin = new(
        StatusCodes.Status409Conflict,
        "last_admin",
        "this is the last administrator; make another one first"
    );

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/users", List);
        routes.MapPost("/v1/users", Add);
        routes.MapGet("/v1/users/{id}", Get);
        routes.MapPatch("/v1/users/{id}", Change);
        routes.MapDelete("/v1/users/{id}", Delete);
        routes.MapPost("/v1/users/{id}/reset", Reset);
    }

    /// <summary>Faults an e-mail that can be none. What was not given has its fault already.</summary>
    internal static void CheckEmail(ActionBody body, string email)
    {
        if (FaultInEmail(email) is { } fault && email.Length > 0)
        {
            body.Fault("email", "invalid", fault);
        }
    }

    /// <summary>Null = it may be one.</summary>
    internal static string? FaultInEmail(string email) =>
        email.Trim() is { Length: <= LongestEmail } trimmed
        && trimmed.IndexOf('@', StringComparison.Ordinal) is > 0 and var at
        && at == trimmed.LastIndexOf('@')
        && at < trimmed.Length - 1
        && !trimmed.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
            ? null
            : $"'{email}' is no e-mail address";

    private async Task List(HttpContext context)
    {
        using var answer = JsonBuffer.Rent();
        answer.Json.WriteStartObject();
        answer.Json.WriteStartArray("items"u8);
        foreach (var user in store.Users.List())
        {
            UserJson.Write(answer.Json, user);
        }

        answer.Json.WriteEndArray();
        answer.Json.WriteNull("next_cursor"u8);
        answer.Json.WriteEndObject();
        await answer.Send(context, StatusCodes.Status200OK);
    }

    private Task Get(HttpContext context) =>
        Find(context) is { } user ? Answer(context, user, StatusCodes.Status200OK) : Unknown.Send(context);

    private async Task Add(HttpContext context)
    {
        var (fields, problem) = await Body.Fields(context);
        if (fields is null)
        {
            await problem!.Send(context);
            return;
        }

        var body = new ActionBody(fields);
        var email = body.Text("email");
        CheckEmail(body, email);
        var role = RoleIn(body, body.Text("role"));
        var (name, rep) = (body.OptionalText("name"), body.OptionalText("rep"));
        await CheckRep(body, rep, context.RequestAborted);
        problem = body.Problem();
        await (problem?.Send(context) ?? Add(context, new NewUser(email, role) { Name = name, Rep = rep }));
    }

    private Task Add(HttpContext context, NewUser user)
    {
        var password = Passwords.OneTime();
        user = user with { Password = Passwords.Hash(password), PasswordUntil = Now + OneTimeLasts };
        return store.Users.Add(user, Actor.By(context)) is { } made
            ? Answer(context, made, StatusCodes.Status201Created, password)
            : new Problem(StatusCodes.Status409Conflict, "email_taken", "a user has this e-mail already").Send(context);
    }

    private async Task Change(HttpContext context)
    {
        var (fields, problem) = await Body.Fields(context);
        problem ??= Find(context) is null ? Unknown : null;
        if (problem is not null)
        {
            await problem.Send(context);
            return;
        }

        var body = new ActionBody(fields!);
        var user = Find(context)!;
        var (name, rep, role) = (body.OptionalText("name"), body.OptionalText("rep"), body.OptionalText("role"));
        await CheckRep(body, rep, context.RequestAborted);
        var changed = user with
        {
            Name = Has(fields!, "name") ? name : user.Name,
            Rep = Has(fields!, "rep") ? rep : user.Rep,
            Role = role is null ? user.Role : RoleIn(body, role),
            DisabledAt =
                !Has(fields!, "disabled") ? user.DisabledAt
                : body.Truth("disabled") ? user.DisabledAt ?? Now
                : null,
        };
        problem = body.Problem() ?? ProblemOf(store.Users.Change(changed, Actor.By(context)));
        await (problem?.Send(context) ?? Answer(context, changed, StatusCodes.Status200OK));
    }

    private async Task Delete(HttpContext context)
    {
        var problem = Find(context) is { } user ? ProblemOf(store.Users.Delete(user.Id, Actor.By(context))) : Unknown;
        if (problem is not null)
        {
            await problem.Send(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task Reset(HttpContext context)
    {
        var password = Passwords.OneTime();
        if (
            Find(context) is not { } user
            || !store.Users.SetPassword(user.Id, Passwords.Hash(password), Now + OneTimeLasts, Actor.By(context))
        )
        {
            await Unknown.Send(context);
            return;
        }

        await Answer(context, store.Users.Get(user.Id) ?? user, StatusCodes.Status200OK, password);
    }

    private User? Find(HttpContext context) =>
        long.TryParse(PathId.Of(context), out var id) ? store.Users.Get(id) : null;

    private async Task CheckRep(ActionBody body, string? rep, CancellationToken cancellation)
    {
        if (rep is not null && !await store.Read(w => w.RepOf(rep) == rep, cancellation))
        {
            body.Fault("rep", "dangling", $"there is no active rep '{rep}'");
        }
    }

    internal static Role RoleIn(ActionBody body, string word)
    {
        if (RoleNames.Find(word) is { } role)
        {
            return role;
        }

        if (word.Length > 0)
        {
            body.Fault("role", "unknown_word", $"unknown role '{word}'{NearestWord.Hint(word, RoleWords)}");
        }

        return Role.Viewer;
    }

    private static bool Has(List<KeyValuePair<string, Engine.Conditions.Value>> fields, string key) =>
        fields.Exists(f => f.Key == key);

    private static Problem? ProblemOf(UserChange change) =>
        change switch
        {
            UserChange.Done => null,
            UserChange.Unknown => Unknown,
            UserChange.LastAdmin => LastAdmin,
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, null),
        };

    private static async Task Answer(HttpContext context, User user, int status, string? password = null)
    {
        using var answer = JsonBuffer.Rent();
        UserJson.Write(answer.Json, user, password);
        await answer.Send(context, status);
    }
}
