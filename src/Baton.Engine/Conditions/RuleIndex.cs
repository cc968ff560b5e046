namespace Baton.Engine.Conditions;

public sealed class RuleIndex
{
    private readonly IReadOnlyList<Condition?> _rules;

    private RuleIndex(IReadOnlyList<Condition?> rules) => _rules = rules;

    public static RuleIndex Build(IReadOnlyList<Condition?> rules) => new(rules);

    public int FirstMatch(in ConditionInput input, int from = 0)
    {
        for (var i = from; i < _rules.Count; i++)
        {
            if (_rules[i]?.Holds(input) ?? true)
            {
                return i;
            }
        }

        return -1;
    }
}
