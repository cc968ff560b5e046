using System.Globalization;
using System.Text;
using System.Xml;
using Baton.Engine.Policies;

namespace Baton.Cli.Scenarios;

/// <summary>
/// The results as JUnit XML, as build servers read it: a suite for each file, a case for each scenario, an error for
/// what could not be read.
/// </summary>
internal static class JunitReport
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Indent = true,
        Encoding = new UTF8Encoding(false),
        NewLineChars = "\n",
    };

    public static void Write(ScenarioRun run, string path)
    {
        using var xml = XmlWriter.Create(path, Settings);
        xml.WriteStartElement("testsuites");
        Count(xml, run.Results.Length + run.Faults.Length, run.Failed, run.Faults.Length);
        foreach (var suite in run.Results.GroupBy(r => r.File ?? ""))
        {
            WriteSuite(xml, suite.Key, [.. suite]);
        }

        foreach (var fault in run.Faults)
        {
            WriteFault(xml, fault);
        }

        xml.WriteEndElement();
    }

    private static void WriteSuite(XmlWriter xml, string file, IReadOnlyCollection<ScenarioResult> results)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", file);
        Count(xml, results.Count, results.Count(r => r.Failure is not null), 0);
        Time(xml, results.Sum(r => r.Elapsed.TotalSeconds));
        foreach (var result in results)
        {
            WriteCase(xml, result);
        }

        xml.WriteEndElement();
    }

    private static void WriteCase(XmlWriter xml, ScenarioResult result)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("name", Clean(result.Name));
        xml.WriteAttributeString("classname", result.File ?? "");
        Time(xml, result.Elapsed.TotalSeconds);
        if (result.Failure is { } failure)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("message", Clean($"{failure.Where}: {failure.Mismatches[0]}"));
            xml.WriteString(Clean(string.Join('\n', TextReport.Lines(failure))));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteFault(XmlWriter xml, Fault fault)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", fault.File ?? "");
        Count(xml, 1, 0, 1);
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("name", "reads");
        xml.WriteAttributeString("classname", fault.File ?? "");
        xml.WriteStartElement("error");
        xml.WriteAttributeString("message", Clean(fault.ToString()));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Count(XmlWriter xml, int tests, int failures, int errors)
    {
        xml.WriteAttributeString("tests", tests.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("failures", failures.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("errors", errors.ToString(CultureInfo.InvariantCulture));
    }

    private static void Time(XmlWriter xml, double seconds) =>
        xml.WriteAttributeString("time", seconds.ToString("0.000", CultureInfo.InvariantCulture));

    // What a scenario says may hold characters that XML cannot.
    private static string Clean(string text) => string.Concat(text.Where(XmlConvert.IsXmlChar));
}
