using Baton.Engine.Screening.Fuzzy;

namespace Baton.Engine.Commands;

/// <summary>The leads of a <see cref="FactBook"/> by blocking key, for the comparisons of one policy.</summary>
internal sealed class FuzzyIndex(FuzzyScreen screen)
{
    private readonly FactIndex _leads = new();

    public FuzzyScreen Screen => screen;

    public void Add(FactBookLead lead)
    {
        foreach (var key in screen.KeysOf(lead.Field))
        {
            _leads.Add(key, lead);
        }
    }

    public void Remove(FactBookLead lead)
    {
        foreach (var key in screen.KeysOf(lead.Field))
        {
            _leads.Remove(key, lead);
        }
    }

    /// <summary>The newest leads under each of the keys.</summary>
    public IEnumerable<FactBookLead> Of(IEnumerable<string> keys) =>
        keys.SelectMany(key => _leads.Of(key).OrderByDescending(l => l.Number).Take(SimilarNeeded.MostOfOneKey))
            .Distinct();
}
