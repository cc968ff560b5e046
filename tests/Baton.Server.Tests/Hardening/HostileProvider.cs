using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Baton.Server.Tests.Hardening;

/// <summary>An OpenID Connect provider that gives whatever token a test says.</summary>
internal sealed class HostileProvider : IAsyncDisposable
{
    private readonly RSA _right = RSA.Create(2048);
    private readonly RSA _other = RSA.Create(2048);
    private readonly WebApplication _app;

    private HostileProvider(WebApplication app) => _app = app;

    public string Authority => _app.Urls.Single();

    /// <summary>The ID token of the next answer.</summary>
    public string Give { get; set; } = "";

    public int TokensGiven { get; private set; }

    /// <summary>How often the keys were asked for that only a token names.</summary>
    public int OthersAsked { get; private set; }

    public byte[] PublicKey => Encoding.ASCII.GetBytes(_right.ExportSubjectPublicKeyInfoPem());

    public object OtherKey => KeyOf(_other, "other");

    public static async Task<HostileProvider> Start(string secret)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new HostileProvider(app);
        app.Run(context => provider.Answer(context, secret));
        await app.StartAsync();
        return provider;
    }

    /// <summary>What an honest token says.</summary>
    public Dictionary<string, object?> Claims(string nonce) =>
        new()
        {
            ["iss"] = Authority,
            ["aud"] = "baton",
            ["sub"] = "ann",
            ["email"] = "ann@team.test",
            ["email_verified"] = true,
            ["nonce"] = nonce,
            ["iat"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
            ["exp"] = DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds(),
        };

    public string Signed(Dictionary<string, object?> claims) =>
        Token(new { alg = "RS256", kid = "right" }, claims, text => Sign(_right, text));

    public byte[] OtherSign(byte[] text) => Sign(_other, text);

    public static string Token(object header, Dictionary<string, object?> claims, Func<byte[], byte[]> sign)
    {
        var text = $"{Part(header)}.{Part(claims)}";
        return $"{text}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    // A claim that is null is not there.
    public static string Part(object part) =>
        Base64Url.EncodeToString(
            JsonSerializer.SerializeToUtf8Bytes(
                part is Dictionary<string, object?> claims
                    ? claims.Where(c => c.Value is not null).ToDictionary()
                    : part
            )
        );

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _right.Dispose();
        _other.Dispose();
    }

    private static byte[] Sign(RSA key, byte[] text) =>
        key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private static object KeyOf(RSA key, string id)
    {
        var parts = key.ExportParameters(includePrivateParameters: false);
        return new
        {
            kty = "RSA",
            use = "sig",
            kid = id,
            n = Base64Url.EncodeToString(parts.Modulus),
            e = Base64Url.EncodeToString(parts.Exponent),
        };
    }

    private Task Answer(HttpContext context, string secret)
    {
        object answer;
        switch (context.Request.Path.Value)
        {
            case "/.well-known/openid-configuration":
                answer = new
                {
                    issuer = Authority,
                    authorization_endpoint = Authority + "/authorize",
                    token_endpoint = Authority + "/token",
                    jwks_uri = Authority + "/keys",
                };
                break;
            case "/keys":
                var shared = new
                {
                    kty = "oct",
                    kid = "shared",
                    k = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(secret)),
                };
                answer = new { keys = new[] { KeyOf(_right, "right"), shared } };
                break;
            case "/others":
                OthersAsked++;
                answer = new { keys = new[] { OtherKey } };
                break;
            default:
                TokensGiven++;
                answer = new
                {
                    access_token = "any",
                    token_type = "Bearer",
                    id_token = Give,
                };
                break;
        }

        return context.Response.WriteAsJsonAsync(answer);
    }
}
