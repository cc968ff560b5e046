using System.Collections.Concurrent;

namespace Baton.Trust.Tests.Load;

/// <summary>Everything that clients asked and were told, outside of the process that is tested. Thread-safe.</summary>
internal sealed class ClientLog
{
    private readonly ConcurrentDictionary<string, Request> _sent = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Answer> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _contradictions = [];

    public IEnumerable<Request> Sent => _sent.Values.OrderBy(r => r.Key, StringComparer.Ordinal);

    /// <summary>Requests that nobody answered: they happened once or not at all.</summary>
    public IEnumerable<Request> Unanswered => Sent.Where(r => !_answers.ContainsKey(r.Key));

    /// <summary>Keys that got two different answers.</summary>
    public IEnumerable<string> Contradictions => _contradictions;

    public int Answered => _answers.Count;

    public void Note(Request request) => _sent[request.Key] = request;

    public void Note(Request request, Answer answer)
    {
        Note(request);
        var first = _answers.GetOrAdd(request.Key, answer);
        if (first != answer)
        {
            _contradictions.Enqueue($"{request.Key} was first answered {first}, then {answer}");
        }
    }

    public Answer? AnswerTo(Request request) => _answers.GetValueOrDefault(request.Key);
}
