using System.Collections.Immutable;

namespace Baton.Engine.Commands;

/// <summary>
/// Erase the personal data of a person: every lead that <see cref="Facts.Person"/> finds ends, if it is open, and keeps
/// nothing that points to anybody. Where nothing is left to erase it does nothing.
/// </summary>
public sealed record ErasePerson(PersonSought Person) : Command;

/// <summary>
/// Whose leads are sought: those with one of these e-mails or phones, in the form that leads are stored in, these leads
/// themselves, and all that were merged with any of them.
/// </summary>
public sealed record PersonSought
{
    public ImmutableArray<string> Emails { get; init; } = [];
    public ImmutableArray<string> Phones { get; init; } = [];
    public ImmutableArray<long> Leads { get; init; } = [];
}
