using System.Runtime.CompilerServices;

namespace Baton.House.Tests;

public sealed class InterfaceTests
{
    // Interfaces that have fewer than two implementations in the product, each with its reason.
    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal);

    private static readonly Type[] Types =
    [
        .. Production
            .Assemblies.SelectMany(a => a.GetTypes())
            .Where(t => !t.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)),
    ];

    [Fact]
    public void An_interface_has_two_implementations_or_a_listed_reason() =>
        Types
            .Where(t => t.IsInterface && !Reasons.ContainsKey(t.FullName!))
            .Where(t => Implementations(t) < 2)
            .Select(t => t.FullName)
            .ShouldBeEmpty();

    [Fact]
    public void Every_listed_interface_exists_and_still_needs_its_reason() =>
        Reasons
            .Keys.Where(name =>
                Types.FirstOrDefault(t => t.FullName == name) is not { } type || Implementations(type) >= 2
            )
            .ShouldBeEmpty();

    private static int Implementations(Type contract) =>
        Types.Count(t => !t.IsInterface && !t.IsAbstract && Implements(t, contract));

    private static bool Implements(Type type, Type contract) =>
        type.GetInterfaces().Any(i => (i.IsGenericType ? i.GetGenericTypeDefinition() : i) == contract);
}
