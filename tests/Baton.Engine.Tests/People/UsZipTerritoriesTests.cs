using Baton.Engine.People;

namespace Baton.Engine.Tests.People;

/// <summary>A table of every ZIP code of the United States (GeoNames, CC BY 4.0), each with its state as territory.</summary>
public sealed class UsZipTerritoriesTests
{
    private const string Military = "military";

    [RealDataFact]
    public void Every_ZIP_code_finds_its_state()
    {
        var zips = ReadZips();
        zips.Count.ShouldBe(41_490);

        var table = TerritoryTableTests.Table([.. zips.Select(z => new TerritoryRow("US", "", z.Zip, z.Zip, z.State))]);

        // Some codes are listed under two places; the first row wins.
        foreach (var first in zips.DistinctBy(z => z.Zip))
        {
            table.Find("US", "CA", first.Zip).ShouldBe(first.State);
        }

        table.Find("US", null, "00000").ShouldBeNull();
        table.Find("CA", null, zips[0].Zip).ShouldBeNull();
    }

    private static List<(string Zip, string State)> ReadZips() =>
        [
            .. File.ReadLines(Path.Combine(Root(), "..", "shared", "data", "reference", "us_zip.csv"))
                .Skip(1)
                .Select(Read),
        ];

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Baton.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("no Baton.slnx above the tests");
        }

        return folder.FullName;
    }

    // The first three columns; only later ones are ever quoted. Post offices of the forces have no state.
    private static (string Zip, string State) Read(string line)
    {
        var columns = line.Split(',');
        return (columns[0], columns[2].Length == 0 ? Military : columns[2]);
    }
}
