namespace Baton.Engine.Commands;

/// <summary>Leads by one key of theirs. A lead without the key is in no list.</summary>
internal sealed class FactIndex
{
    private readonly Dictionary<string, Dictionary<long, FactBookLead>> _leads = new(StringComparer.Ordinal);

    public IEnumerable<FactBookLead> Of(string? key) =>
        key is not null && _leads.TryGetValue(key, out var leads) ? leads.Values : [];

    public void Add(string? key, FactBookLead lead)
    {
        if (key is null)
        {
            return;
        }

        if (!_leads.TryGetValue(key, out var leads))
        {
            _leads[key] = leads = [];
        }

        leads[lead.Number] = lead;
    }

    public void Remove(string? key, FactBookLead lead)
    {
        if (key is not null && _leads.TryGetValue(key, out var leads))
        {
            leads.Remove(lead.Number);
        }
    }
}
