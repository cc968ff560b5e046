namespace Baton.Engine.Policies;

/// <summary>
/// One thing wrong with what somebody wrote: where, what and how to cure it.
/// <see cref="Path"/> is the place in the document, such as <c>policy.pools.p.method</c>; <see cref="File"/> is null
/// where the text came from no file.
/// </summary>
public sealed record Fault(string Path, Position At, string Message)
{
    public string? File { get; init; }

    /// <summary>
    /// A stable word for programs: <c>unknown_key</c>, <c>unknown_word</c>, <c>wrong_type</c>, <c>range</c>,
    /// <c>missing</c>, <c>duplicate</c>, <c>contradiction</c>, <c>dangling</c>, <c>cycle</c>, <c>expression</c>, <c>syntax</c>.
    /// </summary>
    public string Code { get; init; } = "invalid";

    /// <summary><c>acme.yaml: line 7, column 7: policy.pools.p: unknown key 'metod'; did you mean 'method'?</c></summary>
    public override string ToString() =>
        string.Join(
            ": ",
            new[] { File, At == Position.None ? null : At.ToString(), Path, Message }.Where(p =>
                !string.IsNullOrEmpty(p)
            )
        );
}
