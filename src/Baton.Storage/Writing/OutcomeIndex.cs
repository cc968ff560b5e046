using Baton.Engine.Commands;
using Baton.Engine.Events;

namespace Baton.Storage.Writing;

/// <summary>
/// What one record says of each lead. A record of one lead is searched as it is; one of thousands (a hand-over, a tick) is
/// indexed once, or every row would cost a walk over the whole record.
/// </summary>
internal readonly struct OutcomeIndex
{
    private const int Few = 8;

    private readonly Outcome _outcome;
    private readonly long _seq;
    private readonly Dictionary<long, Known>? _known;

    public OutcomeIndex(Outcome outcome, long seq)
    {
        (_outcome, _seq) = (outcome, seq);
        if (outcome.Touched.Length > Few)
        {
            _known = outcome.Touched.ToDictionary(v => v.Number, v => new Known(v, null, null));
            for (var i = 0; i < outcome.Events.Length; i++)
            {
                Note(outcome.Events[i], i);
            }
        }
    }

    /// <summary>The last time that a rep began to own the lead; null = none.</summary>
    public Ownership? OwnedOf(long lead) =>
        _known is null ? Ownership.In(_outcome.Events, lead, _seq) : _known.GetValueOrDefault(lead).Owned;

    public LeadCaptured? CapturedOf(long lead)
    {
        if (_known is not null)
        {
            return _known.GetValueOrDefault(lead).Captured;
        }

        foreach (var @event in _outcome.Events)
        {
            if (@event is LeadCaptured captured && captured.Lead == lead)
            {
                return captured;
            }
        }

        return null;
    }

    public LeadView? ViewOf(long lead)
    {
        if (_known is not null)
        {
            return _known.GetValueOrDefault(lead).View;
        }

        foreach (var view in _outcome.Touched)
        {
            if (view.Number == lead)
            {
                return view;
            }
        }

        return null;
    }

    private void Note(Event @event, int index)
    {
        if (@event is LeadEvent { Lead: var lead } && _known!.TryGetValue(lead, out var known))
        {
            _known[lead] = known with
            {
                Owned = Ownership.By(@event, lead, _seq, index) ?? known.Owned,
                Captured = @event as LeadCaptured ?? known.Captured,
            };
        }
    }

    private readonly record struct Known(LeadView? View, Ownership? Owned, LeadCaptured? Captured);
}
