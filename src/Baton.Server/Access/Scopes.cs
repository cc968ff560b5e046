using System.Collections.Immutable;

namespace Baton.Server.Access;

/// <summary>What a key may be restricted to. Each route declares the one it needs, in <see cref="RouteAccess"/>.</summary>
internal static class Scopes
{
    public const string LeadsRead = "leads:read";
    public const string LeadsWrite = "leads:write";
    public const string Import = "import";
    public const string PeopleRead = "people:read";
    public const string PeopleWrite = "people:write";
    public const string PolicyRead = "policy:read";
    public const string PolicyWrite = "policy:write";
    public const string Events = "events";
    public const string Reports = "reports";
    public const string Metrics = "metrics";
    public const string Webhooks = "webhooks";
    public const string Admin = "admin";

    public static ImmutableArray<string> All { get; } =
    [
        LeadsRead,
        LeadsWrite,
        Import,
        PeopleRead,
        PeopleWrite,
        PolicyRead,
        PolicyWrite,
        Events,
        Reports,
        Metrics,
        Webhooks,
        Admin,
    ];
}
