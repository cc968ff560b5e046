namespace Baton.Engine.Commands;

/// <summary>
/// A person decides that a suspected lead is the same person as the earlier one. <see cref="Owner"/> is who has it as far
/// as he knows, null = nobody: whoever took it meanwhile keeps it.
/// </summary>
public sealed record MergeDuplicate(long Lead, string? Owner) : Command;

/// <summary>A person decides that a suspected lead is somebody else than the earlier one.</summary>
public sealed record DismissDuplicate(long Lead) : Command;

/// <summary>Undo a merge: the duplicate becomes its own lead and goes its way.</summary>
public sealed record UnmergeLead(long Lead) : Command;

/// <summary>A rejected lead is no junk after all: it goes on behind the screening.</summary>
public sealed record RestoreLead(long Lead) : Command;
