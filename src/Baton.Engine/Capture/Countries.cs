using System.Collections.Frozen;

namespace Baton.Engine.Capture;

/// <summary>Countries by the names that people give them, in English, their own and a few large languages.</summary>
public static class Countries
{
    private static readonly FrozenDictionary<string, string> Names = ReadNames();
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> NamesOfSpan =
        Names.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The assigned ISO 3166-1 alpha-2 codes and XK (Kosovo), in capitals.</summary>
    public static FrozenSet<string> Codes { get; } = Names.Values.ToFrozenSet();

    /// <summary>
    /// The alpha-2 code of a country given by its alpha-2 or alpha-3 code or a name, whatever the case, marks and
    /// punctuation; null where no country is called so. The parts of the United Kingdom give GB. A name may be turned
    /// round as ISO 3166-1 lists it: "Korea, Republic of".
    /// </summary>
    public static string? Find(ReadOnlySpan<char> text) =>
        Named(text)
        ?? (
            text.Length <= Folding.LongestName && text.IndexOf(',') is > 0 and var comma
                ? Named($"{text[(comma + 1)..]} {text[..comma]}")
                : null
        );

    private static string? Named(ReadOnlySpan<char> text)
    {
        Span<char> folded = stackalloc char[Folding.LongestName];
        var length = text.Length > Folding.LongestName ? -1 : Folding.Fold(text, folded);
        if (length < 0)
        {
            return null;
        }

        var name = folded[..length];
        return
            NamesOfSpan.TryGetValue(name, out var code)
            || (name.StartsWith("the") && NamesOfSpan.TryGetValue(name[3..], out code))
            ? code
            : null;
    }

    private static FrozenDictionary<string, string> ReadNames()
    {
        var names = new Dictionary<string, string>();
        foreach (var line in Table.Split('\n'))
        {
            var code = line[..2];
            names[Folding.Fold(code)] = code;
            names[Folding.Fold(line[3..6])] = code;
            foreach (
                var name in line[6..].Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            )
            {
                names.TryAdd(Folding.Fold(name), code);
            }
        }

        return names.ToFrozenDictionary();
    }

    // alpha-2, alpha-3, names. Codes: ISO 3166-1. Names: Unicode CLDR, and what forms are seen to hold.
    private const string Table = """
        AD AND Andorra|Andorre
        AE ARE United Arab Emirates|UAE|Emirates|الإمارات العربية المتحدة|Vereinigte Arabische Emirate|Émirats arabes unis|Emiratos Árabes Unidos|Emirati Arabi Uniti|Emirados Árabes Unidos|Verenigde Arabische Emiraten
        AF AFG Afghanistan|افغانستان|Afganistán|Afeganistão
        AG ATG Antigua & Barbuda|Antigua und Barbuda|Antigua-et-Barbuda|Antigua y Barbuda|Antigua e Barbuda|Antigua en Barbuda
        AI AIA Anguilla|Anguila
        AL ALB Albania|Shqipëri|Albanien|Albanie
        AM ARM Armenia|Հայաստան|Armenien|Arménie
        AO AGO Angola
        AQ ATA Antarctica|Antarktis|Antarctique|Antártida|Antartide
        AR ARG Argentina|Argentinien|Argentine|Argentinië
        AS ASM American Samoa|Amerikanisch-Samoa|Samoa américaines|Samoa Americana|Samoa Americane|Amerikaans-Samoa
        AT AUT Austria|Oesterreich|Österreich|Autriche|Oostenrijk
        AU AUS Australia|Australien|Australie
        AW ABW Aruba
        AX ALA Åland Islands|Åland|Ålandinseln|Îles Åland|Islas Aland|Isole Åland|Ilhas Aland
        AZ AZE Azerbaijan|Azərbaycan|Aserbaidschan|Azerbaïdjan|Azerbaiyán|Azerbaigian|Azerbaijão|Azerbeidzjan
        BA BIH Bosnia & Herzegovina|Bosnia|Bosnia and Herzegovina|Bosna i Hercegovina|Bosnien und Herzegowina|Bosnie-Herzégovine|Bosnia y Herzegovina|Bosnia ed Erzegovina|Bósnia e Herzegovina|Bosnië en Herzegovina
        BB BRB Barbados|Barbade
        BD BGD Bangladesh|বাংলাদেশ|Bangladesch|Bangladés
        BE BEL Belgium|België|Belgien|Belgique|Bélgica|Belgio
        BF BFA Burkina Faso|Burquina Faso
        BG BGR Bulgaria|България|Bulgarien|Bulgarie|Bulgarije
        BH BHR Bahrain|البحرين|Bahreïn|Baréin
        BI BDI Burundi|Uburundi
        BJ BEN Benin
        BL BLM St. Barthélemy|Saint-Barthélemy|San Bartolomé|São Bartolomeu
        BM BMU Bermuda|Bermudes|Bermudas
        BN BRN Brunei|Brunei Darussalam
        BO BOL Bolivia|Plurinational State of Bolivia|Bolivien|Bolivie
        BQ BES Caribbean Netherlands|Karibische Niederlande|Pays-Bas caribéens|Caribe neerlandés|Caraibi Olandesi|Países Baixos Caribenhos|Caribisch Nederland
        BR BRA Brazil|Brasil|Brasilien|Brésil|Brasile|Brazilië
        BS BHS Bahamas
        BT BTN Bhutan|འབྲུག|Bhoutan|Bután|Butão
        BV BVT Bouvet Island|Bouvetøya|Bouvetinsel|Île Bouvet|Isla Bouvet|Isola Bouvet|Ilha Bouvet|Bouveteiland
        BW BWA Botswana|Botsuana
        BY BLR Belarus|Belorussia|Беларусь|Biélorussie|Bielorrusia|Bielorussia|Bielorrússia
        BZ BLZ Belize|Belice
        CA CAN Canada|Kanada
        CC CCK Cocos (Keeling) Islands|Cocos Islands|Kepulauan Cocos (Keeling)|Kokosinseln|Îles Cocos|Islas Cocos|Isole Cocos (Keeling)|Ilhas Cocos (Keeling)|Cocoseilanden
        CD COD Congo - Kinshasa|DR Congo|Democratic Republic of the Congo|DRC|Kongo-Kinshasa|República Democrática del Congo
        CF CAF Central African Republic|Ködörösêse tî Bêafrîka|Zentralafrikanische Republik|République centrafricaine|República Centroafricana|Repubblica Centrafricana|Centraal-Afrikaanse Republiek
        CG COG Congo - Brazzaville|Congo|Republic of the Congo|Kongo-Brazzaville|República do Congo
        CH CHE Switzerland|Suisse|Schweiz|Svizzera|Confoederatio Helvetica|Suiza|Suíça|Zwitserland
        CI CIV Côte d’Ivoire|Ivory Coast|Costa d’Avorio|Costa do Marfim|Ivoorkust
        CK COK Cook Islands|Cookinseln|Îles Cook|Islas Cook|Isole Cook|Ilhas Cook|Cookeilanden
        CL CHL Chile|Chili|Cile
        CM CMR Cameroon|Cameroun|Kamerun|Camerún|Camarões|Kameroen
        CN CHN China|PRC|P.R. China|People's Republic of China|Mainland China|中国|Chine|Cina
        CO COL Colombia|Kolumbien|Colombie
        CR CRI Costa Rica
        CU CUB Cuba|Kuba
        CV CPV Cape Verde|Cabo Verde|Cap-Vert|Capo Verde|Kaapverdië
        CW CUW Curaçao|Curazao
        CX CXR Christmas Island|Weihnachtsinsel|Île Christmas|Isla de Navidad|Isola Christmas|Ilha Christmas|Christmaseiland
        CY CYP Cyprus|Κύπρος|Zypern|Chypre|Chipre|Cipro
        CZ CZE Czechia|Czech Republic|Česká republika|Tschechische Republik|Česko|Tschechien|Tchéquie|Chequia|Cechia|Tchéquia|Tsjechië
        DE DEU Germany|Federal Republic of Germany|Bundesrepublik Deutschland|BRD|Deutschland|Allemagne|Alemania|Germania|Alemanha|Duitsland
        DJ DJI Djibouti|Dschibuti|Yibuti|Gibuti|Djibuti
        DK DNK Denmark|Danmark|Dänemark|Dinamarca|Danimarca|Denemarken
        DM DMA Dominica|Dominique
        DO DOM Dominican Republic|Dominican Rep.|República Dominicana|Dominikanische Republik|République dominicaine|Repubblica Dominicana|Dominicaanse Republiek
        DZ DZA Algeria|الجزائر|Algerien|Algérie|Argelia|Algerije
        EC ECU Ecuador|Équateur|Equador
        EE EST Estonia|Eesti|Estland|Estonie
        EG EGY Egypt|مصر|Ägypten|Égypte|Egipto|Egitto|Egito
        EH ESH Western Sahara|الصحراء الغربية|Westsahara|Sahara occidental|Sahara Occidentale|Saara Ocidental|Westelijke Sahara
        ER ERI Eritrea|ኤርትራ|Érythrée|Eritreia
        ES ESP Spain|Espana|Spanien|Espagne|Spagna|Espanha|Spanje
        ET ETH Ethiopia|ኢትዮጵያ|Äthiopien|Éthiopie|Etiopía
        FI FIN Finland|Suomi|Finnland|Finlande|Finlandia
        FJ FJI Fiji|Fidschi|Fidji|Fiyi|Figi
        FK FLK Falkland Islands|Falklandinseln|Îles Malouines|Islas Malvinas|Isole Falkland|Ilhas Malvinas|Falklandeilanden
        FM FSM Micronesia|Federated States of Micronesia|Mikronesien|Micronésie
        FO FRO Faroe Islands|Føroyar|Färöer|Îles Féroé|Islas Feroe|Isole Fær Øer|Ilhas Faroé|Faeröer
        FR FRA France|Frankreich|Francia|França|Frankrijk
        GA GAB Gabon|Gabun|Gabão
        GB GBR United Kingdom|UK|United Kingdom of Great Britain and Northern Ireland|England|Scotland|Wales|Northern Ireland|Great Britain|Britain|Grossbritannien|Inglaterra|Angleterre|Vereinigtes Königreich|Royaume-Uni|Reino Unido|Regno Unito|Verenigd Koninkrijk
        GD GRD Grenada|Grenade|Granada
        GE GEO Georgia|საქართველო|Georgien|Géorgie
        GF GUF French Guiana|Guyane française|Französisch-Guayana|Guayana Francesa|Guyana Francese|Guiana Francesa|Frans-Guyana
        GG GGY Guernsey|Guernesey
        GH GHA Ghana|Gaana|Gana
        GI GIB Gibraltar|Gibilterra
        GL GRL Greenland|Kalaallit Nunaat|Grönland|Groenland|Groenlandia
        GM GMB Gambia|Gambie
        GN GIN Guinea|Guinée|Guiné
        GP GLP Guadeloupe|Guadalupe|Guadalupa
        GQ GNQ Equatorial Guinea|Guinea Ecuatorial|Äquatorialguinea|Guinée équatoriale|Guinea Equatoriale|Guiné Equatorial|Equatoriaal-Guinea
        GR GRC Greece|Hellas|Ellada|EL|Ελλάδα|Griechenland|Grèce|Grecia|Griekenland
        GS SGS South Georgia & South Sandwich Islands|Südgeorgien und die Südlichen Sandwichinseln|Géorgie du Sud-et-les Îles Sandwich du Sud|Islas Georgia del Sur y Sandwich del Sur|Georgia del Sud e Sandwich Australi|Ilhas Geórgia do Sul e Sandwich do Sul|Zuid-Georgia en Zuidelijke Sandwicheilanden
        GT GTM Guatemala
        GU GUM Guam
        GW GNB Guinea-Bissau|Guiné-Bissau|Guinée-Bissau|Guinea-Bisáu
        GY GUY Guyana|Guiana
        HK HKG Hong Kong SAR China|Hong Kong|中国香港特别行政区|Sonderverwaltungsregion Hongkong|R.A.S. chinoise de Hong Kong|RAE de Hong Kong (China)|RAS di Hong Kong|Hong Kong, RAE da China|Hongkong SAR van China
        HM HMD Heard & McDonald Islands|Heard und McDonaldinseln|Îles Heard-et-MacDonald|Islas Heard y McDonald|Isole Heard e McDonald|Ilhas Heard e McDonald|Heard en McDonaldeilanden
        HN HND Honduras
        HR HRV Croatia|Hrvatska|Kroatien|Croatie|Croacia|Croazia|Kroatië
        HT HTI Haiti
        HU HUN Hungary|Magyarorszag|Ungarn|Hongrie|Hungría|Ungheria|Hongarije
        ID IDN Indonesia|Indonesien|Indonésie
        IE IRL Ireland|Republic of Ireland|Eire|Irland|Irlande|Irlanda|Ierland
        IL ISR Israel|ישראל|Israele
        IM IMN Isle of Man|Île de Man|Isla de Man|Isola di Man|Ilha de Man
        IN IND India|Bharat|भारत|Indien|Inde
        IO IOT British Indian Ocean Territory|Britisches Territorium im Indischen Ozean|Territoire britannique de l’océan Indien|Territorio Británico del Océano Índico|Territorio Britannico dell’Oceano Indiano|Território Britânico do Oceano Índico|Brits Indische Oceaanterritorium
        IQ IRQ Iraq|العراق|Irak|Iraque
        IR IRN Iran|Islamic Republic of Iran|ایران|Irã
        IS ISL Iceland|Ísland|Islande|Islandia|Islanda|IJsland
        IT ITA Italy|Italia|Italien|Italie
        JE JEY Jersey
        JM JAM Jamaica|Jamaika|Jamaïque|Giamaica
        JO JOR Jordan|الأردن|Jordanien|Jordanie|Jordania|Giordania
        JP JPN Japan|Nippon|Nihon|日本|Japon|Giappone|Japão
        KE KEN Kenya|Kenia|Quênia
        KG KGZ Kyrgyzstan|Кыргызстан|Kirgisistan|Kirghizstan|Kirguistán|Kirghizistan|Quirguistão|Kirgizië
        KH KHM Cambodia|Kampuchea|កម្ពុជា|Kambodscha|Cambodge|Camboya|Cambogia|Camboja|Cambodja
        KI KIR Kiribati|Quiribati
        KM COM Comoros|جزر القمر|Komoren|Comores|Comoras|Comore|Comoren
        KN KNA St. Kitts & Nevis|St. Kitts und Nevis|Saint-Christophe-et-Niévès|San Cristóbal y Nieves|Saint Kitts e Nevis|São Cristóvão e Névis|Saint Kitts en Nevis
        KP PRK North Korea|Democratic People's Republic of Korea|북한|Nordkorea|Corée du Nord|Corea del Norte|Corea del Nord|Coreia do Norte|Noord-Korea
        KR KOR South Korea|Republic of Korea|Korea|대한민국|Südkorea|Corée du Sud|Corea del Sur|Corea del Sud|Coreia do Sul|Zuid-Korea
        KW KWT Kuwait|الكويت|Koweït|Koeweit
        KY CYM Cayman Islands|Kaimaninseln|Îles Caïmans|Islas Caimán|Isole Cayman|Ilhas Cayman|Kaaimaneilanden
        KZ KAZ Kazakhstan|Казахстан|Kasachstan|Kazajistán|Kazakistan|Cazaquistão|Kazachstan
        LA LAO Laos|Lao People's Democratic Republic|ລາວ
        LB LBN Lebanon|لبنان|Libanon|Liban|Líbano
        LC LCA St. Lucia|Sainte-Lucie|Santa Lucía|Saint Lucia
        LI LIE Liechtenstein
        LK LKA Sri Lanka|Ceylon|ශ්‍රී ලංකාව
        LR LBR Liberia
        LS LSO Lesotho|Lesoto
        LT LTU Lithuania|Lietuva|Litauen|Lituanie|Lituania|Litouwen
        LU LUX Luxembourg|Luxemburg|Luxemburgo|Lussemburgo
        LV LVA Latvia|Latvija|Lettland|Lettonie|Letonia|Lettonia|Letland
        LY LBY Libya|ليبيا|Libyen|Libye|Libia|Libië
        MA MAR Morocco|المغرب|Marokko|Maroc|Marruecos|Marocco|Marrocos
        MC MCO Monaco
        MD MDA Moldova|Republic of Moldova|Republica Moldova|Republik Moldau|Moldavie|Moldavia
        ME MNE Montenegro|Црна Гора
        MF MAF St. Martin|Saint Martin|San Martín|São Martinho
        MG MDG Madagascar|Madagasikara|Madagaskar
        MH MHL Marshall Islands|Marshallinseln|Îles Marshall|Islas Marshall|Isole Marshall|Ilhas Marshall|Marshalleilanden
        MK MKD North Macedonia|Macedonia|FYROM|Северна Македонија|Nordmazedonien|Macédoine du Nord|Macedonia del Norte|Macedonia del Nord|Macedônia do Norte|Noord-Macedonië
        ML MLI Mali
        MM MMR Myanmar (Burma)|Myanmar|Burma|မြန်မာ|Myanmar (Birmanie)|Myanmar (Birmania)|Mianmar (Birmânia)|Myanmar (Birma)
        MN MNG Mongolia|Монгол|Mongolei|Mongolie
        MO MAC Macao SAR China|Macao|Macau|中国澳门特别行政区|Sonderverwaltungsregion Macau|R.A.S. chinoise de Macao|RAE de Macao (China)|RAS di Macao|Macau, RAE da China|Macau SAR van China
        MP MNP Northern Mariana Islands|Nördliche Marianen|Îles Mariannes du Nord|Islas Marianas del Norte|Isole Marianne Settentrionali|Ilhas Marianas do Norte|Noordelijke Marianen
        MQ MTQ Martinique|Martinica
        MR MRT Mauritania|موريتانيا|Mauretanien|Mauritanie
        MS MSR Montserrat
        MT MLT Malta|Malte
        MU MUS Mauritius|Maurice|Mauricio
        MV MDV Maldives|Malediven|Maldivas|Maldive|Maldiven
        MW MWI Malawi|Malaui
        MX MEX Mexico|Mejico|Mexiko|Mexique|Messico
        MY MYS Malaysia|Malaisie|Malasia|Maleisië
        MZ MOZ Mozambique|Moçambique|Mosambik|Mozambico
        NA NAM Namibia|Namibië
        NC NCL New Caledonia|Nouvelle-Calédonie|Neukaledonien|Nueva Caledonia|Nuova Caledonia|Nova Caledônia|Nieuw-Caledonië
        NE NER Niger|Nijar
        NF NFK Norfolk Island|Norfolkinsel|Île Norfolk|Isla Norfolk|Isola Norfolk|Ilha Norfolk|Norfolk
        NG NGA Nigeria
        NI NIC Nicaragua
        NL NLD Netherlands|Holland|Nederland|Niederlande|Pays-Bas|Países Bajos|Paesi Bassi|Países Baixos
        NO NOR Norway|Norge|Noreg|Norwegen|Norvège|Noruega|Norvegia|Noorwegen
        NP NPL Nepal|नेपाल
        NR NRU Nauru
        NU NIU Niue
        NZ NZL New Zealand|Aotearoa|Neuseeland|Nouvelle-Zélande|Nueva Zelanda|Nuova Zelanda|Nova Zelândia|Nieuw-Zeeland
        OM OMN Oman|عُمان|Omã
        PA PAN Panama
        PE PER Peru|Pérou
        PF PYF French Polynesia|Polynésie française|Französisch-Polynesien|Polinesia Francesa|Polinesia Francese|Frans-Polynesië
        PG PNG Papua New Guinea|Papua-Neuguinea|Papouasie-Nouvelle-Guinée|Papúa Nueva Guinea|Papua Nuova Guinea|Papua-Nova Guiné|Papoea-Nieuw-Guinea
        PH PHL Philippines|Pilipinas|Philippinen|Filipinas|Filippine|Filipijnen
        PK PAK Pakistan|پاکستان|Paquistão
        PL POL Poland|Polska|Polen|Pologne|Polonia
        PM SPM St. Pierre & Miquelon|Saint-Pierre-et-Miquelon|St. Pierre und Miquelon|San Pedro y Miquelón|Saint-Pierre e Miquelon|São Pedro e Miquelão|Saint-Pierre en Miquelon
        PN PCN Pitcairn Islands|Pitcairn|Pitcairninseln|Îles Pitcairn|Islas Pitcairn|Isole Pitcairn|Ilhas Pitcairn|Pitcairneilanden
        PR PRI Puerto Rico|Porto Rico
        PS PSE Palestinian Territories|Palestine|State of Palestine|الأراضي الفلسطينية|Palästinensische Autonomiegebiete|Territoires palestiniens|Territorios Palestinos|Territori Palestinesi|Palestijnse gebieden
        PT PRT Portugal|Portogallo
        PW PLW Palau|Palaos
        PY PRY Paraguay|Paraguai
        QA QAT Qatar|قطر|Katar|Catar
        RE REU Réunion|La Réunion|Riunione|Reunião
        RO ROU Romania|Rumänien|Roumanie|Rumanía|Romênia|Roemenië
        RS SRB Serbia|Србија|Serbien|Serbie|Sérvia|Servië
        RU RUS Russia|Russian Federation|Россия|Russland|Russie|Rusia|Rusland
        RW RWA Rwanda|U Rwanda|Ruanda
        SA SAU Saudi Arabia|KSA|المملكة العربية السعودية|Saudi-Arabien|Arabie saoudite|Arabia Saudí|Arabia Saudita|Saoedi-Arabië
        SB SLB Solomon Islands|Salomonen|Îles Salomon|Islas Salomón|Isole Salomone|Ilhas Salomão|Salomonseilanden
        SC SYC Seychelles|Seychellen|Seicheles
        SD SDN Sudan|السودان|Soudan|Sudão|Soedan
        SE SWE Sweden|Sverige|Schweden|Suède|Suecia|Svezia|Zweden
        SG SGP Singapore|Singapur|Singapour|Singapura
        SH SHN St. Helena|Sainte-Hélène|Santa Elena|Sant’Elena|Santa Helena|Sint-Helena
        SI SVN Slovenia|Slovenija|Slowenien|Slovénie|Eslovenia
        SJ SJM Svalbard & Jan Mayen|Svalbard og Jan Mayen|Spitzbergen und Jan Mayen|Svalbard et Jan Mayen|Svalbard y Jan Mayen|Svalbard e Jan Mayen|Spitsbergen en Jan Mayen
        SK SVK Slovakia|Slovensko|Slowakei|Slovaquie|Eslovaquia|Slovacchia|Slowakije
        SL SLE Sierra Leone|Sierra Leona|Serra Leoa
        SM SMR San Marino|Saint-Marin
        SN SEN Senegal|Senegaal
        SO SOM Somalia|Soomaaliya|Somalie
        SR SUR Suriname|Surinam
        SS SSD South Sudan|جنوب السودان|Südsudan|Soudan du Sud|Sudán del Sur|Sudão do Sul|Zuid-Soedan
        ST STP São Tomé & Príncipe|São Tomé e Príncipe|São Tomé und Príncipe|Sao Tomé-et-Principe|Santo Tomé y Príncipe|Sao Tomé en Principe
        SV SLV El Salvador|Salvador
        SX SXM Sint Maarten|Saint-Martin (partie néerlandaise)
        SY SYR Syria|Syrian Arab Republic|سوريا|Syrien|Syrie|Siria
        SZ SWZ Eswatini|Swaziland|Esuatini|Essuatíni
        TC TCA Turks & Caicos Islands|Turks- und Caicosinseln|Îles Turques-et-Caïques|Islas Turcas y Caicos|Isole Turks e Caicos|Ilhas Turcas e Caicos|Turks- en Caicoseilanden
        TD TCD Chad|تشاد|Tschad|Tchad|Ciad|Chade|Tsjaad
        TF ATF French Southern Territories|Terres australes françaises|Französische Süd- und Antarktisgebiete|Territorios Australes Franceses|Terre Australi Francesi|Territórios Franceses do Sul|Franse Gebieden in de zuidelijke Indische Oceaan
        TG TGO Togo
        TH THA Thailand|ไทย|Thaïlande|Tailandia|Thailandia
        TJ TJK Tajikistan|Тоҷикистон|Tadschikistan|Tadjikistan|Tayikistán|Tagikistan|Tadjiquistão|Tadzjikistan
        TK TKL Tokelau
        TL TLS Timor-Leste|East Timor|Timor oriental|Timor Est|Oost-Timor
        TM TKM Turkmenistan|Turcomenistão
        TN TUN Tunisia|تونس|Tunesien|Tunisie|Túnez|Tunesië
        TO TON Tonga
        TR TUR Türkiye|Turkey|Türkei|Turquie|Turquía|Turchia|Turkije
        TT TTO Trinidad & Tobago|Trinidad und Tobago|Trinité-et-Tobago|Trinidad y Tobago|Trinidad e Tobago|Trinidad en Tobago
        TV TUV Tuvalu
        TW TWN Taiwan|Republic of China|台湾
        TZ TZA Tanzania|United Republic of Tanzania|Tansania|Tanzanie
        UA UKR Ukraine|Україна|Ucrania|Ucraina|Oekraïne
        UG UGA Uganda|Ouganda|Oeganda
        UM UMI U.S. Outlying Islands|Amerikanische Überseeinseln|Îles mineures éloignées des États-Unis|Islas menores alejadas de EE. UU.|Isole Minori Esterne degli Stati Uniti|Ilhas Menores Distantes dos EUA|Kleine afgelegen eilanden van de Verenigde Staten
        US USA United States|United States of America|America|The States|EUA|EEUU|Vereinigte Staaten von Amerika|Vereinigte Staaten|États-Unis|Estados Unidos|Stati Uniti|Verenigde Staten
        UY URY Uruguay|Uruguai
        UZ UZB Uzbekistan|Oʻzbekiston|Usbekistan|Ouzbékistan|Uzbequistão|Oezbekistan
        VA VAT Vatican City|Holy See|Vatican|Città del Vaticano|Vatikanstadt|État de la Cité du Vatican|Ciudad del Vaticano|Cidade do Vaticano|Vaticaanstad
        VC VCT St. Vincent & Grenadines|St. Vincent und die Grenadinen|Saint-Vincent-et-les Grenadines|San Vicente y las Granadinas|Saint Vincent e Grenadine|São Vicente e Granadinas|Saint Vincent en de Grenadines
        VE VEN Venezuela|Bolivarian Republic of Venezuela
        VG VGB British Virgin Islands|Britische Jungferninseln|Îles Vierges britanniques|Islas Vírgenes Británicas|Isole Vergini Britanniche|Ilhas Virgens Britânicas|Britse Maagdeneilanden
        VI VIR U.S. Virgin Islands|Amerikanische Jungferninseln|Îles Vierges des États-Unis|Islas Vírgenes de EE. UU.|Isole Vergini Americane|Ilhas Virgens Americanas|Amerikaanse Maagdeneilanden
        VN VNM Vietnam|Vietnã
        VU VUT Vanuatu
        WF WLF Wallis & Futuna|Wallis-et-Futuna|Wallis und Futuna|Wallis y Futuna|Wallis e Futuna|Wallis en Futuna
        WS WSM Samoa
        XK XKX Kosovo|Kosova|Kosovë
        YE YEM Yemen|اليمن|Jemen|Iêmen
        YT MYT Mayotte
        ZA ZAF South Africa|RSA|Südafrika|Afrique du Sud|Sudáfrica|África do Sul|Zuid-Afrika
        ZM ZMB Zambia|Sambia|Zambie
        ZW ZWE Zimbabwe|Simbabwe|Zimbabue
        """;
}
