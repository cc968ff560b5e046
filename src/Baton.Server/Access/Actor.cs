using Baton.Storage;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Access;

/// <summary>Who asks: the name of the key, what it may do, and the person it acts for, null = nobody in particular.</summary>
internal sealed record Actor(string Name, Role Role, string? User)
{
    private static readonly object Item = new();
    private static readonly Actor Nobody = new("nobody", Role.Viewer, null);

    /// <summary>What the journal records: the person where there is one.</summary>
    public string Recorded => User ?? Name;

    public static Actor Of(HttpContext context) =>
        context.Items.TryGetValue(Item, out var actor) ? (Actor)actor! : Nobody;

    public void Enter(HttpContext context) => context.Items[Item] = this;
}
