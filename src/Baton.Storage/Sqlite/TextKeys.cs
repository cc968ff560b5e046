using Baton.Engine.Capture;
using Baton.Engine.Commands;

namespace Baton.Storage.Sqlite;

/// <summary>
/// The <see cref="TextKey"/>s of a lead's id, e-mail and phone, worked out once by whoever sends it, beside the writer's
/// threads: worked out twice on those, they were a twentieth of what an import took.
/// </summary>
internal sealed class TextKeys(string? id, string? email, string? phone)
{
    private readonly long? _ofId = TextKey.Of(id);
    private readonly long? _ofEmail = TextKey.Of(email);
    private readonly long? _ofPhone = TextKey.Of(phone);

    /// <summary>Of whatever is no new lead: none is worked out before it is asked for.</summary>
    public static TextKeys None { get; } = new(null, null, null);

    public static TextKeys Of(Command command)
    {
        string? Text(int slot) =>
            command is CaptureLead { Fields: var fields } && slot < fields.Length ? fields[slot].TextOrNull : null;
        return command is CaptureLead
            ? new TextKeys(Text(LeadSlots.Id), Text(LeadSlots.Email), Text(LeadSlots.Phone))
            : None;
    }

    /// <summary>Of one of its texts, or of another.</summary>
    public long? Of(string? text) =>
        text is null ? null
        : ReferenceEquals(text, email) ? _ofEmail
        : ReferenceEquals(text, id) ? _ofId
        : ReferenceEquals(text, phone) ? _ofPhone
        : TextKey.Of(text);
}
