using System.Collections.Immutable;
using System.Net;
using Baton.Storage;
using Microsoft.AspNetCore.Http;

namespace Baton.Server.Access;

/// <summary>Who asks: the name of the key, what it may do, and the person it acts for, null = nobody in particular.</summary>
internal sealed record Actor(string Name, Role Role, string? User)
{
    private static readonly object Item = new();
    private static readonly Actor Nobody = new("nobody", Role.Viewer, null);

    /// <summary>What a key may be used for; null = all that its role may do.</summary>
    public ImmutableArray<string>? Scopes { get; init; }

    /// <summary>What is left of what the key may ask; null = it is not limited.</summary>
    public Allowance? Allowance { get; init; }

    /// <summary>The signed-in user and his session's token; null = it is a key that asks.</summary>
    public SignedIn? Session { get; init; }

    /// <summary>Under what the workspace knows the rep that he is: what his account says, else his e-mail or the key's user.</summary>
    public string? RepName => Session?.User.Rep ?? User;

    /// <summary>What the journal records: the person where there is one.</summary>
    public string Recorded => User ?? Name;

    /// <summary>Whether he is and may do the same, by another look at his credential.</summary>
    public bool IsAs(Actor other) =>
        (Name, Role, User, RepName) == (other.Name, other.Role, other.User, other.RepName)
        && (Scopes is { } own ? other.Scopes is { } others && own.SequenceEqual(others) : other.Scopes is null);

    public static Actor Of(HttpContext context) =>
        context.Items.TryGetValue(Item, out var actor) ? (Actor)actor! : Nobody;

    /// <summary>Who does an administrative act, and from where.</summary>
    public static ActBy By(HttpContext context) => new(Of(context).Recorded, AddressOf(context));

    public static string? AddressOf(HttpContext context) => Plain(context.Connection.RemoteIpAddress)?.ToString();

    public void Enter(HttpContext context) => context.Items[Item] = this;

    private static IPAddress? Plain(IPAddress? address) =>
        address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}

/// <summary>A user and the token that he shows.</summary>
internal sealed record SignedIn(User User, string Token);
