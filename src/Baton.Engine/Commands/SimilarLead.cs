using System.Collections.Immutable;
using Baton.Engine.Conditions;
using Baton.Engine.Screening.Fuzzy;
using NodaTime;

namespace Baton.Engine.Commands;

/// <summary>An earlier lead that shares a blocking key with the one that arrives; its fields are compared.</summary>
public sealed record SimilarLead(
    long Number,
    string Status,
    string? Owner,
    Instant LastArrival,
    ImmutableArray<KeyValuePair<string, Value>> Fields
)
{
    internal Value Field(string field)
    {
        foreach (var (name, value) in Fields)
        {
            if (name == field)
            {
                return value;
            }
        }

        return default;
    }
}

/// <summary>The blocking keys of a lead that arrives, and the comparisons for which they are looked up.</summary>
public sealed record SimilarNeeded(FuzzyScreen Screen, ImmutableArray<string> Blocks)
{
    /// <summary>Under one key only so many leads are candidates, those that came last: an arrival's cost stays bounded.</summary>
    public const int MostOfOneKey = 64;
}
