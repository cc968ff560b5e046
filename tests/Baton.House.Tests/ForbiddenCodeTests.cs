using System.Text.RegularExpressions;

namespace Baton.House.Tests;

/// <summary>What the product has no need of, and what would need a second look if it had: see docs/security.md.</summary>
public sealed class ForbiddenCodeTests
{
    [Fact]
    public void No_program_is_started() => Uses("Process.Start|ProcessStartInfo|UseShellExecute").ShouldBeEmpty();

    [Fact]
    public void No_XML_is_read() =>
        Uses("XmlReader|XmlDocument|XDocument|XElement|XmlSerializer|XPath").ShouldBeEmpty();

    [Fact]
    public void No_text_is_run_as_code() =>
        Uses("CSharpScript|DynamicMethod|Assembly.Load|Expression.Lambda|BinaryFormatter|TypeNameHandling")
            .Concat(Scripts(@"\beval\(|new Function\(|setTimeout\(\s*[""'`]"))
            .ShouldBeEmpty();

    [Fact]
    public void No_text_enters_a_page_as_markup() =>
        Scripts(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc|DOMParser").ShouldBeEmpty();

    // The one exception is AES-GCM with a whole tag, where a secret that must be read again is sealed.
    [Fact]
    public void No_cipher_is_chosen_but_to_seal_secrets_and_no_weak_hash() =>
        Uses(
                @"\b(MD5|SHA1|HMACMD5|HMACSHA1|DES|TripleDES|RC2|Aes|AesGcm|AesCcm|ChaCha20Poly1305|RSA|CipherMode|PaddingMode|RSAEncryptionPadding"
                    + "|PasswordHasherCompatibilityMode)\\b"
            )
            .Where(u =>
                !Regex.IsMatch(
                    u,
                    @"^src/Baton.Storage/Webhooks/SecretSeal.cs: using var aes = new AesGcm\(\S+, TagLength\);$"
                )
            )
            .ShouldBeEmpty();

    // A guess at what comes next must be no better than chance: tokens, passwords and secrets come from the system.
    [Fact]
    public void No_secret_is_made_of_guessable_numbers() =>
        Uses(@"\bnew Random\b|Random\.Shared|Guid\.NewGuid")
            .Where(u => Regex.IsMatch(u, "^src/Baton.(Server/(Access|Users|Keys|Webhooks)|Storage)/"))
            .Where(u => !u.StartsWith("src/Baton.Server/Webhooks/RetrySchedule.cs", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void No_folder_is_served_to_browsers() =>
        Uses("UseStaticFiles|UseFileServer|MapStaticAssets|PhysicalFileProvider|SendFileAsync|PhysicalFile")
            .ShouldBeEmpty();

    [Fact]
    public void No_certificate_is_waved_through_and_no_old_TLS_is_asked_for() =>
        Uses(
                "DangerousAcceptAnyServerCertificateValidator|ServerCertificateCustomValidationCallback"
                    + "|RemoteCertificateValidationCallback|SslProtocols|SecurityProtocolType"
            )
            .ShouldBeEmpty();

    private static IEnumerable<string> Uses(string pattern) =>
        from file in Repository.ProductCode
        from line in CodeText.Blank(file.Text).Split('\n')
        where Regex.IsMatch(line, pattern, RegexOptions.None, TimeSpan.FromSeconds(5))
        select $"{file.Path}: {line.Trim()}";

    private static IEnumerable<string> Scripts(string pattern) =>
        from file in Repository.Under("src")
        where
            file.Path.EndsWith(".js", StringComparison.Ordinal) || file.Path.EndsWith(".html", StringComparison.Ordinal)
        from line in file.Lines
        where Regex.IsMatch(line, pattern, RegexOptions.None, TimeSpan.FromSeconds(5))
        select $"{file.Path}: {line.Trim()}";
}
