using Baton.Cli.Scenarios;

namespace Baton.Cli.Tests.Scenarios;

public sealed class FingerprintTests
{
    [Fact]
    public void The_first_line_that_changed_is_told() =>
        Fingerprint.Difference("a\nana holds 1\nc", "a\nana holds 2\nd").ShouldBe("ana holds 1 became ana holds 2");

    [Fact]
    public void Nothing_changed_is_null_and_something_added_is_not()
    {
        Fingerprint.Difference("a\nb", "a\nb").ShouldBeNull();
        Fingerprint.Difference("a\nb", "a\nb\nc").ShouldBe("something was added or is gone");
    }
}
