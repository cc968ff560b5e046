using System.Security.Cryptography;
using System.Text;
using Baton.Storage.Webhooks;
using NodaTime;

namespace Baton.Server.Webhooks;

/// <summary>
/// Signs messages as Standard Webhooks 1.0.0 says (github.com/standard-webhooks/standard-webhooks): HMAC-SHA256 over
/// <c>id.timestamp.body</c>, a signature for each secret that is valid.
/// </summary>
internal static class Signatures
{
    /// <summary>As it is shown to people and given to libraries.</summary>
    public static string TextOf(ReadOnlyMemory<byte> secret) => "whsec_" + Convert.ToBase64String(secret.Span);

    public static string Of(Webhook hook, string message, Instant at, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes($"{message}.{at.ToUnixTimeSeconds()}.");
        byte[] signed = [.. head, .. body];
        return string.Join(
            ' ',
            hook.SecretsAt(at).Select(s => "v1," + Convert.ToBase64String(HMACSHA256.HashData(s.Span, signed)))
        );
    }
}
