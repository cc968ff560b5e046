namespace Baton.Cli.Demo;

/// <summary>How people of one country fill in a form: their names, places and spellings. Lists are in no order.</summary>
/// <param name="Share">Of all leads, in percent.</param>
/// <param name="Spellings">Of the country; the first is the code.</param>
/// <param name="Places">City, region (code and name, or empty) and postal code, parted by <c>/</c>.</param>
/// <param name="Phones">Patterns, <c>#</c> is a digit. Where a country keeps numbers free for fiction, those are used.</param>
/// <param name="Suffixes">Ways to write the legal form of a company.</param>
/// <param name="FreeMail">Domains of mailboxes that anybody can have.</param>
internal sealed record Culture(
    int Share,
    string[] Spellings,
    string[] Languages,
    string[] First,
    string[] Last,
    string[] Places,
    string[] Phones,
    string[] Suffixes,
    string[] FreeMail
);
