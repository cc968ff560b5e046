namespace Baton.House.Tests;

public sealed class MethodScannerTests
{
    [Fact]
    public void A_block_body_counts_its_lines_without_the_braces() =>
        Scan(
                """
                public sealed class A(int x) : B(x)
                {
                    public int Sum(int a, int b)
                    {
                        var c = a + b;

                        return c;
                    }
                }
                """
            )
            .ShouldBe([new MethodLength("Sum", 3, 3)]);

    [Fact]
    public void An_expression_body_counts_its_lines() =>
        Scan(
                """
                namespace X;
                internal static class A
                {
                    private static int One() => 1;
                    private static int Two(int a) =>
                        a switch
                        {
                            1 => 2,
                            _ => 3,
                        };
                }
                """
            )
            .ShouldBe([new MethodLength("One", 4, 1), new MethodLength("Two", 5, 5)]);

    [Fact]
    public void Fields_initialisers_and_expression_properties_are_not_methods() =>
        Scan(
                """
                class A
                {
                    private static readonly Func<int, int> F = x => { return x; };
                    public int[] P { get; } = new int[] { 1, 2 };
                    public bool Q => Has(1);
                    public List<int> R { get; init; } = [];
                    enum E { One, Two }
                }
                """
            )
            .ShouldBeEmpty();

    [Fact]
    public void Written_accessors_constructors_and_operators_count() =>
        Scan(
                """
                class A<T> where T : new()
                {
                    public A(int x) : base(x) { Y = x; }
                    public int Y
                    {
                        get => _y;
                        private set
                        {
                            _y = value;
                            Changed();
                        }
                    }
                    public static bool operator ==(A<T> l, A<T> r) => l.Equals(r);
                    public int this[int i] { get { return i; } }
                }
                """
            )
            .Select(m => (m.Name, m.Lines))
            .ShouldBe([("A", 1), ("get", 1), ("set", 2), ("==", 1), ("get", 1)]);

    [Fact]
    public void Braces_in_strings_characters_and_comments_are_not_code() =>
        Scan(
                """"
                class A
                {
                    string M(string s)
                    {
                        // }}}
                        var a = "}" + '}' + @"""}" + $"{s switch { "}" => '{', _ => 'x' }}}}";
                        /* { */ var b = """
                            { " {
                            """;
                        return a + b + "\"}";
                    }
                    int N() { return 1; }
                }
                """"
            )
            .ShouldBe([new MethodLength("M", 3, 6), new MethodLength("N", 12, 1)]);

    [Fact]
    public void A_method_in_a_nested_type_behind_an_attribute_is_found_by_its_own_line() =>
        Scan(
                """
                class A
                {
                    private sealed record B(int Record)
                    {
                        [Obsolete("no {")]
                        public async Task<int> Go<T>(T t)
                            where T : struct
                        {
                            await t;
                            return 1;
                        }
                    }
                }
                """
            )
            .ShouldBe([new MethodLength("Go", 5, 2)]);

    private static IReadOnlyList<MethodLength> Scan(string source) => MethodScanner.Scan(source);
}
