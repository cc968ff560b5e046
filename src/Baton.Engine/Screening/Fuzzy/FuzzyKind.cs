namespace Baton.Engine.Screening.Fuzzy;

/// <summary>How a field is compared.</summary>
internal enum FuzzyKind
{
    FullName,
    FirstName,
    LastName,
    Company,
    Email,
    Phone,
    City,
    PostalCode,
    Region,
    Country,
    Domain,
    Address,
    Date,
    Number,
    Text,
}
