using System.Text.Json.Serialization;
using Baton.Engine.Events;

namespace Baton.Server.Events;

/// <summary>How each type of event is written, generated at build time. A test holds it complete.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(InstantConverter), typeof(ValueConverter), typeof(FieldSetConverter), typeof(MapNodeConverter)]
)]
[JsonSerializable(typeof(LeadCaptured))]
[JsonSerializable(typeof(LeadUpdated))]
[JsonSerializable(typeof(LeadMerged))]
[JsonSerializable(typeof(LeadLinked))]
[JsonSerializable(typeof(LeadSuspected))]
[JsonSerializable(typeof(LeadRejected))]
[JsonSerializable(typeof(LeadUnmerged))]
[JsonSerializable(typeof(LeadRestored))]
[JsonSerializable(typeof(DuplicateDismissed))]
[JsonSerializable(typeof(LeadScored))]
[JsonSerializable(typeof(ScoresAged))]
[JsonSerializable(typeof(LeadActivity))]
[JsonSerializable(typeof(LeadQualified))]
[JsonSerializable(typeof(LeadNurtured))]
[JsonSerializable(typeof(LeadDisqualified))]
[JsonSerializable(typeof(LeadRouted))]
[JsonSerializable(typeof(LeadWaiting))]
[JsonSerializable(typeof(LeadQueued))]
[JsonSerializable(typeof(LeadOffered))]
[JsonSerializable(typeof(OfferAccepted))]
[JsonSerializable(typeof(OfferDeclined))]
[JsonSerializable(typeof(OfferExpired))]
[JsonSerializable(typeof(OfferRescinded))]
[JsonSerializable(typeof(LeadAssigned))]
[JsonSerializable(typeof(LeadClaimed))]
[JsonSerializable(typeof(LeadReleased))]
[JsonSerializable(typeof(LeadReassigned))]
[JsonSerializable(typeof(LeadRefunded))]
[JsonSerializable(typeof(LeadContacted))]
[JsonSerializable(typeof(LeadWon))]
[JsonSerializable(typeof(LeadLost))]
[JsonSerializable(typeof(SlaWarned))]
[JsonSerializable(typeof(SlaBreached))]
[JsonSerializable(typeof(LeadEscalated))]
[JsonSerializable(typeof(CapWarned))]
[JsonSerializable(typeof(RepChanged))]
[JsonSerializable(typeof(TeamChanged))]
[JsonSerializable(typeof(PolicyPublished))]
[JsonSerializable(typeof(LedgerAdjusted))]
[JsonSerializable(typeof(Paused))]
[JsonSerializable(typeof(LeadsHandedOver))]
[JsonSerializable(typeof(RepStatsRefreshed))]
[JsonSerializable(typeof(PersonalDataErased))]
internal sealed partial class EventContext : JsonSerializerContext;
