namespace Baton.Cli.Commands;

/// <summary>What every command's exit code says.</summary>
internal static class ExitCodes
{
    public const int Good = 0;

    /// <summary>The command ran, and what it was asked to do failed or was refused.</summary>
    public const int Failed = 1;

    /// <summary>The command could not run as it was written: wrong options, or files that cannot be read.</summary>
    public const int Usage = 2;
}
