using Baton.Engine.Capture;

namespace Baton.Engine.Tests.Capture;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("Kim@ONE.test", "kim@one.test")]
    [InlineData("  ann@acme.test ", "ann@acme.test")]
    [InlineData("mailto:ann@acme.test?subject=Hi", "ann@acme.test")]
    [InlineData("Ann <Ann@Acme.test>", "ann@acme.test")]
    [InlineData("\"Berg, Ann\" <ann.berg@acme.test>", "ann.berg@acme.test")]
    [InlineData("<ann@acme.test>", "ann@acme.test")]
    [InlineData("<mailto:ann@acme.test>", "ann@acme.test")]
    [InlineData("ann@acme.test; bob@acme.test", "ann@acme.test")]
    [InlineData("ann@acme.test.", "ann@acme.test")]
    [InlineData("ann @ acme.test", "ann@acme.test")]
    [InlineData("ann+news@mail.acme.co.uk", "ann+news@mail.acme.co.uk")]
    [InlineData("o'brien@acme.test", "o'brien@acme.test")]
    [InlineData("jörg@müller.test", "jörg@müller.test")]
    [InlineData("x_y-z@a-b.test", "x_y-z@a-b.test")]
    public void An_address_is_found_and_lower_cased(string written, string address) =>
        EmailAddress.Read(written, out _).ShouldBe(address);

    [Theory]
    [InlineData("ann", "is not an e-mail address: it has no '@'")]
    [InlineData("@acme.test", "is not an e-mail address: what stands before the '@' is not a mailbox name")]
    [InlineData(".ann@acme.test", "is not an e-mail address: what stands before the '@' is not a mailbox name")]
    [InlineData("a..n@acme.test", "is not an e-mail address: what stands before the '@' is not a mailbox name")]
    [InlineData("ann smith@acme.test", "is not an e-mail address: what stands before the '@' is not a mailbox name")]
    [InlineData("ann@bob@acme.test", "is not an e-mail address: what stands before the '@' is not a mailbox name")]
    [InlineData("ann@acme", "is not an e-mail address: what stands after the '@' is not a domain")]
    [InlineData("ann@acme..test", "is not an e-mail address: what stands after the '@' is not a domain")]
    [InlineData("ann@-acme.test", "is not an e-mail address: what stands after the '@' is not a domain")]
    [InlineData("ann@1.2.3.4", "is not an e-mail address: what stands after the '@' is not a domain")]
    [InlineData("ann@acme.test/x", "is not an e-mail address: what stands after the '@' is not a domain")]
    public void What_is_wrong_with_an_address_is_said(string written, string expected)
    {
        EmailAddress.Read(written, out var trouble).ShouldBeNull();
        trouble.ShouldBe(expected);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void The_part_before_the_at_has_at_most_64_characters(int length, bool accepted) =>
        (EmailAddress.Read(new string('a', length) + "@acme.test", out _) is not null).ShouldBe(accepted);
}
