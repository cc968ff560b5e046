using System.Collections.Frozen;

namespace Baton.Server.Users;

/// <summary>
/// The passwords that people use most, of those that are long enough: what no rule of <see cref="GuessablePassword"/> says
/// and what whoever guesses tries from the top. Where the list is from stands beside it, in <c>Common/SOURCE.md</c>.
/// </summary>
internal static class CommonPasswords
{
    // Read at the first password that is set, which few starts of a server see.
    private static readonly Lazy<FrozenSet<string>> _all = new(Read);

    /// <summary>Whatever its capitals and the blanks around it, as whoever guesses tries these too.</summary>
    public static bool Has(string password) => _all.Value.Contains(password.Trim());

    private static FrozenSet<string> Read()
    {
        using var reader = new StreamReader(
            typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords")
                ?? throw new InvalidOperationException("the list of common passwords is not in the assembly")
        );
        return reader.ReadToEnd().Split('\n').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }
}
