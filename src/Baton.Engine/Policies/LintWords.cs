using Baton.Engine.Policies.Config;

namespace Baton.Engine.Policies;

/// <summary>
/// The names and the quoted texts that stand anywhere in a file's expressions. Coarser than parsing them, which is the
/// right side to err on: a name that might be used is not called unused.
/// </summary>
internal sealed class LintWords
{
    public LintWords(WorkspaceConfig config)
    {
        foreach (var expression in Expressions(config).OfType<ExpressionConfig>())
        {
            Read(expression.Text);
        }
    }

    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Texts { get; } = new(StringComparer.Ordinal);

    private void Read(string text)
    {
        for (var at = 0; at < text.Length; )
        {
            var end = at + 1;
            if (text[at] is '"' or '\'')
            {
                var close = text.IndexOf(text[at], at + 1);
                end = close < 0 ? text.Length : close + 1;
                Texts.Add(text[(at + 1)..Math.Max(at + 1, end - 1)]);
            }
            else if (IsNamePart(text[at]))
            {
                while (end < text.Length && IsNamePart(text[end]))
                {
                    end++;
                }

                Names.Add(text[at..end]);
            }

            at = end;
        }
    }

    private static bool IsNamePart(char letter) => char.IsAsciiLetterOrDigit(letter) || letter == '_';

    private static IEnumerable<ExpressionConfig?> Expressions(WorkspaceConfig config)
    {
        var policy = config.Policy;
        return
        [
            .. config.Teams.Select(t => t.Where),
            .. config.Territories.Named.Select(t => t.When),
            .. policy.Conditions.Select(c => c.When),
            .. policy.Segments.Select(s => s.When),
            .. policy.Screen.Reject,
            .. policy.Score.Rules.Select(r => r.When),
            policy.Qualify?.When,
            .. policy.Pools.SelectMany(OfPool),
            .. policy.Queues.SelectMany(q => q.Require),
            .. policy.Rules.Select(r => r.When),
        ];
    }

    private static IEnumerable<ExpressionConfig?> OfPool(PoolConfig pool) =>
        [
            .. pool.Require,
            .. pool.Prefer,
            pool.Rank,
            (pool.Weights as ComputedWeights)?.Expression,
            pool.Fairness.Value,
        ];
}
