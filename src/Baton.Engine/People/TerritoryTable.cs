using Baton.Engine.Capture;

namespace Baton.Engine.People;

/// <summary>
/// Finds the territory of a place: that of the first row that holds. Rows may overlap. Lookups take logarithmic time, so that
/// tens of thousands of postal ranges cost no more than a few. Immutable and safe to share.
/// <para>
/// Rows are grouped by country and region (or "any"). Within a group, those without postal bounds come down to the first of
/// them; the others are swept, for each length of code, into disjoint segments that know their first row. A lookup asks
/// the at most four groups that can hold and takes the lowest row.
/// </para>
/// </summary>
public sealed class TerritoryTable
{
    private readonly Dictionary<(string? Country, string? Region), PostalSegments> _groups = [];
    private readonly string[] _territories;

    private TerritoryTable(string[] territories) => _territories = territories;

    /// <summary>The territories that the table names, each once, in order of their first row.</summary>
    public IReadOnlyList<string> Territories { get; private init; } = [];

    /// <summary>
    /// Builds the table. A row that cannot be understood is left out and adds a fault that names it by its number from 1.
    /// Countries and regions may be given by name; postal codes are compared as text in their country's notation, and a code
    /// of another length than the bounds belongs to no range.
    /// </summary>
    public static TerritoryTable Build(IReadOnlyList<TerritoryRow> rows, ICollection<string> faults)
    {
        var groups = new Dictionary<(string?, string?), List<PostalRange>>();
        for (var i = 0; i < rows.Count; i++)
        {
            if (Read(rows[i], i, out var country, out var region, out var range) is { } fault)
            {
                faults.Add($"row {i + 1}: {fault}");
                continue;
            }

            if (!groups.TryGetValue((country, region), out var ranges))
            {
                groups[(country, region)] = ranges = [];
            }

            ranges.Add(range);
        }

        var territories = rows.Select(r => r.Territory?.Trim() ?? "").ToArray();
        var used = groups
            .Values.SelectMany(g => g)
            .Select(r => r.Row)
            .Order()
            .Select(row => territories[row])
            .Distinct();
        var table = new TerritoryTable(territories) { Territories = [.. used] };
        foreach (var (key, ranges) in groups)
        {
            table._groups[key] = new PostalSegments(ranges);
        }

        return table;
    }

    /// <summary>
    /// The territory of the first row that holds, or null. What is null in the place is met only by rows that leave it open.
    /// </summary>
    /// <param name="country">Alpha-2, in capitals.</param>
    /// <param name="region">ISO 3166-2 without the country.</param>
    /// <param name="postal">As normalisation leaves it.</param>
    public string? Find(string? country, string? region, string? postal)
    {
        var row = FirstRow(null, null, postal);
        if (country is not null)
        {
            row = Math.Min(row, FirstRow(country, null, postal));
        }

        if (region is not null)
        {
            row = Math.Min(row, FirstRow(null, region, postal));
            row = country is null ? row : Math.Min(row, FirstRow(country, region, postal));
        }

        return row == PostalSegments.None ? null : _territories[row];
    }

    private int FirstRow(string? country, string? region, string? postal) =>
        _groups.TryGetValue((country, region), out var segments) ? segments.FirstRow(postal) : PostalSegments.None;

    private static string? Read(
        TerritoryRow row,
        int number,
        out string? country,
        out string? region,
        out PostalRange range
    )
    {
        region = null;
        range = default;
        country = Filled(row.Country) is { } named ? Countries.Find(named) : null;
        if (country is null && Filled(row.Country) is not null)
        {
            return $"unknown country '{row.Country!.Trim()}'";
        }

        if (Filled(row.Territory) is null)
        {
            return "no territory";
        }

        region = Filled(row.Region) is { } text ? Regions.Normalise(text, country, out _) : null;
        var from = Postal(row.PostalFrom, country);
        var to = Postal(row.PostalTo, country);
        from ??= to;
        to ??= from;
        range = new PostalRange(from, to, number);
        return from is null || to is null ? null
            : from.Length != to.Length ? $"postal_from '{from}' and postal_to '{to}' have different lengths"
            : string.CompareOrdinal(from, to) > 0 ? $"postal_from '{from}' comes after postal_to '{to}'"
            : null;
    }

    private static string? Postal(string? text, string? country) =>
        Filled(text) is { } code ? PostalCodes.Normalise(code, country) : null;

    private static string? Filled(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : CleanText.Of(text, lines: false);
}
