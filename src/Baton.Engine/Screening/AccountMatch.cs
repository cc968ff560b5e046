namespace Baton.Engine.Screening;

/// <summary>
/// Which account a lead belongs to and why. <see cref="How"/> is <c>domain</c>, <c>website</c>, <c>email</c> or
/// <c>company</c>; <see cref="Evidence"/> is the lead's domain or company name that matched.
/// </summary>
public sealed record AccountMatch(AccountConfig Account, string How, string Evidence);
