using NodaTime;

namespace Baton.Engine.Capture;

/// <summary>How strictly and against what background leads are read. Immutable.</summary>
public sealed record NormaliserOptions
{
    public static NormaliserOptions Default { get; } = new();

    /// <summary>ISO 3166-1 alpha-2: where a phone number or region is from when the lead names no country; null = unknown.</summary>
    public string? DefaultCountry { get; init; }

    /// <summary>Accept a lead whose e-mail address is not one: the field stays empty, the original and a note are kept.</summary>
    public bool KeepBadEmail { get; init; }

    /// <summary>The same for values of the wrong type: for sources that cannot be told to send the lead again.</summary>
    public bool KeepBadValues { get; init; }

    /// <summary>The present. When given, a <c>created_at</c> after it is cut to it, and a fault beyond five minutes; null = not checked.</summary>
    public Instant? Now { get; init; }

    /// <summary>Domains that say nothing about a company.</summary>
    public FreeMail FreeMail { get; init; } = FreeMail.Standard;
}
