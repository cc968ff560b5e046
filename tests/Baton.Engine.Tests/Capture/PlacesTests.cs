using Baton.Engine.Capture;

namespace Baton.Engine.Tests.Capture;

public sealed class PlacesTests
{
    [Theory]
    [InlineData("es", "ES")]
    [InlineData("DEU", "DE")]
    [InlineData("Germany", "DE")]
    [InlineData("Deutschland", "DE")]
    [InlineData("Allemagne", "DE")]
    [InlineData("USA", "US")]
    [InlineData("U.S.", "US")]
    [InlineData("United States of America", "US")]
    [InlineData("the united states", "US")]
    [InlineData("UK", "GB")]
    [InlineData("England", "GB")]
    [InlineData("Great Britain", "GB")]
    [InlineData("Holland", "NL")]
    [InlineData("The Netherlands", "NL")]
    [InlineData("Österreich", "AT")]
    [InlineData("OESTERREICH", "AT")]
    [InlineData("Osterreich", "AT")]
    [InlineData("Suisse", "CH")]
    [InlineData("Czech Republic", "CZ")]
    [InlineData("Česko", "CZ")]
    [InlineData("South Korea", "KR")]
    [InlineData("Côte d’Ivoire", "CI")]
    [InlineData("Bosnia and Herzegovina", "BA")]
    [InlineData("Bosnia & Herzegovina", "BA")]
    [InlineData("日本", "JP")]
    [InlineData("Россия", "RU")]
    [InlineData("EL", "GR")]
    public void A_country_is_known_by_its_codes_and_names(string written, string code) =>
        Countries.Find(written).ShouldBe(code);

    [Theory]
    [InlineData("Atlantis")]
    [InlineData("ZZ")]
    [InlineData("")]
    [InlineData("!")]
    public void What_is_no_country_is_none(string written) => Countries.Find(written).ShouldBeNull();

    [Fact]
    public void All_249_countries_and_Kosovo_are_there()
    {
        Countries.Codes.Count.ShouldBe(250);
        Countries.Codes.ShouldAllBe(code => Countries.Find(code) == code);
    }

    [Theory]
    [InlineData("California", "US", "CA")]
    [InlineData("california ", "US", "CA")]
    [InlineData("US-CA", "US", "CA")]
    [InlineData("ca", "US", "CA")]
    [InlineData("Washington D.C.", "US", "DC")]
    [InlineData("Québec", "CA", "QC")]
    [InlineData("Bavaria", "DE", "BY")]
    [InlineData("Bayern", "DE", "BY")]
    [InlineData("de-by", "DE", "BY")]
    [InlineData("Wien", "AT", "9")]
    [InlineData("Zurich", "CH", "ZH")]
    [InlineData("Scotland", "GB", "SCT")]
    [InlineData("Karnataka", "IN", "KA")]
    [InlineData("Sao Paulo", "BR", "SP")]
    [InlineData("CDMX", "MX", "CMX")]
    [InlineData("Lombardy", "IT", "25")]
    [InlineData("Cataluña", "ES", "CT")]
    [InlineData("Ile de France", "FR", "IDF")]
    [InlineData("New South Wales", "AU", "NSW")]
    [InlineData("California", null, "CA")]
    [InlineData("NO1", null, "NO1")]
    [InlineData("NO1", "NO", "NO1")]
    [InlineData("north-7", null, "NORTH-7")]
    [InlineData("California", "FR", "CALIFORNIA")]
    public void A_region_is_its_code_and_an_unknown_one_stays(string written, string? country, string code) =>
        Regions.Normalise(written, country, out _).ShouldBe(code);

    [Fact]
    public void A_region_with_its_country_tells_the_country()
    {
        Regions.Normalise("US-CA", null, out var country).ShouldBe("CA");
        country.ShouldBe("US");
    }

    [Theory]
    [InlineData("2139", "US", "02139")]
    [InlineData("12345-6789", "US", "12345")]
    [InlineData("123456789", "US", "12345")]
    [InlineData(" 94110 ", "US", "94110")]
    [InlineData("k1a0b1", "CA", "K1A 0B1")]
    [InlineData("K1A  0B1", "CA", "K1A 0B1")]
    [InlineData("K1A-0B1", "CA", "K1A 0B1")]
    [InlineData("sw1a1aa", "GB", "SW1A 1AA")]
    [InlineData("M1 1AE", "GB", "M1 1AE")]
    [InlineData("1012ab", "NL", "1012 AB")]
    [InlineData("11455", "SE", "114 55")]
    [InlineData("SE-114 55", "SE", "114 55")]
    [InlineData("11000", "CZ", "110 00")]
    [InlineData("00950", "PL", "00-950")]
    [InlineData("1000001", "JP", "100-0001")]
    [InlineData("01310100", "BR", "01310-100")]
    [InlineData("D-80331", "DE", "80331")]
    [InlineData("A-1010", "AT", "1010")]
    [InlineData("8500", "DE", "8500")]
    [InlineData("d02af30", "IE", "D02 AF30")]
    [InlineData("lv-1001", "LV", "LV-1001")]
    [InlineData("2100", null, "2100")]
    [InlineData("ab  12", null, "AB 12")]
    public void A_postal_code_has_the_notation_of_its_country(string written, string? country, string code) =>
        PostalCodes.Normalise(written, country).ShouldBe(code);
}
