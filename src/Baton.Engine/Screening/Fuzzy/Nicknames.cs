using System.Collections.Frozen;

namespace Baton.Engine.Screening.Fuzzy;

/// <summary>
/// Short forms of first names that spelling does not show, such as <c>bob</c> for <c>robert</c>. Those that begin like
/// the name itself (<c>tom</c>, <c>thomas</c>) mostly need no table.
/// </summary>
internal static class Nicknames
{
    private static readonly FrozenDictionary<string, string[]> Groups = Read();

    /// <summary>Whether two different first names are commonly the same person's.</summary>
    public static bool AreOne(string left, string right) =>
        Groups.TryGetValue(left, out var one)
        && Groups.TryGetValue(right, out var other)
        && one.Intersect(other, StringComparer.Ordinal).Any();

    private static FrozenDictionary<string, string[]> Read() =>
        Table
            .Split('\n')
            .SelectMany(line => line.Split(' ').Select(name => (Name: name, Group: line)))
            .GroupBy(p => p.Name, p => p.Group, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);

    private const string Table = """
        alexander alex sandy sascha xander
        alexandra alex sandra sasha
        andrew andy drew
        anthony tony
        antonio toni
        barbara babs barb
        benjamin ben benny
        charles charlie chuck
        christine chris tina
        christopher chris kit
        daniel dan danny
        david dave davey
        deborah deb debbie
        edward ed eddie ned ted
        elizabeth bess beth betty eliza liz lisa
        francis frank
        francisco paco pancho
        frederick fred freddy
        friedrich fritz
        giuseppe beppe peppe
        gregory greg
        heinrich heinz
        henry hal hank harry
        ignacio nacho
        james jim jimmy jamie
        jennifer jen jenny
        jessica jess
        johannes hannes hans
        john jack johnny
        jonathan jon
        jose pepe
        joseph joe joey
        josef sepp
        katherine cathy kate kathy katie kitty
        kenneth ken
        lawrence larry
        leonard leo len
        margaret maggie meg peggy rita
        matthew matt
        michael mick mike mikey
        nicholas nick
        patricia pat patty tricia
        patrick pat paddy
        peter pete
        rebecca becky
        richard dick rich rick
        robert bob bobby rob
        samuel sam
        samantha sam
        stephen steve
        steven steve
        susan sue susie
        theodore ted theo
        theresa terry tess
        thomas tom tommy
        timothy tim
        victoria vicky tori
        wilhelm willi helmut
        william bill billy liam will
        """;
}
