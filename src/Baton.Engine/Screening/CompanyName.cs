using System.Collections.Frozen;
using Baton.Engine.Capture;

namespace Baton.Engine.Screening;

/// <summary>Company names reduced to what tells companies apart.</summary>
public static class CompanyName
{
    // Folded, with the points of abbreviations taken out.
    private static readonly FrozenSet<string> LegalForms = """
        inc incorporated corp corporation co company llc lllp llp lp ltd limited plc pllc pc pbc
        gmbh mbh ag kg kgaa ohg ug haftungsbeschrankt ev eg gbr se ek
        sa sas sarl sasu eurl snc sci scop sprl srl sl slu spa sapa ss scarl saa sac sapi cv sab
        bv nv vof ab as asa aps oy oyj hb ks is ehf hf
        sp zoo spz oo spolka sro spol kft zrt nyrt bt doo dd ad ood eood ooo oao zao pao uab sia ou
        ltda eireli me epp pty pte pvt private bhd sdn pt tbk kk yk
        gesmbh gesellschaft mit beschrankter haftung
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();

    /// <summary>
    /// The name in lower case without marks, punctuation, blanks and legal forms at its end: <c>ORBIT Systems, Inc.</c> and
    /// <c>Orbit-Systems</c> give <c>orbitsystems</c>. A name of nothing but legal forms stays whole. Null where nothing is left.
    /// </summary>
    public static string? Key(string name)
    {
        var words = Words(name);
        var count = words.Count;
        while (
            count > 1 && (LegalForms.Contains(words[count - 1]) || (count < words.Count && words[count - 1] == "and"))
        )
        {
            count--;
        }

        return count == 0 ? null : string.Concat(words.Take(count));
    }

    internal static bool IsLegalForm(string folded) => LegalForms.Contains(folded);

    private static List<string> Words(string name) => Joined(Folding.Fold(name, ' '));

    /// <summary>The words of a text in which blanks part them. Letters that stand alone belong together: "S. A." and "S.A." are "sa", "A B C" is "abc".</summary>
    internal static List<string> Joined(string spaced)
    {
        var words = new List<string>();
        var wasSingle = false;
        foreach (var word in spaced.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var isSingle = word.Length == 1 && char.IsLetter(word[0]);
            if (isSingle && wasSingle)
            {
                words[^1] += word;
            }
            else
            {
                words.Add(word);
            }

            wasSingle = isSingle;
        }

        return words;
    }
}
