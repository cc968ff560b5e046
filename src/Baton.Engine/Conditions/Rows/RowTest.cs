using System.Collections.Immutable;

namespace Baton.Engine.Conditions.Rows;

/// <summary>
/// A condition that a store can ask of its rows: fields against constants. It has three answers, as CEL has: true, false
/// and failed, which <see cref="AllOf"/>, <see cref="AnyOf"/> and <see cref="NotOf"/> pass on as <c>&amp;&amp;</c>, <c>||</c>
/// and <c>!</c> do; that is also what SQL does with null.
/// </summary>
public abstract record RowTest;

/// <summary>The same for every row; null = it fails.</summary>
public sealed record Fixed(bool? Answer) : RowTest;

public sealed record AllOf(ImmutableArray<RowTest> Parts) : RowTest;

public sealed record AnyOf(ImmutableArray<RowTest> Parts) : RowTest;

public sealed record NotOf(RowTest Part) : RowTest;

/// <summary>A field that is a bool, as a condition: null is false, anything else fails.</summary>
public sealed record IsTrue(RowField Field) : RowTest;

/// <summary>Never fails: what is of another kind is not equal. The constant is no list, map or duration.</summary>
public sealed record IsEqual(RowField Field, Value Constant) : RowTest;

/// <summary>Equal to any of these.</summary>
public sealed record IsAnyOf(RowField Field, ImmutableArray<Value> Members) : RowTest;

/// <summary>By <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c> or <c>&gt;=</c>: null is false, another kind fails.</summary>
public sealed record IsOrdered(RowField Field, string Symbol, Value Constant) : RowTest;

/// <summary>By <c>startsWith</c>, <c>endsWith</c> or <c>contains</c>: null is false, what is no text fails.</summary>
public sealed record HasText(RowField Field, string Function, string Part) : RowTest;

/// <summary>A list has this item, or a map this key: null is false, what is neither fails.</summary>
public sealed record HasItem(RowField Field, Value Item) : RowTest;

/// <summary>The field is not null; of a map's key, that it is there.</summary>
public sealed record IsKnown(RowField Field) : RowTest;

/// <summary>A field by its name, or what a map in that field has under a key: null where the map is null or lacks it.</summary>
public readonly record struct RowField(string Name, string? Key = null)
{
    /// <summary>The matched account's name, which no field of the lead can be called.</summary>
    public const string AccountName = "account.name";
}

/// <summary>A condition as a test of rows, and the names of the fields that it reads, also through named conditions.</summary>
public sealed record RowCondition(RowTest Test, ImmutableArray<string> Fields);
