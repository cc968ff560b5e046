using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Baton.Server.Users;
using Baton.Storage;

namespace Baton.Server.Tests.Hardening;

/// <summary>ID tokens that an honest provider would never send.</summary>
public sealed class IdTokenTests : IAsyncLifetime
{
    private const string Secret = "a-secret-that-both-of-them-know-and-that-is-long";

    private HostileProvider _provider = null!;
    private RunningServer _server = null!;

    public async Task InitializeAsync()
    {
        _provider = await HostileProvider.Start(Secret);
        var settings = new OidcSettings(_provider.Authority, "baton", Secret, "test", Creates: false);
        _server = await RunningServer.Start(with: o => o with { Oidc = settings });
        _server.Store.Users.Add(new NewUser("ann@team.test", Role.Admin), ActBy.CommandLine);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task The_token_that_all_others_are_made_of_is_taken()
    {
        using var browser = new Browser(_server);

        (await Return(browser, nonce => _provider.Signed(_provider.Claims(nonce)))).Status.ShouldBe(302);

        (await browser.Ask("GET", "/v1/me"))["user"].ShouldBe("ann@team.test");
    }

    [Fact]
    public Task One_that_nobody_signed_is_refused() =>
        ShouldBeRefused(nonce => HostileProvider.Token(new { alg = "none" }, _provider.Claims(nonce), _ => []));

    [Fact]
    public Task One_that_was_changed_after_it_was_signed_is_refused() =>
        ShouldBeRefused(nonce =>
        {
            var parts = _provider.Signed(_provider.Claims("another")).Split('.');
            parts[1] = HostileProvider.Part(_provider.Claims(nonce));
            return string.Join('.', parts);
        });

    [Fact]
    public Task One_that_another_key_signed_is_refused() =>
        ShouldBeRefused(nonce =>
            HostileProvider.Token(new { alg = "RS256", kid = "right" }, _provider.Claims(nonce), _provider.OtherSign)
        );

    [Fact]
    public Task One_that_brings_its_own_key_is_refused() =>
        ShouldBeRefused(nonce =>
            HostileProvider.Token(
                new { alg = "RS256", jwk = _provider.OtherKey },
                _provider.Claims(nonce),
                _provider.OtherSign
            )
        );

    [Theory]
    [InlineData("jku")]
    [InlineData("x5u")]
    public async Task One_that_says_where_its_key_is_to_be_fetched_is_refused(string name)
    {
        await ShouldBeRefused(nonce =>
            HostileProvider.Token(
                new Dictionary<string, string>
                {
                    ["alg"] = "RS256",
                    ["kid"] = "other",
                    [name] = _provider.Authority + "/others",
                },
                _provider.Claims(nonce),
                _provider.OtherSign
            )
        );

        _provider.OthersAsked.ShouldBe(0);
    }

    // The provider of these tests publishes that secret as a key. Two things are in the way: the list of algorithms, and that
    // the library takes no symmetric key from a provider.
    [Fact]
    public Task One_by_the_secret_that_both_know_is_refused() =>
        ShouldBeRefused(nonce =>
            HostileProvider.Token(
                new { alg = "HS256", kid = "shared" },
                _provider.Claims(nonce),
                text => HMACSHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Secret), text)
            )
        );

    [Fact]
    public Task One_by_the_public_key_as_a_secret_is_refused() =>
        ShouldBeRefused(nonce =>
            HostileProvider.Token(
                new { alg = "HS256", kid = "right" },
                _provider.Claims(nonce),
                text => HMACSHA256.HashData(_provider.PublicKey, text)
            )
        );

    [Theory]
    [InlineData("exp", -3_600)]
    [InlineData("nbf", 3_600)]
    [InlineData("exp", null)]
    public Task One_out_of_its_time_is_refused(string name, int? seconds) =>
        ShouldBeRefused(nonce =>
        {
            var claims = _provider.Claims(nonce);
            claims[name] = seconds is { } of ? DateTimeOffset.UtcNow.AddSeconds(of).ToUnixTimeSeconds() : null;
            return _provider.Signed(claims);
        });

    [Theory]
    [InlineData("aud", "another-client")]
    [InlineData("iss", "https://another.test")]
    [InlineData("nonce", "of-another-request")]
    [InlineData("sub", null)]
    [InlineData("email_verified", "false")]
    public Task One_for_somebody_else_is_refused(string name, string? value) =>
        ShouldBeRefused(nonce =>
        {
            var claims = _provider.Claims(nonce);
            claims[name] = value;
            return _provider.Signed(claims);
        });

    private async Task ShouldBeRefused(Func<string, string> token)
    {
        using var browser = new Browser(_server);

        var answer = await Return(browser, token);

        answer.Status.ShouldBe(401, answer.Text);
        answer["code"].ShouldBe("sign_in_failed");
        (await browser.Ask("GET", "/v1/me")).Status.ShouldBe(401);
        _provider.TokensGiven.ShouldBe(1);
    }

    private async Task<Answer> Return(Browser browser, Func<string, string> token)
    {
        var challenge = (await browser.Ask("GET", "/v1/session/oidc")).Message.Headers.Location!.ToString();
        string Value(string name) => Regex.Match(challenge, $"[?&]{name}=([^&]+)").Groups[1].Value;
        _provider.Give = token(Value("nonce"));
        return await browser.Ask("GET", $"/v1/session/oidc/callback?code=any&state={Value("state")}");
    }
}
