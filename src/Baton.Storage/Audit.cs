using NodaTime;

namespace Baton.Storage;

/// <summary>Who does something about access, and from where; a null address is this machine's command line.</summary>
public sealed record ActBy(string Actor, string? Address)
{
    /// <summary>Whoever owns the data folder.</summary>
    public static ActBy CommandLine { get; } = new("command line", null);
}

/// <summary>One administrative act that was done. Nothing in it is a secret.</summary>
/// <param name="Subject">Whom or what it was done to; null = nothing in particular.</param>
/// <param name="Detail">What it changed, in words; null = the act says all.</param>
public sealed record AuditEntry(
    long Id,
    Instant At,
    string Actor,
    string? Address,
    string Act,
    string? Subject,
    string? Detail
);

/// <summary>The names of acts. They are a contract: added to, never renamed.</summary>
public static class Acts
{
    public const string SignedIn = "signed_in";
    public const string SignInFailed = "sign_in_failed";
    public const string LockedOut = "locked_out";
    public const string SignedOut = "signed_out";
    public const string PasswordChanged = "password_changed";
    public const string PasswordReset = "password_reset";
    public const string UserCreated = "user_created";
    public const string UserChanged = "user_changed";
    public const string UserDeleted = "user_deleted";
    public const string KeyCreated = "key_created";
    public const string KeyRevoked = "key_revoked";
    public const string WorkspaceCreated = "workspace_created";
    public const string PolicyPublished = "policy_published";
    public const string WorkspaceChanged = "workspace_changed";
    public const string Paused = "paused";
    public const string Resumed = "resumed";
    public const string LedgerAdjusted = "ledger_adjusted";
    public const string WebhookCreated = "webhook_created";
    public const string WebhookChanged = "webhook_changed";
    public const string WebhookDeleted = "webhook_deleted";
    public const string WebhookDisabled = "webhook_disabled";
    public const string WebhookSecretRotated = "webhook_secret_rotated";
    public const string WebhookRedelivered = "webhook_redelivered";
    public const string PersonErased = "person_erased";
    public const string PersonExported = "person_exported";
    public const string HistoryCut = "history_cut";
}
