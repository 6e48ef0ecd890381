namespace FinOpsAI.Web.Contracts;

/// <summary>A line of the audit log.</summary>
/// <param name="Sequence">Its number; later lines have larger ones, not without gaps.</param>
/// <param name="At">UTC.</param>
/// <param name="Actor">Who; <c>system</c> for the product itself.</param>
/// <param name="Action">What was done, noun and verb, such as <c>policy.approved</c>.</param>
/// <param name="Subject">What it was done to, such as <c>policy/ID</c>.</param>
/// <param name="Scope">Whose spend it concerns; null for the whole installation.</param>
/// <param name="Details">What changed or was decided, by name.</param>
/// <param name="Hash">SHA-256 over the line and the one before, hexadecimal; null for lines older than the chain.</param>
public sealed record AuditEntryResponse(
    long Sequence,
    DateTimeOffset At,
    string Actor,
    string Action,
    string Subject,
    ScopeResponse? Scope,
    IReadOnlyDictionary<string, string> Details,
    string? Hash);

/// <summary>Lines of the audit log, newest first.</summary>
/// <param name="Items">The lines.</param>
/// <param name="Before">Pass this as <c>before</c> for the next page; null at the end.</param>
public sealed record AuditListResponse(IReadOnlyList<AuditEntryResponse> Items, long? Before);

/// <summary>Whether the audit log is as it was written.</summary>
/// <param name="IsIntact">Whether every line's hash follows from the line and the one before.</param>
/// <param name="Lines">Lines looked at.</param>
/// <param name="Unchained">Those among them that are older than the chain, and so cannot be checked.</param>
/// <param name="BrokenAt">The number of the first line that does not fit; null when all do.</param>
/// <param name="Head">The last line's hash; whoever keeps it elsewhere notices lines missing at the end. Null for an empty log.</param>
/// <param name="HeadSequence">The last line's number.</param>
public sealed record AuditVerificationResponse(bool IsIntact, long Lines, long Unchained, long? BrokenAt, string? Head, long? HeadSequence);
