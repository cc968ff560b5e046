using System.Collections.Frozen;

namespace Baton.Server.Users;

/// <summary>
/// Passwords that are long but among the first that anybody tries: one part over and over, a walk over the keyboard or
/// the alphabet, usual words with a few digits, the user's own name. By rule, as no list knows
/// the user or the year; what is used much and follows no rule is in <see cref="CommonPasswords"/>.
/// </summary>
internal static class GuessablePassword
{
    // What is left beside the guessable parts must be at least this long.
    private const int Enough = 6;
    private const int ShortestPart = 4;

    // Rows and columns of usual keyboards, the alphabet, the digits; read backwards too.
    private static readonly string[] _walks =
    [
        "abcdefghijklmnopqrstuvwxyz",
        "01234567890",
        "qwertyuiop",
        "qwertzuiop",
        "azertyuiop",
        "asdfghjkl",
        "zxcvbnm",
        "yxcvbnm",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
        "1q2w3e4r5t6y7u8i9o0p",
        "q1w2e3r4t5y6u7i8o9p0",
        "qazwsxedcrfvtgbyhnujmikolp",
        "qweasdzxcrtyfghvbn",
        "zxcasdqwe",
    ];

    private static readonly string[] _words =
    [
        "password",
        "passwort",
        "passw0rd",
        "motdepasse",
        "contraseña",
        "welcome",
        "willkommen",
        "letmein",
        "leavemealone",
        "iloveyou",
        "trustno1",
        "administrator",
        "admin",
        "default",
        "changeme",
        "secret",
        "baton",
        "sales",
        "leads",
        "spring",
        "summer",
        "autumn",
        "winter",
        "january",
        "february",
        "march",
        "april",
        "monday",
        "friday",
        "football",
        "baseball",
        "dragon",
        "monkey",
        "sunshine",
        "princess",
        "superman",
        "batman",
        "starwars",
        "master",
        "hello",
    ];

    private static readonly FrozenSet<char> _fillers = "0123456789 !?.,;:-_@#$%&*+=".ToFrozenSet();

    /// <param name="email">The user's, whose parts he may not use as most of it.</param>
    public static bool Is(string password, string email)
    {
        var rest = password.ToLowerInvariant();
        if (rest.Distinct().Count() <= 3 || IsRepeated(rest))
        {
            return true;
        }

        foreach (
            var word in _words.Concat(email.ToLowerInvariant().Split('@', '.')).Where(w => w.Length >= ShortestPart)
        )
        {
            rest = rest.Replace(word, "", StringComparison.Ordinal);
        }

        rest = WithoutWalks(rest);
        return rest.Count(c => !_fillers.Contains(c)) < Enough && rest.Length < password.Length;
    }

    private static bool IsRepeated(string text)
    {
        for (var length = 1; length <= text.Length / 2; length++)
        {
            if (
                string.Concat(Enumerable.Repeat(text[..length], (text.Length / length) + 1))
                    .StartsWith(text, StringComparison.Ordinal)
            )
            {
                return true;
            }
        }

        return false;
    }

    private static string WithoutWalks(string text)
    {
        foreach (var walk in _walks.SelectMany(w => new[] { w, string.Concat(w.Reverse()) }))
        {
            for (var length = Math.Min(walk.Length, text.Length); length >= ShortestPart; length--)
            {
                for (var from = 0; from + length <= walk.Length; from++)
                {
                    text = text.Replace(walk.Substring(from, length), "", StringComparison.Ordinal);
                }
            }
        }

        return text;
    }
}
