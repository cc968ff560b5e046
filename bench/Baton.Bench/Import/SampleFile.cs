using System.Globalization;
using System.Text;

namespace Baton.Bench.Import;

/// <summary>An export of 90,000 leads with 37 columns, of which twelve matter, as other programs write them.</summary>
internal static class SampleFile
{
    public const int Rows = 90_000;
    public const int Markets = 200;
    public const int Industries = 50;
    public const int Sources = 20;

    /// <summary>Writes the file unless it is there already.</summary>
    public static void Write(string path)
    {
        if (File.Exists(path))
        {
            return;
        }

        var random = new Random(4);
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false));
        file.Write("Id,Email,First,Last,Company,Market,Industry,Employees,Source,Message,V0,V1");
        file.Write(string.Concat(Enumerable.Range(2, 25).Select(i => $",C{i}")) + "\n");
        for (var row = 0; row < Rows; row++)
        {
            file.Write(Row(row, random));
        }
    }

    // One row in five takes an earlier number, and now and then the whole address comes out the same: a duplicate.
    private static string Row(int row, Random random)
    {
        var id = new Guid(random.Next(), 7, 7, BitConverter.GetBytes((long)row));
        var user = random.Next(5) == 0 && row > 0 ? random.Next(row) : row;
        var text = new StringBuilder(400);
        text.Append(
            CultureInfo.InvariantCulture,
            $"{id},user{user}@example{row % 99}.com,First{row % 300},Last{row % 700},\"Acme, {row % 500} Inc\","
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"C{random.Next(Markets)},I{random.Next(Industries)},{random.Next(6000)},S{random.Next(Sources)},"
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"\"He said \"\"call me\"\" at {row % 24}\",{random.NextDouble():F4},{random.NextDouble():F4}"
        );
        for (var column = 2; column < 27; column++)
        {
            text.Append(
                (column % 3) switch
                {
                    0 => ",Select",
                    1 => ",No",
                    _ => "," + random.Next(100).ToString(CultureInfo.InvariantCulture),
                }
            );
        }

        return text.Append('\n').ToString();
    }
}
