using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using NodaTime;

namespace Baton.Engine.Policies.Binding;

/// <summary>An IANA zone, by the tz database that ships with NodaTime.</summary>
internal sealed class ZoneReader : Reader<DateTimeZone>
{
    private const string Expected = "an IANA time zone such as Europe/Berlin";

    public override bool TryRead(Node node, Place place, [MaybeNullWhen(false)] out DateTimeZone value)
    {
        if (node is not ScalarNode { IsNull: false } scalar)
        {
            return Refuse(node, place, Expected, out value);
        }

        value = DateTimeZoneProviders.Tzdb.GetZoneOrNull(scalar.Text);
        if (value is not null)
        {
            return true;
        }

        var nearest = NearestWord.Find(scalar.Text, DateTimeZoneProviders.Tzdb.Ids);
        var cure = nearest is null ? $"; expected {Expected}" : $"; did you mean '{nearest}'?";
        place.Fault(node.At, "unknown_word", $"no time zone '{Found.Short(scalar.Text)}'{cure}");
        return false;
    }

    public override JsonObject Schema(SchemaBook book) =>
        new() { ["type"] = "string", ["examples"] = new JsonArray("America/New_York") };
}
