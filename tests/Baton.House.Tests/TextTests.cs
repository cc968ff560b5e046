using System.Text.RegularExpressions;

namespace Baton.House.Tests;

public sealed class TextTests
{
    // Written in halves, so that this file does not find itself.
    private static readonly Regex NotesToSelf = new(
        @"\b(TO"
            + @"DO|FIX"
            + @"ME|HA"
            + @"CK|XX"
            + @"X)\b|Not"
            + @"Implemented|Skip"
            + @"\s*=\s*""|\.ski"
            + @"p\(|\[Ign"
            + @"ore",
        RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(10)
    );

    // In an image, the home of its user app is nobody's machine.
    private static readonly Regex Machines = new(
        @"(^|[^A-Za-z0-9._-])/((wo"
            + @"rk|ro"
            + @"ot|fa"
            + @"rm)/|ho"
            + @"me/(?!app\b)\w|Us"
            + @"ers/\w)|[A-Z]:\\Us"
            + @"ers",
        RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(10)
    );

    private static readonly string[] Registries =
    [
        "api.nu" + "get.org",
        "registry.np" + "mjs.org",
        "deb.deb" + "ian.org",
    ];

    [Fact]
    public void No_file_holds_notes_to_self_stubs_or_skipped_tests() =>
        Matches(Repository.Under("src", "tests", "web/src", "samples", "bench"), NotesToSelf.IsMatch).ShouldBeEmpty();

    [Fact]
    public void No_file_names_a_folder_of_somebodys_machine() =>
        Matches(Repository.TextFiles, Machines.IsMatch).ShouldBeEmpty();

    [Fact]
    public void No_file_names_a_package_registry() =>
        Matches(Repository.TextFiles, line => Registries.Any(r => line.Contains(r, StringComparison.Ordinal)))
            .ShouldBeEmpty();

    [Fact]
    public void Every_text_file_ends_with_one_newline() =>
        Repository
            .TextFiles.Where(f =>
                f.Text.Length > 0 && (!f.Text.EndsWith('\n') || f.Text.EndsWith("\n\n", StringComparison.Ordinal))
            )
            .ShouldBeEmpty();

    [Fact]
    public void Every_text_file_uses_line_feeds_alone() =>
        Repository.TextFiles.Where(f => f.Text.Contains('\r')).ShouldBeEmpty();

    private static IEnumerable<string> Matches(IEnumerable<SourceFile> files, Func<string, bool> match) =>
        files.SelectMany(f =>
            f.Lines.Select((line, i) => (line, i))
                .Where(l => match(l.line))
                .Select(l => $"{f.Path}:{l.i + 1}: {l.line.Trim()}")
        );
}
