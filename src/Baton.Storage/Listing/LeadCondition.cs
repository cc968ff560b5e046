using System.Collections.Frozen;
using System.Collections.Immutable;
using Baton.Engine.Capture;
using Baton.Engine.Conditions;
using Baton.Engine.Conditions.Rows;
using Baton.Engine.Policies;
using NodaTime;

namespace Baton.Storage.Listing;

/// <summary>A condition over leads, in the language of policies, that the database answers row by row. Immutable.</summary>
public sealed class LeadCondition
{
    /// <summary>The longest text, in UTF-16 units.</summary>
    public const int LongestText = 4_000;

    private LeadCondition(RowCondition condition, LeadColumns columns)
    {
        Test = condition.Test;
        Fields = condition.Fields;
        Columns = columns;
    }

    /// <summary>The fields of the lead that it reads, also through named conditions.</summary>
    public ImmutableArray<string> Fields { get; }

    /// <summary>Whether it reads an e-mail, a phone number or an id that a client chose.</summary>
    public bool NamesPersons => Fields.Any(LeadColumns.IsOfPerson);

    internal RowTest Test { get; }

    internal LeadColumns Columns { get; }

    /// <summary>Null where it has faults, which are added, each with its column.</summary>
    /// <param name="policy">Whose fields and named conditions it may use; null = the standard fields alone.</param>
    /// <param name="now">What <c>now</c> is.</param>
    public static LeadCondition? Compile(string source, Policy? policy, Instant now, ICollection<ConditionFault> faults)
    {
        var columns = new LeadColumns(policy?.Schema ?? LeadSchema.Standard);
        var scope = new ConditionScope
        {
            Lead = columns.Type,
            Account = new RecordType("account", [new RecordField("name", FieldKind.String)]),
            Named =
                policy?.Config.Policy.Conditions.ToFrozenDictionary(c => c.Name, c => c.When.Text)
                ?? FrozenDictionary<string, string>.Empty,
            Calendars = [.. policy?.Config.Calendars.Select(c => c.Name) ?? []],
        };
        return Condition.CompileRows(source, scope, now, columns.WhyNot, faults) is { } condition
            ? new LeadCondition(condition, columns)
            : null;
    }
}
