using System.Collections.Immutable;
using Baton.Engine.People;

namespace Baton.Storage.Listing;

/// <summary>
/// Which leads, in which order, as somebody may see them: what lies hidden from him in a lead neither filters, sorts nor
/// counts it.
/// </summary>
public sealed record LeadQuery
{
    public static LeadQuery All { get; } = new();

    public Sight Sight { get; init; } = Sight.All;
    public LeadFilter Filter { get; init; } = LeadFilter.All;

    /// <summary>Null = no further condition.</summary>
    public LeadCondition? Condition { get; init; }

    /// <summary>A part of a name, an e-mail, a phone number, a company or an id, without regard to the case of a to z; null = any.</summary>
    public string? Search { get; init; }
    public LeadSort Sort { get; init; } = LeadSort.Newest;

    /// <summary>1 to 1,000; what is beyond is cut to that.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Behind which lead the page begins; null = with the first.</summary>
    public LeadCursor? After { get; init; }

    /// <summary>
    /// Whether blind leads, of which the reader sees the grade alone, may pass: only where nothing else is asked.
    /// </summary>
    internal bool AsksGradeAlone =>
        Filter == LeadFilter.All with { Grade = Filter.Grade, Statuses = Filter.Statuses }
        && Filter.Statuses.IsDefaultOrEmpty
        && Search is null
        && (Condition?.Fields ?? []).All(f => f == "grade");
}

/// <summary>By one column, and by the order of arrival where that is equal. Who has nothing there comes last.</summary>
public sealed record LeadSort
{
    private static readonly ImmutableArray<(string Name, bool MayBeNull)> Columns =
    [
        ("number", false),
        ("created_at", false),
        ("assigned_at", true),
        ("last_arrival", false),
        ("score", true),
        ("priority", false),
        ("status", false),
        ("stage", false),
        ("grade", true),
        ("owner", true),
        ("pool", true),
        ("queue", true),
        ("rule", true),
        ("reason", true),
        ("territory", true),
        ("account", true),
        ("source", true),
    ];

    private LeadSort(string column, bool isDescending, bool mayBeNull)
    {
        Column = column;
        IsDescending = isDescending;
        MayBeNull = mayBeNull;
    }

    public static LeadSort Newest { get; } = new("number", isDescending: true, mayBeNull: false);

    /// <summary>The columns that can be sorted by, ascending; with a minus before them descending.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Columns.Select(c => c.Name)];

    public string Column { get; }
    public bool IsDescending { get; }
    internal bool MayBeNull { get; }
    internal bool IsByNumber => Column == "number";

    /// <summary>The order of a text such as <c>-score</c>; null where it is none.</summary>
    public static LeadSort? Of(string text)
    {
        var isDescending = text.StartsWith('-');
        var name = isDescending ? text[1..] : text;
        var column = Columns.FirstOrDefault(c => c.Name == name);
        return column.Name is null ? null : new LeadSort(name, isDescending, column.MayBeNull);
    }
}
