using Baton.Engine.Policies;
using Baton.Storage.Files;
using FsCheck;
using FsCheck.Fluent;

namespace Baton.Storage.Tests.Files;

public sealed class RoundTripTests
{
    [Fact]
    public void What_is_written_as_yaml_reads_back_the_same()
    {
        Prop.ForAll(
                Documents.Any,
                node =>
                    Documents
                        .Text(ReadYaml(YamlWriter.Write(node)))
                        .ShouldBe(Documents.Text(node), YamlWriter.Write(node))
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void The_whole_sample_reads_back_the_same()
    {
        var node = ReadYaml(Sample.Everything);

        Documents.Text(ReadYaml(YamlWriter.Write(node))).ShouldBe(Documents.Text(node));
    }

    [Fact]
    public void What_is_written_as_json_reads_back_the_same()
    {
        Prop.ForAll(
                Documents.Any,
                node =>
                {
                    var once = JsonNodes.ReadJson(JsonNodes.ToJson(node));
                    return Documents.Text(JsonNodes.ReadJson(JsonNodes.ToJson(once))) == Documents.Text(once);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Json_keeps_numbers_as_they_were_written_and_tells_them_from_texts()
    {
        const string Json = """{"a":[1.50,"1.50",1E+2,true,"true",null,"null",""],"é":{}}""";

        JsonNodes.ToJson(JsonNodes.ReadJson(Json)).ShouldBe(Json.Replace("é", "\\u00E9"));
    }

    [Fact]
    public void Yaml_is_written_for_people_to_read()
    {
        var node = ReadYaml(
            """
            reps:
            - { id: ana, skills: { spanish: 5 } }
            - id: bob
            policy: { rules: [{ name: all, when: 'lead.employees > 3000 && lead.country in ["DE", "FR", "IT"]', route: [{ pool: enterprise }] }] }
            """
        );

        YamlWriter
            .Write(node)
            .ShouldBe(
                """
                reps: [{id: ana, skills: {spanish: 5}}, {id: bob}]
                policy:
                  rules:
                  - name: all
                    when: 'lead.employees > 3000 && lead.country in ["DE", "FR", "IT"]'
                    route: [{pool: enterprise}]

                """
            );
    }

    [Fact]
    public void No_document_makes_the_binder_throw()
    {
        Prop.ForAll(
                Documents.Any,
                node =>
                {
                    var faults = new List<Fault>();
                    var bound = WorkspaceBinder.Bind(node, faults);
                    return bound is null == faults.Count > 0;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void No_text_makes_the_reader_throw()
    {
        var pieces = Gen.Elements(
            "a",
            ": ",
            "\n",
            "- ",
            "  ",
            "[",
            "]",
            "{",
            "}",
            ",",
            "'",
            "\"",
            "&x ",
            "*x",
            "!t ",
            "|",
            ">",
            "#",
            "%",
            "? ",
            "---\n",
            "\t",
            "é",
            "\0",
            "<<"
        );
        Prop.ForAll(
                pieces.ListOf().ToArbitrary(),
                parts =>
                {
                    var faults = new List<Fault>();
                    var node = YamlReader.Read(string.Concat(parts), null, faults);
                    return node is not null || faults.Count > 0;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void Every_broken_part_of_the_sample_is_a_fault_and_never_an_exception()
    {
        var lines = Sample.Everything.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var faults = new List<Fault>();
            var broken = string.Join(
                '\n',
                lines.Select((line, at) => at == i ? line.Replace(": ", ": [5, x, ") : line)
            );

            if (YamlReader.Read(broken, null, faults) is { } node)
            {
                WorkspaceBinder.Bind(node, faults);
            }

            (faults.Count > 0 || !lines[i].Contains(": ")).ShouldBeTrue(lines[i]);
        }
    }

    private static Node ReadYaml(string text)
    {
        var faults = new List<Fault>();
        var node = YamlReader.Read(text, null, faults)!;
        faults.ShouldBeEmpty(text);
        return node;
    }
}
