using System.Collections.Immutable;
using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Server.Http;
using Baton.Server.Leads;
using Baton.Storage;

namespace Baton.Server.Privacy;

/// <summary>
/// Who is meant by <c>{ email, phone, lead }</c>: any of them, and all leads that any finds. A lead brings the e-mails of its
/// person along; a telephone number, which an office may share, is only sought where it is given.
/// </summary>
internal sealed record PersonRequest(PersonSought Sought, bool DryRun)
{
    /// <param name="mayDryRun">Whether the body may have <c>dry_run</c>.</param>
    public static Parsed<PersonRequest> Read(ActionBody body, BatonStore store, bool mayDryRun)
    {
        var email = Email(body);
        var phone = Phone(body, store.CurrentPolicy?.Normaliser.DefaultCountry);
        var id = body.OptionalText("lead");
        var dryRun = mayDryRun && body.OptionalTruth("dry_run");
        if (email is null && phone is null && id is null && body.Any("email").IsNull && body.Any("phone").IsNull)
        {
            body.Fault("email", "missing", "say who: 'email', 'phone' or 'lead'");
        }

        if (body.Problem() is { } problem)
        {
            return problem;
        }

        if (id is null)
        {
            return new PersonRequest(Person([email], [phone], []), dryRun);
        }

        return store.Leads.NumberOf(id) is { } number
            ? new PersonRequest(Person([email, .. EmailsOf(store, number)], [phone], [number]), dryRun)
            : Problem.UnknownLead;
    }

    private static string? Email(ActionBody body)
    {
        var given = body.OptionalText("email");
        var read = given is null ? null : EmailAddress.Read(given, out _);
        if (given is not null && read is null)
        {
            body.Fault("email", "invalid", "'email' is no e-mail address");
        }

        return read;
    }

    private static string? Phone(ActionBody body, string? country)
    {
        var given = body.OptionalText("phone");
        var read = given is null ? null : PhoneNumbers.Read(given, country);
        if (given is not null && read is null)
        {
            body.Fault("phone", "invalid", "'phone' is no telephone number; write it with + and its calling code");
        }

        return read;
    }

    // Of everything that was merged with it, too.
    private static IEnumerable<string?> EmailsOf(BatonStore store, long number) =>
        store
            .Persons.LeadsOf(new PersonSought { Leads = [number] })
            .Select(n => store.Leads.Get(n)?.Personal.Items.FirstOrDefault(f => f.Key == "email").Value.TextOrNull);

    private static PersonSought Person(
        IEnumerable<string?> emails,
        IEnumerable<string?> phones,
        ImmutableArray<long> leads
    ) =>
        new()
        {
            Emails = [.. emails.OfType<string>().Distinct()],
            Phones = [.. phones.OfType<string>()],
            Leads = leads,
        };
}
