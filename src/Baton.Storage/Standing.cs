using Baton.Engine;

namespace Baton.Storage;

/// <summary>How things stand for a <see cref="Submission.Guard"/>, with all that the batch has done so far.</summary>
public sealed class Standing
{
    private readonly Func<long, LeadRecord?> _lead;

    internal Standing(Workspace workspace, Func<long, LeadRecord?> lead)
    {
        Workspace = workspace;
        _lead = lead;
    }

    /// <summary>To be read only, and not kept.</summary>
    public Workspace Workspace { get; }

    /// <summary>The lead's row; null = unknown.</summary>
    public LeadRecord? Lead(long number) => _lead(number);
}
