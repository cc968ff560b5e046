using Baton.Engine.Policies;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Baton.Storage.Files;

/// <summary>
/// Reads YAML 1.2 strictly, with the place of every part: plain <c>yes</c>, <c>no</c> and <c>on</c> are text, keys are
/// unique scalars, anchors and aliases work within a limit; tags, merge keys and deep nesting are refused.
/// </summary>
public static class YamlReader
{
    /// <summary>Characters of one text.</summary>
    public const int LargestText = 16 * 1024 * 1024;

    /// <summary>
    /// The one document of a text. Null where its syntax is broken or there is nothing in it; with lesser faults the
    /// document comes all the same, so that whoever binds it can report everything at once.
    /// </summary>
    public static Node? Read(string text, string? file, ICollection<Fault> faults)
    {
        var before = faults.Count;
        var documents = ReadAll(text, file, faults);
        if (documents.Count == 0 && faults.Count == before)
        {
            faults.Add(Syntax(new Position(1, 1), "the document is empty", file));
        }
        else if (documents.Count > 1)
        {
            faults.Add(Syntax(documents[1].At, "expected one document, found another after '---'", file));
        }

        return documents.Count > 0 ? documents[0] : null;
    }

    /// <summary>Every document of a text, in order, up to the first that is broken.</summary>
    public static IReadOnlyList<Node> ReadAll(string text, string? file, ICollection<Fault> faults)
    {
        var documents = new List<Node>();
        if (text.Length > LargestText)
        {
            faults.Add(Syntax(Position.None, $"the text is longer than {LargestText} characters", file));
            return documents;
        }

        var scanner = new Scanner(new StringReader(text), skipComments: true);
        try
        {
            ReadDocuments(new Parser(scanner), file, faults, documents);
        }
        catch (YamlException broken)
        {
            faults.Add(Syntax(YamlTree.Place(broken.Start), Reason(broken), file));
        }
        catch (Exception scanned) when (scanned is InvalidOperationException or ArgumentException)
        {
            // The scanner throws these of its own where a plain text cannot begin or a tag has no name.
            faults.Add(Syntax(YamlTree.Place(scanner.CurrentPosition), "broken YAML near here", file));
        }

        return documents;
    }

    private static void ReadDocuments(IParser parser, string? file, ICollection<Fault> faults, List<Node> documents)
    {
        parser.Consume<StreamStart>();
        while (!parser.TryConsume<StreamEnd>(out _))
        {
            parser.Consume<DocumentStart>();
            documents.Add(new YamlTree(parser, file, faults).Read());
            parser.Consume<DocumentEnd>();
        }
    }

    // The parser's own words come wrapped in positions that the fault already has.
    private static string Reason(YamlException broken)
    {
        var words = (broken.InnerException ?? broken).Message;
        var end = words.LastIndexOf("): ", StringComparison.Ordinal);
        var reason = (end < 0 ? words : words[(end + 3)..]).TrimEnd('.');
        return reason.Length == 0 ? "broken YAML" : char.ToLowerInvariant(reason[0]) + reason[1..];
    }

    private static Fault Syntax(Position at, string message, string? file) =>
        new("", at, message) { Code = "syntax", File = file };
}
