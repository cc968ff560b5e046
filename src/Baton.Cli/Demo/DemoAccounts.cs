namespace Baton.Cli.Demo;

/// <summary>Companies that the demo's workspace knows, each with an owner there; some leads come from them.</summary>
internal static class DemoAccounts
{
    public static IReadOnlyList<(string Name, string Domain)> All { get; } =
    [
        ("Globex Inc", "globex.test"),
        ("Initech LLC", "initech.test"),
        ("Vandelay Industries", "vandelay.test"),
        ("Umbrella Gardens Ltd", "umbrella-gardens.test"),
        ("Nordwind Logistik GmbH", "nordwind.test"),
        ("Boulangerie Lumière SARL", "lumiere.test"),
        ("Cafetal del Sur SA de CV", "cafetal.test"),
        ("Sakura Seiko K.K.", "sakura-seiko.test"),
        ("Wattle & Daub Pty Ltd", "wattle.test"),
        ("Tidewater Clinics", "tidewater.test"),
    ];
}
