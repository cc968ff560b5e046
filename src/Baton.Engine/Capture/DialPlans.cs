using System.Collections.Frozen;

namespace Baton.Engine.Capture;

/// <summary>
/// How one country dials: its calling code, what is dialled before a national number (<see cref="Trunks"/>, left out
/// from abroad) and before a foreign one (<see cref="AbroadPrefixes"/>), and how many digits a national number has.
/// </summary>
internal sealed record DialPlan(string CallingCode, string[] Trunks, int Shortest, int Longest, string[] AbroadPrefixes)
{
    /// <summary>National numbers never begin with 0 where that is what one dials before them.</summary>
    public bool HasZeroTrunk { get; } = Trunks.Contains("0");
}

/// <summary>The dial plans of all countries. Facts: ITU E.164 and national numbering plans, as libphonenumber's metadata has them.</summary>
internal static class DialPlans
{
    // A short national number is a local one without its area code, or a slip.
    private const int ShortestUseful = 6;
    private const int LongNumbers = 9;

    private static readonly FrozenDictionary<string, DialPlan> ByCountry;
    private static readonly DialPlan?[] ByCallingCode = new DialPlan?[1000];

    static DialPlans()
    {
        var plans = new Dictionary<string, DialPlan>();
        foreach (var row in Table.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = row.Split(' ');
            var plan = Read(parts);
            plans.TryAdd(parts[0][..2], plan);
            if (parts[0].EndsWith('*'))
            {
                ByCallingCode[int.Parse(plan.CallingCode)] = plan;
            }
        }

        ByCountry = plans.ToFrozenDictionary();
    }

    public static DialPlan? Of(string? country) => country is null ? null : ByCountry.GetValueOrDefault(country);

    /// <summary>The plan whose calling code the digits begin with; no code is the beginning of another.</summary>
    public static DialPlan? OfInternational(ReadOnlySpan<char> digits)
    {
        var code = 0;
        for (var i = 0; i < Math.Min(3, digits.Length); i++)
        {
            code = (code * 10) + (digits[i] - '0');
            if (code == 0)
            {
                return null;
            }

            if (ByCallingCode[code] is { } plan)
            {
                return plan;
            }
        }

        return null;
    }

    private static DialPlan Read(string[] parts)
    {
        var range = parts[3].Split('-');
        var longest = int.Parse(range[1]);
        var shortest = int.Parse(range[0]);
        return new DialPlan(
            parts[1],
            parts[2] == "-" ? [] : parts[2].Split(','),
            longest >= LongNumbers ? Math.Max(shortest, ShortestUseful) : shortest,
            longest,
            parts.Length > 4 ? [.. parts[4].Split(','), "00"] : ["00"]
        );
    }

    // country (* = the calling code's main one), calling code, trunk prefixes, digits of a national number, and what is
    // dialled before a number abroad where that is not 00. "--" are the codes of no country.
    private const string Table = """
        AC* 247 - 5-6; AD* 376 - 6-9; AE* 971 0 5-12; AF* 93 0 9-9;
        AG 1 1 10-10 011; AI 1 1 10-10 011; AL* 355 0 6-9; AM* 374 0 8-8;
        AO* 244 - 9-9; AR* 54 0 10-11; AS 1 1 10-10 011; AT* 43 0 4-13;
        AU* 61 0 5-12 0011; AW* 297 - 7-7; AX 358 0 5-12 990; AZ* 994 0 9-9;
        BA* 387 0 8-9; BB 1 1 10-10 011; BD* 880 0 6-10; BE* 32 0 8-9;
        BF* 226 - 8-8; BG* 359 0 6-12; BH* 973 - 8-8; BI* 257 - 8-8;
        BJ* 229 - 10-10; BL 590 0 9-9; BM 1 1 10-10 011; BN* 673 - 7-7;
        BO* 591 0 8-9; BQ 599 - 7-7; BR* 55 0 8-11 0015,0021,0014,0031,0041; BS 1 1 10-10 011;
        BT* 975 - 7-8; BW* 267 - 7-10; BY* 375 8,80 9-10 810; BZ* 501 - 7-11;
        CA 1 1 10-10 011; CC 61 0 6-12 0011; CD* 243 0 7-10; CF* 236 - 8-8;
        CG* 242 - 9-9; CH* 41 0 9-12; CI* 225 - 10-10; CK* 682 - 5-5;
        CL* 56 - 9-11; CM* 237 - 8-9; CN* 86 0 7-12; CO* 57 0 8-11;
        CR* 506 - 8-10; CU* 53 0 6-10 119; CV* 238 - 7-7; CW* 599 - 7-8;
        CX 61 0 6-12 0011; CY* 357 - 8-8; CZ* 420 - 9-12; DE* 49 0 4-15;
        DJ* 253 - 8-8; DK* 45 - 8-8; DM 1 1 10-10 011; DO 1 1 10-10 011;
        DZ* 213 0 8-9; EC* 593 0 8-11; EE* 372 - 7-10; EG* 20 0 8-10;
        EH 212 0 9-9; ER* 291 0 7-7; ES* 34 - 9-9; ET* 251 0 9-9;
        FI* 358 0 5-12 990; FJ* 679 - 7-11 052; FK* 500 - 5-5; FM* 691 - 7-7;
        FO* 298 - 6-6; FR* 33 0 9-9; GA* 241 - 7-8; GB* 44 0 7-10;
        GD 1 1 10-10 011; GE* 995 0 9-9; GF* 594 0 9-9; GG 44 0 7-10;
        GH* 233 0 8-9; GI* 350 - 8-8; GL* 299 - 6-6; GM* 220 - 7-9;
        GN* 224 - 8-9; GP* 590 0 9-9; GQ* 240 - 9-9; GR* 30 - 10-12;
        GT* 502 - 8-11; GU 1 1 10-10 011; GW* 245 - 7-9; GY* 592 - 7-7 001;
        HK* 852 - 5-11 001; HN* 504 - 8-11; HR* 385 0 7-9; HT* 509 - 8-8;
        HU* 36 06 8-9; ID* 62 0 7-17 001,007,008,009; IE* 353 0 7-10; IL* 972 0 7-12 012,013,014;
        IM 44 0 10-10; IN* 91 0 8-13; IO* 246 - 7-7; IQ* 964 0 8-10;
        IR* 98 0 4-10; IS* 354 - 7-9; IT* 39 - 6-11; JE 44 0 10-10;
        JM 1 1 10-10 011; JO* 962 0 8-9; JP* 81 0 8-17 010; KE* 254 0 7-10 000;
        KG* 996 0 9-10; KH* 855 0 8-10 001,007; KI* 686 0 5-8; KM* 269 - 7-7;
        KN 1 1 10-10 011; KP* 850 0 8-10; KR* 82 0 5-14 001,002,00700; KW* 965 - 7-8;
        KY 1 1 10-10 011; KZ 7 8 10-10 810; LA* 856 0 8-10; LB* 961 0 7-8;
        LC 1 1 10-10 011; LI* 423 0 7-9; LK* 94 0 9-9; LR* 231 0 7-9;
        LS* 266 - 8-8; LT* 370 0,8 8-8; LU* 352 - 4-11; LV* 371 - 8-8;
        LY* 218 0 9-9; MA* 212 0 9-9; MC* 377 0 8-9; MD* 373 0 8-8;
        ME* 382 0 8-9; MF 590 0 9-9; MG* 261 0 9-9; MH* 692 1 7-7 011;
        MK* 389 0 8-8; ML* 223 - 8-8; MM* 95 0 6-10; MN* 976 0 8-10 001;
        MO* 853 - 7-8; MP 1 1 10-10 011; MQ* 596 0 9-9; MR* 222 - 8-8;
        MS 1 1 10-10 011; MT* 356 - 8-8; MU* 230 - 7-10 020; MV* 960 - 7-10;
        MW* 265 0 7-9; MX* 52 01,044,045,1 10-10; MY* 60 0 8-10; MZ* 258 - 8-9;
        NA* 264 0 8-9; NC* 687 - 6-6; NE* 227 - 8-8; NF* 672 - 6-6;
        NG* 234 0 10-14 009; NI* 505 - 8-8; NL* 31 0 5-11; NO* 47 - 5-8;
        NP* 977 0 8-11; NR* 674 - 7-7; NU* 683 - 4-7; NZ* 64 0 5-10;
        OM* 968 - 7-9; PA* 507 - 7-11; PE* 51 0 8-9; PF* 689 - 6-9;
        PG* 675 - 7-8; PH* 63 0 6-13; PK* 92 0 8-12; PL* 48 - 6-10;
        PM* 508 0 6-9; PR 1 1 10-10 011; PS* 970 0 8-10; PT* 351 - 9-9;
        PW* 680 - 7-7; PY* 595 0 6-11; QA* 974 - 7-11; RE* 262 0 9-9;
        RO* 40 0 6-9; RS* 381 0 6-12; RU* 7 8 10-10 810; RW* 250 0 8-9;
        SA* 966 0 9-10; SB* 677 - 5-7; SC* 248 - 7-7; SD* 249 0 9-9;
        SE* 46 0 6-12; SG* 65 - 8-11 001,002,008; SH* 290 - 4-5; SI* 386 0 5-8;
        SJ 47 - 5-8; SK* 421 0 6-9; SL* 232 0 8-8; SM* 378 - 8-10;
        SN* 221 - 9-9; SO* 252 0 6-9; SR* 597 - 6-7; SS* 211 0 9-9;
        ST* 239 - 7-7; SV* 503 - 7-11; SX 1 1 10-10 011; SY* 963 0 8-9;
        SZ* 268 - 8-9; TA 290 - 4-4; TC 1 1 10-10 011; TD* 235 - 8-8;
        TG* 228 - 8-8; TH* 66 0 8-13 001; TJ* 992 - 9-9 810; TK* 690 - 4-7;
        TL* 670 - 7-8; TM* 993 8 8-8 810; TN* 216 - 8-8; TO* 676 - 5-7;
        TR* 90 0 7-13; TT 1 1 10-10 011; TV* 688 - 5-7; TW* 886 0 7-11 002;
        TZ* 255 0 9-9 000; UA* 380 0 9-10; UG* 256 0 9-9 000; US* 1 1 10-10 011;
        UY* 598 0 4-13; UZ* 998 - 9-9; VA 39 - 6-12; VC 1 1 10-10 011;
        VE* 58 0 10-10; VG 1 1 10-10 011; VI 1 1 10-10 011; VN* 84 0 7-10;
        VU* 678 - 5-7; WF* 681 - 6-9; WS* 685 - 5-10 0; XK* 383 0 8-12;
        YE* 967 0 7-9; YT 262 0 9-9; ZA* 27 0 5-10; ZM* 260 0 9-9;
        ZW* 263 0 7-10; --* 800 - 8-8; --* 808 - 8-8; --* 870 - 9-12;
        --* 878 - 12-12; --* 881 - 9-10; --* 882 - 7-12; --* 883 - 8-12;
        --* 888 - 11-11; --* 979 - 9-9;
        """;
}
