namespace Baton.Cli.Demo;

/// <summary>Somebody who fills in forms, as they are; what they type is another matter.</summary>
internal sealed record Person
{
    public required Culture Culture { get; init; }
    public required string First { get; init; }
    public required string Last { get; init; }

    /// <summary>A correct address.</summary>
    public required string Email { get; init; }
    public required string Phone { get; init; }

    /// <summary>Without its legal form.</summary>
    public required string Company { get; init; }

    /// <summary>The company's own domain, whether the address is in it or not.</summary>
    public required string Domain { get; init; }
    public required int Employees { get; init; }

    /// <summary>City, region code, region name and postal code; the middle two may be empty.</summary>
    public required string[] Place { get; init; }
}
