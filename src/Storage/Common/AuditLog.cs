using System.Text.Json;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Common;

/// <summary>A stored line, as one JSON text that every database can put together.</summary>
internal sealed record AuditRow(long Sequence, long At, string Path, string Subject, string? Previous, string? Hash, JsonElement Payload)
{
    public AuditLine ToLine() => new(Sequence, Payload.Deserialize(PayloadJson.Default.AuditEntry)!, Hash);
}

/// <summary>
/// The audit log as JSON with the columns that lists need; triggers of the database keep it append-only. A line names the hash of the one before,
/// and no two may name the same: whoever comes second looks for the new end and tries again, so that the chain never forks.
/// </summary>
internal sealed class AuditLog(IPayloads payloads) : IAuditLog
{
    private const int PageSize = 1_000;

    private const string Row =
        """
        SELECT '{"sequence":' || seq || ',"at":' || at || ',"path":"' || path
          || '","subject":"' || replace(replace(subject, '\', '\\'), '"', '\"')
          || '","previous":' || coalesce('"' || previous || '"', 'null')
          || ',"hash":' || coalesce('"' || hash || '"', 'null')
          || ',"payload":' || payload || '}'
        FROM audit_log
        """;

    public async Task AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        foreach (var entry in entries)
        {
            await AppendAsync(entry with { Subject = Printable(entry.Subject) }, cancellationToken);
        }
    }

    public async Task<IReadOnlyList<AuditLine>> ReadAsync(AuditFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        Limits.Check(filter.Limit);
        var (belowFrom, belowTo) = filter.Scope is null ? ("", "") : ScopeSearch.Below(filter.Scope);
        var rows = await payloads.ReadAsync(
            new(
                $"""
                {Row}
                WHERE ($1 IS NULL OR path = $1 OR (path >= $2 AND path < $3))
                  AND ($4 IS NULL OR subject = $4) AND ($5 IS NULL OR at < $5)
                  AND ($6 IS NULL OR actor = $6) AND ($7 IS NULL OR action = $7)
                  AND ($8 IS NULL OR at >= $8) AND ($9 IS NULL OR seq < $9)
                ORDER BY seq DESC LIMIT $10
                """,
                filter.Scope is null ? null : ScopeSearch.Path(filter.Scope),
                belowFrom,
                belowTo,
                filter.Subject,
                filter.Before?.ToStored(),
                filter.Actor,
                filter.Action,
                filter.From?.ToStored(),
                filter.BeforeSequence,
                filter.Limit),
            PayloadJson.Default.AuditRow,
            cancellationToken);
        return [.. rows.Select(row => row.ToLine())];
    }

    public async Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken)
    {
        var walk = new Walk();
        while (true)
        {
            var page = await payloads.ReadAsync(
                new($"{Row} WHERE seq > $1 ORDER BY seq LIMIT $2", walk.Sequence ?? -1, PageSize), PayloadJson.Default.AuditRow, cancellationToken);
            foreach (var row in page)
            {
                walk.Take(row);
            }

            if (page.Count < PageSize)
            {
                return new(walk.Lines, walk.Unchained, walk.BrokenAt, walk.Head, walk.Sequence);
            }
        }
    }

    private async Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        var at = entry.At.ToStored();
        var path = ScopeSearch.Path(entry.Scope ?? ScopePath.Organization);
        var payload = JsonSerializer.Serialize(entry, PayloadJson.Default.AuditEntry);
        while (true)
        {
            var heads = await payloads.ReadAsync(
                new("SELECT '\"' || hash || '\"' FROM audit_log WHERE hash IS NOT NULL ORDER BY seq DESC LIMIT 1"),
                PayloadJson.Default.String,
                cancellationToken);
            var previous = heads is [var head] ? head : AuditChain.Genesis;
            var written = await payloads.WriteAsync(
                new(
                    """
                    INSERT INTO audit_log (at, path, subject, payload, previous, hash) VALUES ($1, $2, $3, $4, $5, $6)
                    ON CONFLICT (previous) DO NOTHING RETURNING payload
                    """,
                    at,
                    path,
                    entry.Subject,
                    payload,
                    previous,
                    AuditChain.Hash(previous, at, path, entry.Subject, payload)),
                PayloadJson.Default.AuditEntry,
                cancellationToken);
            if (written.Count == 1)
            {
                return;
            }
        }
    }

    private static string Printable(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));

    /// <summary>Walks the lines from the first.</summary>
    private sealed class Walk
    {
        public long Lines { get; private set; }

        public long Unchained { get; private set; }

        public long? BrokenAt { get; private set; }

        public string? Head { get; private set; }

        public long? Sequence { get; private set; }

        public void Take(AuditRow row)
        {
            Lines++;
            Sequence = row.Sequence;
            if (row.Hash is null && Head is null)
            {
                Unchained++;
                return;
            }

            var previous = Head ?? AuditChain.Genesis;
            var isRight = row.Previous == previous
                && row.Hash == AuditChain.Hash(previous, row.At, row.Path, row.Subject, row.Payload.GetRawText());
            if (!isRight)
            {
                BrokenAt ??= row.Sequence;
            }

            Head = row.Hash ?? Head;
        }
    }
}
