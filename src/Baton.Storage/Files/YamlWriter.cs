using Baton.Engine.Policies;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Baton.Storage.Files;

/// <summary>
/// Writes a document as YAML that reads back as the same document but for positions. Small lists and maps stand on one
/// line, others in blocks. A null that is empty is written <c>null</c>; a scalar that is not <c>Quoted</c> but cannot
/// stand plain is quoted.
/// </summary>
public static class YamlWriter
{
    private const int LongestLine = 100;

    private static readonly char[] FlowMarks = [',', '?', '[', ']', '{', '}', ':'];

    public static string Write(Node document)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, EmitterSettings.Default.WithBestWidth(int.MaxValue).WithBestIndent(2));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Emit(emitter, document, isInline: false);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Emit(Emitter emitter, Node node, bool isInline)
    {
        var isFlow = isInline || (Width(node) <= LongestLine && StandsInline(node));
        switch (node)
        {
            case ScalarNode scalar:
                emitter.Emit(Scalar(scalar));
                break;
            case ListNode list:
                var listStyle = isFlow ? SequenceStyle.Flow : SequenceStyle.Block;
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, listStyle));
                list.Items.ToList().ForEach(item => Emit(emitter, item, isFlow));
                emitter.Emit(new SequenceEnd());
                break;
            case MapNode map:
                var mapStyle = isFlow ? MappingStyle.Flow : MappingStyle.Block;
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, mapStyle));
                map.Entries.ToList().ForEach(entry => EmitEntry(emitter, entry, isFlow));
                emitter.Emit(new MappingEnd());
                break;
            default:
                throw new InvalidOperationException($"unknown node {node.GetType().Name}");
        }
    }

    private static void EmitEntry(Emitter emitter, Entry entry, bool isFlow)
    {
        emitter.Emit(Scalar(new ScalarNode(entry.Key, !IsSafeKey(entry.Key), Position.None)));
        Emit(emitter, entry.Value, isFlow);
    }

    private static Scalar Scalar(ScalarNode scalar)
    {
        var style =
            !scalar.Quoted ? ScalarStyle.Plain
            : scalar.Text.Any(char.IsControl) ? ScalarStyle.DoubleQuoted
            : ScalarStyle.SingleQuoted;
        var text = scalar is { Quoted: false, Text: "" } ? "null" : scalar.Text;
        return new Scalar(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: true, isQuotedImplicit: true);
    }

    private static bool IsSafeKey(string key) =>
        key.Length > 0
        && char.IsLetterOrDigit(key[0])
        && key.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or ' ')
        && !key.EndsWith(' ');

    // The emitter would quote these plain texts on one line, which would make them another document.
    private static bool StandsInline(Node node) =>
        node switch
        {
            ScalarNode scalar => scalar.Quoted || scalar.Text.IndexOfAny(FlowMarks) < 0,
            ListNode list => list.Items.All(StandsInline),
            MapNode map => map.Entries.All(entry => StandsInline(entry.Value)),
            _ => throw new InvalidOperationException($"unknown node {node.GetType().Name}"),
        };

    // The characters of a node on one line.
    private static int Width(Node node) =>
        node switch
        {
            ScalarNode scalar => scalar.Text.Length + (scalar.Quoted ? 2 : 0),
            ListNode list => 2 + list.Items.Sum(item => Width(item) + 2),
            MapNode map => 2 + map.Entries.Sum(entry => entry.Key.Length + 4 + Width(entry.Value)),
            _ => throw new InvalidOperationException($"unknown node {node.GetType().Name}"),
        };
}
