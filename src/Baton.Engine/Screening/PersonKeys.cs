using Baton.Engine.Capture;
using Baton.Engine.Conditions;

namespace Baton.Engine.Screening;

/// <summary>
/// The forms in which e-mail addresses and telephone numbers are compared when looking for the same person: equal keys,
/// same person. They are the normalised fields themselves; aliases such as <c>ann+news@</c> stay different addresses,
/// because only some mail systems have them.
/// </summary>
public static class PersonKeys
{
    /// <summary>The key of an address in any notation, or null where there is none.</summary>
    public static string? Email(string? email) => email is null ? null : EmailAddress.Read(email, out _);

    /// <summary>The key of a telephone number in E.164 or another international notation, or null where there is none.</summary>
    public static string? Phone(string? phone) => phone is null ? null : PhoneNumbers.Read(phone, null);

    /// <summary>The e-mail key of normalised fields.</summary>
    public static string? Email(Value[] leadFields) => leadFields[LeadSlots.Email].TextOrNull;

    /// <summary>The phone key of normalised fields.</summary>
    public static string? Phone(Value[] leadFields) => leadFields[LeadSlots.Phone].TextOrNull;
}
