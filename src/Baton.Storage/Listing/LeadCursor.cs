using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Baton.Storage.Listing;

/// <summary>
/// Where a page of a list ended: the lead, and what it was sorted by. It is bound to the list that gave it, and means
/// the same after any change of leads: the next page begins behind that place.
/// </summary>
/// <param name="Key">A long, a text, or null where the lead has nothing there.</param>
public sealed record LeadCursor(long Number, object? Key)
{
    private const char Separator = '\n';

    /// <param name="list">Tells lists apart; without line feeds.</param>
    public string Write(string list)
    {
        var (kind, key) = Key switch
        {
            null => ("-", ""),
            string text => ("t", text),
            var number => ("n", Convert.ToString(number, CultureInfo.InvariantCulture)),
        };
        var whole = string.Join(Separator, list, PublicId.Of(Number), kind, key);
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(whole));
    }

    /// <summary>Null where it is none, or that of another list.</summary>
    public static LeadCursor? Read(string cursor, string list)
    {
        if (!Base64Url.IsValid(cursor))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split(Separator, 4);
        return
            parts is not [var own, var id, var kind, var key] || own != list || PublicId.NumberOf(id) is not { } number
            ? null
            : kind switch
            {
                "-" => new LeadCursor(number, null),
                "t" => new LeadCursor(number, key),
                "n" when long.TryParse(key, CultureInfo.InvariantCulture, out var whole) => new LeadCursor(
                    number,
                    whole
                ),
                _ => null,
            };
    }
}
