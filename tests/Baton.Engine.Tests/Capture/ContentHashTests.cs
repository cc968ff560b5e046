using Baton.Engine.Capture;
using Baton.Engine.Conditions;

namespace Baton.Engine.Tests.Capture;

public sealed class ContentHashTests
{
    [Fact]
    public void The_order_of_fields_an_absent_one_and_the_notation_of_a_number_do_not_matter()
    {
        var one = Captured.Raw(("email", "a@b.test"), ("employees", 5), ("title", null));
        var other = Captured.Raw(("employees", 5.0), ("email", "a@b.test"));

        ContentHash.Of(one).ShouldBe(ContentHash.Of(other));
    }

    [Fact]
    public void Any_difference_in_content_shows()
    {
        RawLead[] leads =
        [
            Captured.Raw(),
            Captured.Raw(("email", "a@b.test")),
            Captured.Raw(("email", "A@b.test")),
            Captured.Raw(("phone", "a@b.test")),
            Captured.Raw(("email", "a@b.test"), ("employees", 5)),
            Captured.Raw(("email", "a@b.test"), ("employees", "5")),
            Captured.Raw(("email", "a@b.test"), ("employees", 5.5)),
            Captured.Raw(("first_name", "ab"), ("last_name", "c")),
            Captured.Raw(("first_name", "a"), ("last_name", "bc")),
            Captured.Raw(("interests", new[] { "ab", "c" })),
            Captured.Raw(("interests", new[] { "a", "bc" })),
            Captured.Raw(("interests", new[] { "bc", "a" })),
            Captured.Raw(("consent", true)),
            Captured.Raw(("consent", false)),
            Captured.Raw(("answers", Value.EmptyMap)),
        ];

        leads.Select(ContentHash.Of).Distinct().Count().ShouldBe(leads.Length);
    }

    // A stored hash is compared with one computed by a later version: this value must never change.
    [Fact]
    public void The_hash_is_the_same_for_ever() =>
        ContentHash.Of(Captured.Raw(("email", "ann@acme.test"), ("employees", 5000))).ShouldBe(-4324917797680237070);
}
