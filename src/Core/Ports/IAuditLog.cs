using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Ports;

/// <summary>Which lines of the audit log to list, newest first.</summary>
/// <param name="Scope">This scope and below; null for all.</param>
/// <param name="Subject">Lines on this subject alone; null for all.</param>
/// <param name="Before">Exclusive latest time, UTC; null for none.</param>
/// <param name="Limit">1 to 1,000.</param>
public sealed record AuditFilter(ScopePath? Scope = null, string? Subject = null, DateTimeOffset? Before = null, int Limit = 100)
{
    /// <summary>Lines of this actor alone; null for all.</summary>
    public string? Actor { get; init; }

    /// <summary>Lines of this action alone, such as <c>policy.approved</c>; null for all.</summary>
    public string? Action { get; init; }

    /// <summary>Inclusive earliest time, UTC; null for none.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only lines with a smaller number: the next page; null for the first.</summary>
    public long? BeforeSequence { get; init; }
}

/// <summary>Who did what. Lines are only ever added; the database refuses to change or remove one, and a chain of hashes shows it if it happened.</summary>
public interface IAuditLog
{
    /// <summary>Adds lines in their order. They are durable when the task completes.</summary>
    Task AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken);

    /// <summary>Lines with their numbers and hashes, newest first.</summary>
    Task<IReadOnlyList<AuditLine>> ReadAsync(AuditFilter filter, CancellationToken cancellationToken);

    /// <summary>Lines, newest first.</summary>
    async Task<IReadOnlyList<AuditEntry>> ListAsync(AuditFilter filter, CancellationToken cancellationToken) =>
        [.. (await ReadAsync(filter, cancellationToken)).Select(line => line.Entry)];

    /// <summary>Checks every line's hash.</summary>
    Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken);
}
