namespace Baton.Storage.Tests;

public sealed class CredentialTests
{
    [Theory]
    [InlineData(Credential.Key)]
    [InlineData(Credential.Session)]
    public void A_secret_is_256_bits_of_chance(string prefix)
    {
        var secrets = Enumerable
            .Range(0, 2_000)
            .Select(_ => Credential.New(prefix, WorkspaceFolders.Default))
            .Select(s => System.Buffers.Text.Base64Url.DecodeFromChars(s.AsSpan(prefix.Length)))
            .ToArray();

        secrets.ShouldAllBe(s => s.Length == 32);
        secrets.Select(Convert.ToHexString).Distinct().Count().ShouldBe(2_000);

        // Of 2,000 fair coins some 1,000 fall on each side; further off than 160 is seven standard deviations.
        for (var bit = 0; bit < 256; bit++)
        {
            secrets.Count(s => (s[bit / 8] >> (bit % 8) & 1) == 1).ShouldBeInRange(840, 1_160, $"bit {bit}");
        }
    }
}
