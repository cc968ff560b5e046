using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Conditions;
using Baton.Storage.Sqlite;

namespace Baton.Storage.Tests;

/// <summary>The numbers of which the keys of ids, e-mails and phones are made.</summary>
public sealed class TextKeyTests
{
    [Fact]
    public void A_key_never_changes_for_databases_are_full_of_them()
    {
        TextKey.Of(null).ShouldBeNull();
        TextKey.Of("").ShouldBe(0xE3B0C44298FC >> 1);
        TextKey.Of("abc").ShouldBe(0xBA7816BF8F01 >> 1);
        TextKey.Of("Zoë").ShouldBe(TextKey.Of("Zo\u00EB"));
        TextKey.Of(new string('x', 1000)).ShouldNotBe(TextKey.Of(new string('x', 1001)));
    }

    [Fact]
    public void Keys_worked_out_beforehand_are_those_of_the_texts()
    {
        var fields = new Value[LeadSchema.Standard.Count];
        fields[LeadSlots.Id] = Value.Of("L1");
        fields[LeadSlots.Email] = Value.Of("ann@acme.test");
        var keys = TextKeys.Of(new CaptureLead(fields, ContentHash: 1, SchemaVersion: 1));

        string?[] texts = [null, fields[LeadSlots.Id].AsString(), fields[LeadSlots.Email].AsString(), "L2", ""];
        texts.ShouldAllBe(text => keys.Of(text) == TextKey.Of(text));
        texts.ShouldAllBe(text => TextKeys.Of(new Tick()).Of(text) == TextKey.Of(text));
    }
}
