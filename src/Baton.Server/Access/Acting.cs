using Baton.Engine.People;
using Baton.Server.Http;
using Baton.Server.Leads;
using Baton.Storage;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Access;

/// <summary>For whom an actor does something: a rep for himself, a manager or an administrator for anybody.</summary>
internal sealed class Acting(BatonStore store, Visibility visibility)
{
    public async ValueTask<Doer> Of(HttpContext context)
    {
        var actor = Actor.Of(context);
        var sight = await visibility.SightOf(context);
        if (actor.Role == Role.Rep)
        {
            return new Doer(actor, sight.Rep, sight);
        }

        var self = actor.RepName is { } user ? await store.Read(w => w.RepOf(user), context.RequestAborted) : null;
        return new Doer(actor, self, sight);
    }
}

/// <summary>Who does it, the rep that he is (null = none) and what he sees.</summary>
internal sealed record Doer(Actor Actor, string? Rep, Sight Sight)
{
    /// <summary>Whoever owns the data folder, at its command line.</summary>
    public static Doer Owner { get; } = new(new Actor("command line", Role.Admin, null), null, Sight.All);

    private bool IsAdmin => Actor.Role == Role.Admin;

    /// <summary>What the journal records.</summary>
    public string By => Actor.Role == Role.Rep ? Rep ?? Actor.Recorded : Actor.Recorded;

    /// <summary>The rep on whose behalf alone he may act; null = on anybody's.</summary>
    public string? OnBehalfOf => Sight.Manages ? null : Rep ?? "";

    /// <summary>The body's <c>rep</c>; where it is left out, he himself.</summary>
    public string RepIn(ActionBody body) => Rep is null ? body.Text("rep") : body.OptionalText("rep") ?? Rep;

    /// <summary>The body's <c>by</c>, for whom an administrator may name anybody; others are who they are.</summary>
    public string? ByIn(ActionBody body) =>
        body.OptionalText("by") is { } by ? by
        : IsAdmin ? null
        : By;

    /// <summary>Null = he may act for this rep and in this name.</summary>
    public Problem? For(string? rep, string? by = null) =>
        Actor.Role == Role.Rep && Rep is null ? Problem.Forbidden("this key's user is no rep of the workspace")
        : OnBehalfOf is { } self && rep is not null && rep != self
            ? Problem.Forbidden("this key acts for no other rep; only a manager does")
        : by is not null && !IsAdmin && !IsHimself(by)
            ? Problem.Forbidden("'by' is whoever the key acts for; only an administrator names another")
        : null;

    /// <summary>Whether his role lets him assign by hand in this name; else the policy says whether he may.</summary>
    public bool ManagesAs(string? by) => Actor.Role is Role.Manager or Role.Admin && (by is null || IsHimself(by));

    private bool IsHimself(string by) => by == Rep || string.Equals(by, By, StringComparison.OrdinalIgnoreCase);
}
