using Baton.Engine.Capture;

namespace Baton.Engine.Tests.Capture;

public sealed class PhoneNumbersTests
{
    [Theory]
    [InlineData("(415) 555-2671", "US", "+14155552671")]
    [InlineData("+1 415-555-2671", "US", "+14155552671")]
    [InlineData("1-415-555-2671", "US", "+14155552671")]
    [InlineData("415.555.2671", "CA", "+14155552671")]
    [InlineData("4155552671", "US", "+14155552671")]
    [InlineData("011 43 664 1234567", "US", "+436641234567")]
    [InlineData("1-800-FLOWERS", "US", "+18003569377")]
    [InlineData("1-800-CONTACTS", "US", "+18002668228")]
    [InlineData("0664/1234567", "AT", "+436641234567")]
    [InlineData("0043 664 1234567", "AT", "+436641234567")]
    [InlineData("43 664 1234567", "AT", "+436641234567")]
    [InlineData("664 1234567", "AT", "+436641234567")]
    [InlineData("+43 (0) 664 / 123 45 67", "US", "+436641234567")]
    [InlineData("(+43) 664 1234567", null, "+436641234567")]
    [InlineData("0664 1234567 (mobil)", "AT", "+436641234567")]
    [InlineData("Tel.: 0664 1234567", "AT", "+436641234567")]
    [InlineData("+44 (0)20 7946 0958", null, "+442079460958")]
    [InlineData("020 7946 0958", "GB", "+442079460958")]
    [InlineData("07911 123456", "GB", "+447911123456")]
    [InlineData("447911123456", "GB", "+447911123456")]
    [InlineData("+49 30 901820", null, "+4930901820")]
    [InlineData("030/901820", "DE", "+4930901820")]
    [InlineData("0171-1234567", "DE", "+491711234567")]
    [InlineData("06 6982 1234", "IT", "+390669821234")]
    [InlineData("+39 06 6982 1234", null, "+390669821234")]
    [InlineData("39 347 1234567", "IT", "+393471234567")]
    [InlineData("06 12 34 56 78", "FR", "+33612345678")]
    [InlineData("+33 (0)6 12 34 56 78", null, "+33612345678")]
    [InlineData("612 345 678", "ES", "+34612345678")]
    [InlineData("8 (495) 123-45-67", "RU", "+74951234567")]
    [InlineData("06 20 123 4567", "HU", "+36201234567")]
    [InlineData("+52 1 55 1234 5678", null, "+525512345678")]
    [InlineData("090-1234-5678", "JP", "+819012345678")]
    [InlineData("98765 43210", "IN", "+919876543210")]
    [InlineData("0412 345 678", "AU", "+61412345678")]
    [InlineData("0011 1 415 555 2671", "AU", "+14155552671")]
    [InlineData("22 12 34 56", "DK", "+4522123456")]
    [InlineData("+１４１５５５５２６７１", null, "+14155552671")]
    [InlineData("tel:+1-415-555-2671", null, "+14155552671")]
    [InlineData("+1 415 555 2671 or +1 415 555 2672", null, "+14155552671")]
    [InlineData("+1 415 555 2671; +1 415 555 2672", null, "+14155552671")]
    public void A_number_is_read_in_the_notation_of_its_country(string written, string? country, string number) =>
        PhoneNumbers.Read(written, country).ShouldBe(number);

    [Theory]
    [InlineData("(415) 555-2671 x123")]
    [InlineData("(415) 555-2671x123")]
    [InlineData("415-555-2671 ext. 42")]
    [InlineData("415-555-2671 Ext 42")]
    [InlineData("415-555-2671, extension 7")]
    [InlineData("415-555-2671 #9")]
    [InlineData("+14155552671;ext=99")]
    [InlineData("415-555-2671 ext.")]
    public void An_extension_is_dropped(string written) => PhoneNumbers.Read(written, "US").ShouldBe("+14155552671");

    [Theory]
    [InlineData("n/a", "US")]
    [InlineData("call me", "US")]
    [InlineData("555-2671", "US")]
    [InlineData("123-456-7890", "US")]
    [InlineData("000-000-0000", "US")]
    [InlineData("0000000000", "DE")]
    [InlineData("12345", "DE")]
    [InlineData("4.36641E+11", "AT")]
    [InlineData("(415) 555-2671", null)]
    [InlineData("4155552671", null)]
    [InlineData("+999 123 4567", null)]
    [InlineData("+1 415 555 26710000000000", null)]
    [InlineData("-", "US")]
    [InlineData("1-800-CONTACTS", "VA")]
    [InlineData("", "US")]
    public void What_is_no_number_is_not_guessed_at(string written, string? country) =>
        PhoneNumbers.Read(written, country).ShouldBeNull();

    [Fact]
    public void A_number_in_E164_is_taken_as_it_is()
    {
        const string Number = "+14155552671";
        PhoneNumbers.Read(Number, "DE").ShouldBeSameAs(Number);
    }
}
