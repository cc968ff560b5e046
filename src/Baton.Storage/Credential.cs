using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Baton.Storage;

/// <summary>
/// A secret that a program or a browser shows: a prefix, the workspace that it is for, a dot (both left out for
/// <c>default</c>), and 32 random bytes as base64url. The name is no secret; it only says where to look the rest up.
/// </summary>
public static class Credential
{
    public const string Key = "bk_";
    public const string Session = "bs_";
    private const int SecretLength = 32;
    private const int Longest = 200;

    /// <summary>For which workspace it says it is; null where it is no credential of this kind.</summary>
    public static string? WorkspaceOf(string prefix, string credential)
    {
        if (credential.Length > Longest || !credential.StartsWith(prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var dot = credential.IndexOf('.', StringComparison.Ordinal);
        var name = dot < 0 ? WorkspaceFolders.Default : credential[prefix.Length..dot];
        return WorkspaceFolders.IsName(name) ? name : null;
    }

    internal static string New(string prefix, string workspace)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretLength));
        return workspace == WorkspaceFolders.Default ? prefix + secret : $"{prefix}{workspace}.{secret}";
    }

    // A secret of 256 random bits needs no slow hash: SHA-256 cannot be searched either, and costs a request nothing.
    internal static byte[] Hash(string credential) => SHA256.HashData(Encoding.UTF8.GetBytes(credential));
}
