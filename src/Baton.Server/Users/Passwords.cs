using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace Baton.Server.Users;

/// <summary>
/// Passwords by the framework's hasher (PBKDF2, salted). Hashing is slow on purpose, so only as many are hashed at once as
/// leave the processor to leads. Thread-safe.
/// </summary>
internal static class Passwords
{
    public const int Shortest = 12;
    public const int Longest = 128;

    // Without letters and digits that are taken for each other.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int GroupLength = 5;
    private const int Groups = 4;

    private static readonly PasswordHasher<object> Hasher = new();
    private static readonly object Anybody = new();
    private static readonly SemaphoreSlim Room = new(2);

    // What is checked where there is no password, so that it takes as long.
    private static readonly Lazy<string> Nobodys = new(() => Hash(OneTime()));

    /// <summary>A password to be typed once: 20 letters and digits in groups, some 99 bits.</summary>
    public static string OneTime() =>
        string.Join(
            '-',
            Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Alphabet, GroupLength))
        );

    public static string Hash(string password) => Hasher.HashPassword(Anybody, password);

    /// <param name="hash">Null = nobody's: false, after the same time.</param>
    public static async Task<bool> Verify(string? hash, string password)
    {
        await Room.WaitAsync();
        try
        {
            var result = Hasher.VerifyHashedPassword(Anybody, hash ?? Nobodys.Value, password);
            return hash is not null && result != PasswordVerificationResult.Failed;
        }
        finally
        {
            Room.Release();
        }
    }

    /// <summary>What is wrong with a new password; null = nothing. Length is what counts, and that it is not easily guessed.</summary>
    public static string? FaultIn(string password, string email) =>
        password.Length is < Shortest or > Longest ? $"a password has {Shortest} to {Longest} characters"
        : string.Equals(password.Trim(), email, StringComparison.OrdinalIgnoreCase) ? "the e-mail is no password"
        : GuessablePassword.Is(password, email) || CommonPasswords.Has(password)
            ? "this password is among the first that are guessed; use three or four words that do not belong together"
        : null;
}
