using System.Collections.Frozen;

namespace Baton.Engine.Capture;

/// <summary>Languages as BCP 47 tags (RFC 5646), from tags, locale names, ISO 639 codes and names.</summary>
public static class Languages
{
    private const int LongestTag = 35;

    private static readonly FrozenDictionary<string, string> Names = ReadNames();
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> NamesOfSpan =
        Names.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// The tag in its customary case, with the shortest code of the language: <c>German</c> gives <c>de</c>, <c>en_us</c>
    /// gives <c>en-US</c>, <c>ger</c> gives <c>de</c>, <c>de-AT,de;q=0.8</c> gives <c>de-AT</c>, <c>English (UK)</c> gives
    /// <c>en-GB</c>. Null where no language is called so; a code of three letters is taken at its word.
    /// </summary>
    public static string? Find(string text)
    {
        var first = First(text);
        if (first.Length == 2 && Names.TryGetValue(text, out var known) && known == text)
        {
            return text;
        }

        return Tag(first) ?? Name(first);
    }

    private static ReadOnlySpan<char> First(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(",;.@/|");
        return CleanText.Trim(end < 0 ? text : text[..end]);
    }

    private static string? Tag(ReadOnlySpan<char> text)
    {
        Span<char> tag = stackalloc char[LongestTag];
        if (text.Length > LongestTag)
        {
            return null;
        }

        text.ToLowerInvariant(tag);
        var rest = tag[..text.Length];
        rest.Replace('_', '-');
        var hyphen = rest.IndexOf('-');
        var language = hyphen < 0 ? rest : rest[..hyphen];
        if (language.Length is < 2 or > 3 || !IsAlphanumeric(language, digits: false))
        {
            return null;
        }

        var code =
            NamesOfSpan.TryGetValue(language, out var shortest) ? shortest
            : language.Length == 3 ? language.ToString()
            : null;
        if (code is null || hyphen < 0)
        {
            return code;
        }

        var subtags = rest[(hyphen + 1)..];
        return SetCase(subtags) ? $"{code}-{subtags}" : null;
    }

    // Scripts have a capital, regions are capitals, everything else is small.
    private static bool SetCase(Span<char> subtags)
    {
        var single = false;
        while (true)
        {
            var hyphen = subtags.IndexOf('-');
            var subtag = hyphen < 0 ? subtags : subtags[..hyphen];
            if (subtag.Length is 0 or > 8 || !IsAlphanumeric(subtag, digits: true))
            {
                return false;
            }

            single |= subtag.Length == 1;
            if (!single && subtag.Length is 2 or 4 && IsAlphanumeric(subtag, digits: false))
            {
                subtag[0] = char.ToUpperInvariant(subtag[0]);
                subtag[1] = subtag.Length == 2 ? char.ToUpperInvariant(subtag[1]) : subtag[1];
            }

            if (hyphen < 0)
            {
                return true;
            }

            subtags = subtags[(hyphen + 1)..];
        }
    }

    private static string? Name(ReadOnlySpan<char> text)
    {
        Span<char> folded = stackalloc char[Folding.LongestName];
        var open = text.IndexOf('(');
        var length = text.Length > Folding.LongestName ? -1 : Folding.Fold(open < 0 ? text : text[..open], folded);
        if (length < 0 || !NamesOfSpan.TryGetValue(folded[..length], out var code))
        {
            return null;
        }

        var country = open < 0 ? null : Countries.Find(text[open..]);
        return country is null ? code : $"{code}-{country}";
    }

    private static bool IsAlphanumeric(ReadOnlySpan<char> text, bool digits)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetter(c) && !(digits && char.IsAsciiDigit(c)))
            {
                return false;
            }
        }

        return true;
    }

    private static FrozenDictionary<string, string> ReadNames()
    {
        var names = new Dictionary<string, string>();
        foreach (var line in Table.Split('\n'))
        {
            names[line[..2]] = line[..2];
        }

        foreach (var line in Table.Split('\n'))
        {
            foreach (
                var name in line[2..].Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            )
            {
                names.TryAdd(Folding.Fold(name), line[..2]);
            }
        }

        return names.ToFrozenDictionary();
    }

    // ISO 639-1, then the codes of 639-2 and names. Names: Unicode CLDR, and what forms are seen to hold.
    private const string Table = """
        aa Afar
        ab Abkhazian
        af afr|Afrikaans
        ak Akan
        am amh|Amharic|አማርኛ|Amharisch|amharique|amárico
        an Aragonese
        ar ara|Arabic|العربية|Arabisch|arabe
        as Assamese|অসমীয়া
        av Avaric
        ay Aymara
        az aze|Azerbaijani|azərbaycan|Aserbaidschanisch|azerbaïdjanais|azerbaiyano
        ba Bashkir|башҡорт
        be bel|Belarusian|беларуская|Belarussisch|biélorusse|bielorruso
        bg bul|Bulgarian|български|Bulgarisch|bulgare|búlgaro
        bi Bislama
        bm Bambara|bamanakan
        bn ben|Bangla|বাংলা|Bengalisch|bengali
        bo Tibetan|བོད་སྐད་
        br Breton|brezhoneg
        bs bos|Bosnian|bosanski|Bosnisch|bosniaque|bosnio
        ca cat|Catalan|català|Katalanisch
        ce Chechen|нохчийн
        ch Chamorro
        co Corsican
        cr Cree
        cs ces|cze|Czech|čeština|Tschechisch|tchèque|checo
        cv Chuvash|чӑваш чӗлхи
        cy cym|wel|Welsh|Cymraeg|Walisisch|gallois|galés
        da dan|Danish|dansk|Dänisch|danois|danés
        de deu|ger|German|Deutsch|allemand|alemán
        dv Divehi
        dz Dzongkha|རྫོང་ཁ
        ee Ewe|eʋegbe
        el ell|gre|Greek|Modern Greek|Ελληνικά|Griechisch|grec|griego
        en eng|English|Englisch|anglais|inglés
        eo Esperanto
        es spa|Spanish|Castilian|Castellano|español|Spanisch|espagnol
        et est|Estonian|eesti|Estnisch|estonien|estonio
        eu eus|baq|Basque|euskara|Baskisch|euskera
        fa fas|per|Persian|Farsi|فارسی|Persisch|persan|persa
        ff Fula|Pulaar
        fi fin|Finnish|suomi|Finnisch|finnois|finés
        fj Fijian
        fo Faroese|føroyskt
        fr fra|fre|French|français|Französisch|francés
        fy Western Frisian|Frysk
        ga gle|Irish|Gaeilge|Irisch|irlandais|irlandés
        gd Scottish Gaelic|Gàidhlig
        gl glg|Galician|galego|Galicisch|galicien|gallego
        gn Guarani
        gu guj|Gujarati|ગુજરાતી|goudjarati|guyaratí
        gv Manx|Gaelg
        ha hau|Hausa|Haussa|haoussa
        he heb|Hebrew|Ivrit|iw|עברית|Hebräisch|hébreu|hebreo
        hi hin|Hindi|हिन्दी
        ho Hiri Motu
        hr hrv|Croatian|hrvatski|Kroatisch|croate|croata
        ht Haitian Creole
        hu hun|Hungarian|magyar|Ungarisch|hongrois|húngaro
        hy hye|arm|Armenian|հայերեն|Armenisch|arménien|armenio
        hz Herero
        ia Interlingua
        id ind|Indonesian|in|Indonesia|Indonesisch|indonésien|indonesio
        ie Interlingue
        ig ibo|Igbo
        ii Sichuan Yi|ꆈꌠꉙ
        ik Inupiaq
        io Ido
        is isl|ice|Icelandic|íslenska|Isländisch|islandais|islandés
        it ita|Italian|italiano|Italienisch|italien
        iu Inuktitut
        ja jpn|Japanese|日本語|Japanisch|japonais|japonés
        jv Javanese|Jawa
        ka kat|geo|Georgian|ქართული|Georgisch|géorgien|georgiano
        kg Kongo
        ki Kikuyu|Gikuyu
        kj Kuanyama
        kk kaz|Kazakh|қазақ тілі|Kasachisch|kazajo
        kl Kalaallisut
        km khm|Khmer|ខ្មែរ|jemer
        kn kan|Kannada|ಕನ್ನಡ|canarés
        ko kor|Korean|한국어|Koreanisch|coréen|coreano
        kr Kanuri
        ks Kashmiri|کٲشُر
        ku Kurdish|kurdî (kurmancî)
        kv Komi
        kw Cornish|kernewek
        ky Kyrgyz|кыргызча
        la lat|Latin|Latein
        lb ltz|Luxembourgish|Lëtzebuergesch|Luxemburgisch|luxembourgeois|luxemburgués
        lg Ganda|Luganda
        li Limburgish
        ln Lingala
        lo lao|ລາວ|Laotisch
        lt lit|Lithuanian|lietuvių|Litauisch|lituanien|lituano
        lu Luba-Katanga|Tshiluba
        lv lav|Latvian|latviešu|Lettisch|letton|letón
        mg Malagasy
        mh Marshallese
        mi Māori
        mk mkd|mac|Macedonian|македонски|Mazedonisch|macédonien|macedonio
        ml mal|Malayalam|മലയാളം
        mn mon|Mongolian|монгол|Mongolisch|mongol
        mr mar|Marathi|मराठी|maratí
        ms msa|may|Malay|Melayu|Malaiisch|malais|malayo
        mt mlt|Maltese|Malti|Maltesisch|maltais|maltés
        my mya|bur|Burmese|မြန်မာ|Birmanisch|birman|birmano
        na Nauru
        nb nob|Norwegian Bokmål|norsk bokmål|Norwegisch (Bokmål)|norvégien bokmål|noruego bokmal
        nd North Ndebele|isiNdebele
        ne nep|Nepali|नेपाली|Nepalesisch|népalais
        ng Ndonga
        nl nld|dut|Dutch|Flemish|Vlaams|Nederlands|Niederländisch|néerlandais|neerlandés
        nn nno|Norwegian Nynorsk|norsk nynorsk|Norwegisch (Nynorsk)|norvégien nynorsk|noruego nynorsk
        no nor|Norwegian|norsk|Norwegisch|norvégien|noruego
        nr South Ndebele
        nv Navajo
        ny Nyanja
        oc Occitan
        oj Ojibwa
        om Oromo|Oromoo
        or Odia|ଓଡ଼ିଆ
        os Ossetic|ирон
        pa pan|Punjabi|ਪੰਜਾਬੀ|pendjabi|punyabí
        pi Pali
        pl pol|Polish|polski|Polnisch|polonais|polaco
        ps Pashto|پښتو
        pt por|Portuguese|Brazilian Portuguese|português|Portugiesisch|portugais
        qu Quechua|Runasimi
        rm Romansh|rumantsch
        rn Rundi|Ikirundi
        ro ron|rum|Romanian|română|Rumänisch|roumain|rumano
        ru rus|Russian|русский|Russisch|russe|ruso
        rw Kinyarwanda|Ikinyarwanda
        sa Sanskrit|संस्कृत भाषा
        sc Sardinian|sardu
        sd Sindhi|سنڌي
        se Northern Sami|davvisámegiella
        sg Sango
        si sin|Sinhala|සිංහල|Singhalesisch|cingalais|cingalés
        sk slk|slo|Slovak|slovenčina|Slowakisch|slovaque|eslovaco
        sl slv|Slovenian|slovenščina|Slowenisch|slovène|esloveno
        sm Samoan
        sn Shona|chiShona
        so Somali|Soomaali
        sq sqi|alb|Albanian|shqip|Albanisch|albanais|albanés
        sr srp|Serbian|српски|Serbisch|serbe|serbio
        ss Swati
        st Southern Sotho|Sesotho
        su Sundanese|Basa Sunda
        sv swe|Swedish|svenska|Schwedisch|suédois|sueco
        sw swa|Swahili|Kiswahili|Suaheli|suajili
        ta tam|Tamil|தமிழ்|tamoul
        te tel|Telugu|తెలుగు|télougou
        tg Tajik|тоҷикӣ
        th tha|Thai|ไทย|Thailändisch|tailandés
        ti Tigrinya|ትግርኛ
        tk Turkmen|türkmen dili
        tl tgl|Filipino|Pilipino
        tn Tswana|Setswana
        to Tongan|lea fakatonga
        tr tur|Turkish|Türkçe|Türkisch|turc|turco
        ts Tsonga
        tt Tatar|татар
        tw 
        ty Tahitian
        ug Uyghur|ئۇيغۇرچە
        uk ukr|Ukrainian|українська|Ukrainisch|ukrainien|ucraniano
        ur urd|Urdu|اردو|ourdou
        uz uzb|Uzbek|o‘zbek|Usbekisch|ouzbek|uzbeko
        ve Venda
        vi vie|Vietnamese|Tiếng Việt|Vietnamesisch|vietnamien|vietnamita
        vo Volapük
        wa Walloon
        wo Wolof
        xh xho|Xhosa|IsiXhosa
        yi Yiddish|ייִדיש
        yo yor|Yoruba|Èdè Yorùbá
        za Zhuang|Vahcuengh
        zh zho|chi|Chinese|Mandarin|Putonghua|中文|Chinesisch|chinois|chino
        zu zul|Zulu|isiZulu|zoulou
        """;
}
