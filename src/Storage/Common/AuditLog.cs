using System.Text.Json;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Common;

/// <summary>The audit log as JSON with the columns that lists need; triggers of the database keep it append-only.</summary>
internal sealed class AuditLog(IPayloads payloads) : IAuditLog
{
    public Task AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return payloads.WriteAsync(
            [.. entries.Select(entry => new PayloadSql(
                "INSERT INTO audit_log (at, path, subject, payload) VALUES ($1, $2, $3, $4)",
                entry.At.ToStored(),
                ScopeSearch.Path(entry.Scope ?? ScopePath.Organization),
                entry.Subject,
                JsonSerializer.Serialize(entry, PayloadJson.Default.AuditEntry)))],
            cancellationToken);
    }

    public Task<IReadOnlyList<AuditEntry>> ListAsync(AuditFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        Limits.Check(filter.Limit);
        var (belowFrom, belowTo) = filter.Scope is null ? ("", "") : ScopeSearch.Below(filter.Scope);
        return payloads.ReadAsync(
            new(
                """
                SELECT payload FROM audit_log
                WHERE ($1 IS NULL OR path = $1 OR (path >= $2 AND path < $3))
                  AND ($4 IS NULL OR subject = $4) AND ($5 IS NULL OR at < $5)
                ORDER BY seq DESC LIMIT $6
                """,
                filter.Scope is null ? null : ScopeSearch.Path(filter.Scope),
                belowFrom,
                belowTo,
                filter.Subject,
                filter.Before?.ToStored(),
                filter.Limit),
            PayloadJson.Default.AuditEntry,
            cancellationToken);
    }
}
