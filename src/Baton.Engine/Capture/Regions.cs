using System.Collections.Frozen;

namespace Baton.Engine.Capture;

/// <summary>
/// Subdivisions by name, for the countries whose leads are most often parted by them. Codes: ISO 3166-2 without the
/// country.
/// </summary>
public static class Regions
{
    private const int ShortestLoneName = 4;

    // Keys: the country, ':' and the folded code or name; names that only one country has also without the country.
    private static readonly FrozenDictionary<string, string> Known = Read();
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> KnownOfSpan =
        Known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// The code of a region given by name or code, with or without the country before it (<c>California</c>,
    /// <c>US-CA</c>, <c>ca</c>: <c>CA</c>). What is not known comes back in capitals.
    /// </summary>
    /// <param name="country">Alpha-2; null = unknown, then only names that a single country has are understood.</param>
    /// <param name="implied">The country where none was given and the region names one, as <c>US-CA</c> does; else null.</param>
    public static string Normalise(string text, string? country, out string? implied)
    {
        implied = null;
        ReadOnlySpan<char> name = text;
        while (name.Length > 3 && name[2] is '-' or '_' && Prefix(name, country) is { } prefix)
        {
            implied ??= country is null ? prefix : null;
            country = prefix;
            name = CleanText.Trim(name[3..]);
        }

        return Find(name, country) ?? Upper(text, name);
    }

    private static string? Prefix(ReadOnlySpan<char> text, string? country)
    {
        if (country is not null)
        {
            return text[..2].Equals(country, StringComparison.OrdinalIgnoreCase) ? country : null;
        }

        return Countries.Find(text[..2]) is { } named && Find(text[3..], named) is not null ? named : null;
    }

    /// <summary>The code of a known region of the country by its code or name, or null.</summary>
    public static string? Find(ReadOnlySpan<char> name, string? country)
    {
        Span<char> key = stackalloc char[Folding.LongestName + 3];
        var start = 1;
        if (country is not null)
        {
            country.CopyTo(key);
            start = country.Length + 1;
        }

        key[start - 1] = ':';
        var length = name.Length > Folding.LongestName ? -1 : Folding.Fold(name, key[start..]);
        return length > 0 && KnownOfSpan.TryGetValue(key[..(start + length)], out var code) ? code : null;
    }

    private static string Upper(string text, ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (char.ToUpperInvariant(c) != c)
            {
                return name.ToString().ToUpperInvariant();
            }
        }

        return name.Length == text.Length ? text : name.ToString();
    }

    private static FrozenDictionary<string, string> Read()
    {
        var known = new Dictionary<string, string>();
        var owners = new Dictionary<string, (string Code, int Countries)>();
        var country = "";
        foreach (var line in Table.Split('\n'))
        {
            country = line[2] == ':' ? line[..2] : country;
            foreach (var region in line[(line[2] == ':' ? 3 : 0)..].Split(';', StringSplitOptions.TrimEntries))
            {
                AddRegion(known, owners, country, region);
            }
        }

        foreach (var (name, (code, countries)) in owners)
        {
            if (countries == 1 && name.Length >= ShortestLoneName)
            {
                known[$":{name}"] = code;
            }
        }

        return known.ToFrozenDictionary();
    }

    private static void AddRegion(
        Dictionary<string, string> known,
        Dictionary<string, (string Code, int Countries)> owners,
        string country,
        string region
    )
    {
        var space = region.IndexOf(' ');
        if (space < 0)
        {
            return;
        }

        var code = region[..space];
        known[$"{country}:{Folding.Fold(code)}"] = code;
        foreach (var name in region[(space + 1)..].Split('|').Select(n => Folding.Fold(n)).Distinct())
        {
            known.TryAdd($"{country}:{name}", code);
            owners[name] = (code, owners.GetValueOrDefault(name).Countries + 1);
        }
    }

    private const string Table = """
        US: AL Alabama; AK Alaska; AZ Arizona; AR Arkansas; CA California|Calif.; CO Colorado; CT Connecticut;
        DE Delaware; DC District of Columbia|Washington DC|Washington D.C.; FL Florida; GA Georgia; HI Hawaii;
        ID Idaho; IL Illinois; IN Indiana; IA Iowa; KS Kansas; KY Kentucky; LA Louisiana; ME Maine; MD Maryland;
        MA Massachusetts|Mass.; MI Michigan; MN Minnesota; MS Mississippi; MO Missouri; MT Montana; NE Nebraska;
        NV Nevada; NH New Hampshire; NJ New Jersey; NM New Mexico; NY New York|New York State; NC North Carolina;
        ND North Dakota; OH Ohio; OK Oklahoma; OR Oregon; PA Pennsylvania|Penna.; RI Rhode Island;
        SC South Carolina; SD South Dakota; TN Tennessee|Tenn.; TX Texas; UT Utah; VT Vermont; VA Virginia;
        WA Washington|Washington State; WV West Virginia; WI Wisconsin; WY Wyoming; AS American Samoa; GU Guam;
        MP Northern Mariana Islands; PR Puerto Rico; VI Virgin Islands|US Virgin Islands;
        UM United States Minor Outlying Islands
        CA: AB Alberta; BC British Columbia; MB Manitoba; NB New Brunswick|Nouveau-Brunswick;
        NL Newfoundland and Labrador|Newfoundland; NS Nova Scotia|Nouvelle-Écosse; NT Northwest Territories;
        NU Nunavut; ON Ontario; PE Prince Edward Island|PEI; QC Quebec|PQ; SK Saskatchewan;
        YT Yukon|Yukon Territory
        AU: ACT Australian Capital Territory; NSW New South Wales; NT Northern Territory; QLD Queensland;
        SA South Australia; TAS Tasmania; VIC Victoria; WA Western Australia
        DE: BW Baden-Württemberg|Baden-Wuerttemberg; BY Bayern|Bavaria; BE Berlin; BB Brandenburg;
        HB Bremen|Freie Hansestadt Bremen; HH Hamburg|Freie und Hansestadt Hamburg; HE Hessen|Hesse;
        MV Mecklenburg-Vorpommern|Mecklenburg-Western Pomerania; NI Niedersachsen|Lower Saxony;
        NW Nordrhein-Westfalen|North Rhine-Westphalia|NRW; RP Rheinland-Pfalz|Rhineland-Palatinate; SL Saarland;
        SN Sachsen|Saxony|Freistaat Sachsen; ST Sachsen-Anhalt|Saxony-Anhalt; SH Schleswig-Holstein;
        TH Thüringen|Thueringen|Thuringia
        AT: 1 Burgenland; 2 Kärnten|Kaernten|Carinthia; 3 Niederösterreich|Niederoesterreich|Lower Austria|NÖ;
        4 Oberösterreich|Oberoesterreich|Upper Austria|OÖ; 5 Salzburg; 6 Steiermark|Styria; 7 Tirol|Tyrol;
        8 Vorarlberg; 9 Wien|Vienna
        CH: AG Aargau|Argovie; AI Appenzell Innerrhoden; AR Appenzell Ausserrhoden; BE Bern|Berne;
        BL Basel-Landschaft|Basel-Land; BS Basel-Stadt|Basel; FR Freiburg|Fribourg; GE Genève|Genf|Geneva;
        GL Glarus; GR Graubünden|Graubuenden|Grisons; JU Jura; LU Luzern|Lucerne; NE Neuchâtel|Neuenburg;
        NW Nidwalden; OW Obwalden; SG St. Gallen|Sankt Gallen; SH Schaffhausen; SO Solothurn; SZ Schwyz;
        TG Thurgau; TI Ticino|Tessin; UR Uri; VD Vaud|Waadt; VS Valais|Wallis; ZG Zug; ZH Zürich|Zuerich|Zurich
        GB: ENG England; SCT Scotland; WLS Wales|Cymru; NIR Northern Ireland
        IN: AN Andaman and Nicobar Islands; AP Andhra Pradesh; AR Arunachal Pradesh; AS Assam; BR Bihar;
        CG Chhattisgarh; CH Chandigarh; DH Dadra and Nagar Haveli and Daman and Diu;
        DL Delhi|New Delhi|NCT of Delhi; GA Goa; GJ Gujarat; HP Himachal Pradesh; HR Haryana; JH Jharkhand;
        JK Jammu and Kashmir; KA Karnataka; KL Kerala; LA Ladakh; LD Lakshadweep; MH Maharashtra; ML Meghalaya;
        MN Manipur; MP Madhya Pradesh; MZ Mizoram; NL Nagaland; OD Odisha|Orissa; PB Punjab;
        PY Puducherry|Pondicherry; RJ Rajasthan; SK Sikkim; TN Tamil Nadu; TR Tripura; TS Telangana;
        UK Uttarakhand|Uttaranchal; UP Uttar Pradesh; WB West Bengal
        BR: AC Acre; AL Alagoas; AM Amazonas; AP Amapá; BA Bahia; CE Ceará; DF Distrito Federal; ES Espírito Santo;
        GO Goiás; MA Maranhão; MG Minas Gerais; MS Mato Grosso do Sul; MT Mato Grosso; PA Pará; PB Paraíba;
        PE Pernambuco; PI Piauí; PR Paraná; RJ Rio de Janeiro; RN Rio Grande do Norte; RO Rondônia; RR Roraima;
        RS Rio Grande do Sul; SC Santa Catarina; SE Sergipe; SP São Paulo; TO Tocantins
        MX: AGU Aguascalientes; BCN Baja California; BCS Baja California Sur; CAM Campeche; CHH Chihuahua;
        CHP Chiapas; CMX Ciudad de México|Mexico City|CDMX|Distrito Federal; COA Coahuila de Zaragoza|Coahuila;
        COL Colima; DUR Durango; GRO Guerrero; GUA Guanajuato; HID Hidalgo; JAL Jalisco;
        MEX México|Estado de México|Edomex; MIC Michoacán de Ocampo|Michoacán; MOR Morelos; NAY Nayarit;
        NLE Nuevo León; OAX Oaxaca; PUE Puebla; QUE Querétaro; ROO Quintana Roo; SIN Sinaloa; SLP San Luis Potosí;
        SON Sonora; TAB Tabasco; TAM Tamaulipas; TLA Tlaxcala; VER Veracruz de Ignacio de la Llave|Veracruz;
        YUC Yucatán; ZAC Zacatecas
        IT: 21 Piemonte|Piedmont; 23 Valle d'Aosta|Aosta Valley|Vallée d'Aoste; 25 Lombardia|Lombardy;
        32 Trentino-Alto Adige|Trentino-South Tyrol|Südtirol; 34 Veneto; 36 Friuli-Venezia Giulia; 42 Liguria;
        45 Emilia-Romagna; 52 Toscana|Tuscany; 55 Umbria; 57 Marche; 62 Lazio|Latium; 65 Abruzzo; 67 Molise;
        72 Campania; 75 Puglia|Apulia; 77 Basilicata; 78 Calabria; 82 Sicilia|Sicily; 88 Sardegna|Sardinia
        ES: AN Andalucía|Andalusia; AR Aragón|Aragon; AS Asturias|Principado de Asturias; CB Cantabria; CE Ceuta;
        CL Castilla y León|Castile and León; CM Castilla-La Mancha; CN Canarias|Canary Islands|Islas Canarias;
        CT Catalunya|Cataluña|Catalonia; EX Extremadura; GA Galicia;
        IB Illes Balears|Islas Baleares|Balearic Islands|Baleares; MC Murcia|Región de Murcia;
        MD Madrid|Comunidad de Madrid; ML Melilla; NC Navarra|Comunidad Foral de Navarra|Navarre;
        PV País Vasco|Euskadi|Basque Country|Euskal Herria; RI La Rioja;
        VC Comunitat Valenciana|Comunidad Valenciana|Valencia
        FR: ARA Auvergne-Rhône-Alpes; BFC Bourgogne-Franche-Comté; BRE Bretagne|Brittany; CVL Centre-Val de Loire;
        20R Corse|Corsica; GES Grand Est; HDF Hauts-de-France; IDF Île-de-France; NAQ Nouvelle-Aquitaine;
        NOR Normandie|Normandy; OCC Occitanie; PAC Provence-Alpes-Côte d'Azur|PACA; PDL Pays de la Loire
        """;
}
