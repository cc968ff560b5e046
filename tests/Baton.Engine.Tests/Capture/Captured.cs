using Baton.Engine.Capture;
using Baton.Engine.Conditions;

namespace Baton.Engine.Tests.Capture;

/// <summary>Builders that hide what a test of capture does not care about.</summary>
internal static class Captured
{
    public static RawLead Raw(params (string Name, object? Value)[] fields) =>
        new([.. fields.Select(f => KeyValuePair.Create(f.Name, Of(f.Value)))]);

    public static CapturedLead Lead(params (string Name, object? Value)[] fields) =>
        Lead(NormaliserOptions.Default, fields);

    public static CapturedLead Lead(NormaliserOptions options, params (string Name, object? Value)[] fields)
    {
        var faults = new List<CaptureFault>();
        var lead = LeadNormaliser.Normalise(Raw(fields), LeadSchema.Standard, options, faults);
        faults.ShouldBeEmpty();
        return lead.ShouldNotBeNull();
    }

    public static List<CaptureFault> Faults(params (string Name, object? Value)[] fields)
    {
        var faults = new List<CaptureFault>();
        LeadNormaliser.Normalise(Raw(fields), LeadSchema.Standard, NormaliserOptions.Default, faults).ShouldBeNull();
        return faults;
    }

    public static string? Text(this CapturedLead lead, int slot) => lead.Fields[slot].TextOrNull;

    public static Value Of(object? value) =>
        value switch
        {
            null => Value.Null,
            string text => Value.Of(text),
            int number => Value.Of(number),
            double number => Value.Of(number),
            bool truth => Value.Of(truth),
            string[] items => Value.OfList(items),
            Value given => given,
            _ => throw new ArgumentOutOfRangeException(nameof(value)),
        };
}
