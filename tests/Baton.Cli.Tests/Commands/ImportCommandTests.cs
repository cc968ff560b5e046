using System.Globalization;
using System.Text;
using Baton.Storage;

namespace Baton.Cli.Tests.Commands;

public sealed class ImportCommandTests : IDisposable
{
    private const string Workspace = """
        reps: [{ id: ana }, { id: bob }]
        policy:
          fields: { job: string, subscribed: bool }
          pools: { all: { members: [ana, bob] } }
          rules: [{ name: all, route: [{ pool: all }] }]
        """;

    private const int BankRows = 41_188;
    private const string BankMap = "y:subscribed,contact:medium,campaign:";

    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public ImportCommandTests()
    {
        _data = _folder["data"];
        Cli.Do("apply", _folder.Write("workspace.yaml", Workspace), "--data", _data);
    }

    public void Dispose() => _folder.Dispose();

    // A byte order mark, quoted line breaks and quotes, an empty line, equal rows, rows that are at fault.
    [Fact]
    public void A_messy_file_gives_what_is_good_of_it_and_the_rest_with_reasons()
    {
        var file = _folder.Write(
            "leads.csv",
            "\uFEFFE-Mail;Full Name;Company Size;Lead Source;Comments\r\n"
                + "ann@x.test;\"O'Neil, \"\"Ann\"\"\";1,200;web;\"two\r\nlines; and more\"\r\n"
                + "nobody at x;Ben;5;web;\r\n"
                + "\r\n"
                + "cay@x.test;Cay;5;web;\r\n"
                + "cay@x.test;Cay;5;web;\r\n"
                + "dee@x.test;Dee;many;web;\"=1+1\"\r\n"
                + "eve@x.test;Eve;5;web;x;y\r\n"
        );

        var ran = Cli.Do(
            "import",
            file,
            "--map",
            "Company Size:employees,Lead Source:source",
            "--rejects",
            _folder["bad.csv"],
            "--data",
            _data,
            "--json"
        );

        Counts(ran).ShouldBe((6, 3, 0, 3));
        File.ReadAllText(_folder["bad.csv"])
            .ShouldBe(
                "line;reasons;E-Mail;Full Name;Company Size;Lead Source;Comments\r\n"
                    + "4;'email' is not an e-mail address: it has no '@';nobody at x;Ben;5;web;\r\n"
                    + "8;'employees' must be a number;dee@x.test;Dee;many;web;=1+1\r\n"
                    + "9;the row has 6 cells, the header 5;eve@x.test;Eve;5;web;x;y\r\n"
            );
        var leads = Leads();
        leads.Count.ShouldBe(3);
        var ann = leads[^1];
        (Field(ann, "name"), Field(ann, "message"), Field(ann, "employees")).ShouldBe(
            ("O'Neil, \"Ann\"", "two\nlines; and more", "1200")
        );
    }

    [Fact]
    public void Running_it_again_repeats_every_row_and_changes_nothing()
    {
        var file = _folder.Write("leads.csv", "email\na@x.test\nb@x.test\nb@x.test\nbad\n");
        Counts(Import(file)).ShouldBe((4, 3, 0, 1));
        var before = Leads().Select(l => (l.PublicId, l.Owner)).ToArray();

        Counts(Import(file)).ShouldBe((4, 0, 3, 1));

        Leads().Select(l => (l.PublicId, l.Owner)).ShouldBe(before);
    }

    [Theory]
    [InlineData(1252)]
    [InlineData(65001)]
    [InlineData(1200)]
    public void The_encoding_is_found(int codePage)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage);
        byte[] bytes =
        [
            .. codePage == 1200 ? encoding.Preamble : [],
            .. encoding.GetBytes("email,name\na@x.test,Zoë Größmann\n"),
        ];

        Import(_folder.Write("leads.csv", bytes));

        Field(Leads()[0], "name").ShouldBe("Zoë Größmann");
    }

    [Fact]
    public void An_encoding_that_is_named_is_taken()
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(1250)!.GetBytes("email,name\na@x.test,Łukasz\n");

        Cli.Do("import", _folder.Write("leads.csv", bytes), "--encoding", "windows-1250", "--data", _data);

        Field(Leads()[0], "name").ShouldBe("Łukasz");
    }

    [Fact]
    public void What_was_left_empty_is_counted_and_the_first_rows_of_it_are_told()
    {
        var odd = string.Concat(Enumerable.Repeat("Cair Paravel,Narnia,\n", 11));
        var file = _folder.Write("leads.csv", $"city,country,phone\nUlm,DE,\nBonn,Narnia,call me\n{odd}");

        var ran = Import(file);

        (Counts(ran), Number(ran, "noted")).ShouldBe(((13, 13, 0, 0), 12));
        var told = ran.Error.TrimEnd().Split('\n');
        told.Length.ShouldBe(10);
        told[0]
            .ShouldBe(
                $"{file}: line 3: left empty: 'country' is not a country that Baton knows; use its ISO 3166 code; "
                    + "'phone' is not a telephone number that can be dialled from abroad"
            );
        Cli.Do("import", file, "--data", _data).Output.ShouldContain("rows with a field that could not be understood");
    }

    [Fact]
    public void A_dry_run_stores_nothing()
    {
        var file = _folder.Write("leads.csv", "email\na@x.test\nbad\n");

        var ran = Cli.Do("import", file, "--dry-run", "--data", _data, "--json");

        Counts(ran).ShouldBe((2, 1, 0, 1));
        Leads().ShouldBeEmpty();
        ran.Error.ShouldBe($"{file}: line 3: 'email' is not an e-mail address: it has no '@'\n");
    }

    [Fact]
    public void Rejected_rows_are_put_right_and_imported_from_the_rejects_file()
    {
        var file = _folder.Write("leads.csv", "email,name\na@x.test,Ann\nb at x.test,Ben\n");
        Cli.Do("import", file, "--rejects", _folder["bad.csv"], "--data", _data);
        File.WriteAllText(_folder["bad.csv"], File.ReadAllText(_folder["bad.csv"]).Replace("b at x.test", "b@x.test"));

        Counts(Import(_folder["bad.csv"])).ShouldBe((1, 1, 0, 0));

        Field(Leads()[0], "name").ShouldBe("Ben");
    }

    [Fact]
    public void Only_where_every_row_is_rejected_it_fails()
    {
        Cli.Run("import", _folder.Write("a.csv", "email\nbad\nworse\n"), "--data", _data).Code.ShouldBe(1);
        Cli.Run("import", _folder.Write("b.csv", "email\n"), "--data", _data).Code.ShouldBe(0);
    }

    [Theory]
    [InlineData("--map", "Emial:email", "there is no column 'Emial'; did you mean 'email'?")]
    [InlineData("--map", "name:nmae", "unknown field 'nmae'; did you mean 'name'?")]
    [InlineData("--map", "name", "--map 'name' is not of the form Header:field")]
    [InlineData("--delimiter", "::", "--delimiter :: is not one ASCII character, or tab")]
    [InlineData("--encoding", "klingon", "--encoding klingon is not known")]
    public void A_wrong_option_is_two_and_stores_nothing(string option, string value, string message)
    {
        var file = _folder.Write("leads.csv", "email,name\na@x.test,Ann\n");

        var ran = Cli.Run("import", file, option, value, "--data", _data);

        ran.Code.ShouldBe(2);
        ran.Error.ShouldContain(message);
        Leads().ShouldBeEmpty();
    }

    [Fact]
    public void A_file_that_is_not_there_is_two()
    {
        var ran = Cli.Run("import", _folder["nowhere.csv"], "--data", _data);

        ran.Code.ShouldBe(2);
        ran.Error.ShouldStartWith("baton: cannot read ");
    }

    [Fact]
    public async Task A_folder_that_is_served_is_left_alone()
    {
        await using var owner = BatonStore.Open(
            new StoreOptions { Directory = _data, Address = "http://127.0.0.1:5098" }
        );

        var ran = Cli.Run("import", _folder.Write("leads.csv", "email\na@x.test\n"), "--data", _data);

        ran.Code.ShouldBe(1);
        ran.Error.ShouldContain("is served at http://127.0.0.1:5098; use --server http://127.0.0.1:5098 --key KEY");
    }

    // 41,188 rows with semicolons and quotes: Moro, Cortez and Rita, doi 10.1016/j.dss.2014.03.001.
    [Fact]
    public void A_large_file_is_imported_whole_and_again()
    {
        string[] import = ["import", Bank, "--map", BankMap, "--data", _data, "--json"];

        Counts(Cli.Do(import)).ShouldBe((BankRows, BankRows, 0, 0));

        Owners().ShouldBe([("ana", BankRows / 2), ("bob", BankRows / 2)]);
        Counts(Cli.Do(import)).ShouldBe((BankRows, 0, BankRows, 0));
    }

    // Five times the file, of 29 MB, with a heap that could not hold it.
    [Fact]
    public void Memory_stays_flat_however_long_the_file()
    {
        const int times = 5;
        const int heap = 48 * 1024 * 1024;
        var lines = File.ReadAllLines(Bank);
        File.WriteAllLines(_folder["big.csv"], [lines[0], .. Enumerable.Repeat(lines[1..], times).SelectMany(l => l)]);

        using var process = BatonProcess.Start(
            heap,
            ["import", _folder["big.csv"], "--map", BankMap, "--data", _data, "--dry-run", "--json"]
        );

        process.Exit().ShouldBe(0, process.Errors);
        var ran = new Ran(0, string.Join('\n', process.Seen), process.Errors);
        Counts(ran).ShouldBe((BankRows * times, BankRows * times, 0, 0));
    }

    private static string Bank => Repository.Shared("bank-marketing", "bank-additional-full.csv");

    private (string, int)[] Owners()
    {
        using var reader = StoreReader.Open(_data);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (string? cursor = null; ; )
        {
            var page = reader.Leads.List(LeadFilter.All, 1000, cursor);
            foreach (var lead in page.Items)
            {
                counts[lead.Owner!] = counts.GetValueOrDefault(lead.Owner!) + 1;
            }

            if ((cursor = page.NextCursor) is null)
            {
                return [.. counts.Select(c => (c.Key, c.Value))];
            }
        }
    }

    private Ran Import(string file) => Cli.Do("import", file, "--data", _data, "--json");

    private static (int Rows, int Accepted, int Repeated, int Rejected) Counts(Ran ran) =>
        (Number(ran, "rows"), Number(ran, "accepted"), Number(ran, "repeated"), Number(ran, "rejected"));

    private static int Number(Ran ran, string name) => ran.Json[name]!.GetValue<int>();

    private IReadOnlyList<LeadRecord> Leads()
    {
        using var reader = StoreReader.Open(_data);
        return reader.Leads.List(LeadFilter.All, 1000).Items;
    }

    private static string? Field(LeadRecord lead, string name) =>
        lead
            .Personal.Items.Concat(lead.Fields.Items)
            .Where(f => f.Key == name)
            .Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Value}"))
            .FirstOrDefault();
}
