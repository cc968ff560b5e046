using System.Text.Json;
using System.Text.Json.Serialization;

namespace Baton.Client;

internal sealed record Page<T>
{
    public required IReadOnlyList<T> Items { get; init; }
    public string? NextCursor { get; init; }
}

internal sealed record EventPage
{
    public required IReadOnlyList<BatonEvent> Items { get; init; }
    public long NextAfter { get; init; }
    public long LastSeq { get; init; }
}

internal sealed record LedgerPage
{
    public required IReadOnlyList<LedgerLine> Lines { get; init; }
    public string? NextCursor { get; init; }
}

internal sealed record NextTurns(IReadOnlyList<string> Next);

/// <summary>
/// How everything is read and written, generated at build time. What has a value for absence is <c>set</c> and not <c>init</c>: a
/// generated reader would put the type's own default over it.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(LeadFields))]
[JsonSerializable(typeof(LeadDecided))]
[JsonSerializable(typeof(Page<Lead>))]
[JsonSerializable(typeof(Page<Rep>))]
[JsonSerializable(typeof(Page<Pool>))]
[JsonSerializable(typeof(Page<BatonEvent>))]
[JsonSerializable(typeof(EventPage))]
[JsonSerializable(typeof(LedgerPage))]
[JsonSerializable(typeof(NextTurns))]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(WhyNot))]
[JsonSerializable(typeof(ImportLine))]
[JsonSerializable(typeof(ActionBody))]
[JsonSerializable(typeof(ActivityBody))]
[JsonSerializable(typeof(AdjustmentBody))]
[JsonSerializable(typeof(Page<User>))]
[JsonSerializable(typeof(NewUser))]
[JsonSerializable(typeof(UserChange))]
[JsonSerializable(typeof(Page<ApiKey>))]
[JsonSerializable(typeof(NewKey))]
[JsonSerializable(typeof(Page<View>))]
[JsonSerializable(typeof(NewView))]
[JsonSerializable(typeof(Page<Webhook>))]
[JsonSerializable(typeof(NewWebhook))]
[JsonSerializable(typeof(WebhookChange))]
[JsonSerializable(typeof(Page<Delivery>))]
[JsonSerializable(typeof(RedeliverBody))]
[JsonSerializable(typeof(Redelivered))]
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class BatonJson : JsonSerializerContext;
