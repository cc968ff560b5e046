namespace Baton.Engine.Conditions;

/// <summary>What is known of a value before it is computed. Every kind includes null.</summary>
public enum FieldKind
{
    /// <summary>Nothing is known.</summary>
    Any,
    Bool,

    /// <summary>An int or a double.</summary>
    Number,

    /// <summary>A whole number.</summary>
    Integer,
    String,
    List,
    Map,
    Timestamp,
    Duration,
}
