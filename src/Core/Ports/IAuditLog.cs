using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Ports;

/// <summary>Which lines of the audit log to list, newest first.</summary>
/// <param name="Scope">This scope and below; null for all.</param>
/// <param name="Subject">Lines on this subject alone; null for all.</param>
/// <param name="Before">Exclusive latest time, UTC; null for none.</param>
/// <param name="Limit">1 to 1,000.</param>
public sealed record AuditFilter(ScopePath? Scope = null, string? Subject = null, DateTimeOffset? Before = null, int Limit = 100);

/// <summary>Who did what. Lines are only ever added; the database refuses to change or remove one.</summary>
public interface IAuditLog
{
    /// <summary>Adds lines. They are durable when the task completes.</summary>
    Task AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken);

    /// <summary>Lines, newest first.</summary>
    Task<IReadOnlyList<AuditEntry>> ListAsync(AuditFilter filter, CancellationToken cancellationToken);
}
