using System.Runtime.CompilerServices;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Storage.Common;

namespace FinOpsAI.Storage.Sqlite;

internal sealed partial class SqliteLedger
{
    private const string Columns =
        "l.seq, l.reverses, l.resource_id, l.ts, l.model_id, l.status, l.pricing, l.cost_effective, l.cost_billed, l.cost_list, "
        + "l.input_tokens, l.cached_tokens, l.output_tokens, l.requests, l.gpu_hours, l.experiment";

    private const int RevisionColumn = 16;
    private const int PayloadColumn = 17;
    private const int FactPayloadColumn = 16;

    public async IAsyncEnumerable<IReadOnlyList<LedgerEntry>> ReadAsync(
        long after, long upto, ScopePath? scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var paging = new LedgerPaging(after, Math.Min(upto, await GetHeadAsync(cancellationToken)), scope);
        while (paging.Next() is { } window)
        {
            var page = await database.ReadAsync(session => ReadPage(session, window, scope), cancellationToken);
            paging.Read(page);
            if (page.Count > 0)
            {
                yield return page;
            }
        }
    }

    public Task<UsageRecord?> FindAsync(string source, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(id);
        var key = RecordKey.Of(source, id);
        return database.ReadAsync(
            session =>
            {
                Span<byte> bytes = stackalloc byte[RecordKey.Size];
                key.WriteTo(bytes);
                var select = session.Sql(
                    $"SELECT {Columns}, l.revision, l.payload FROM records r JOIN ledger l ON l.seq = r.seq WHERE r.record_key = ?")
                    .BindBlob(bytes);
                return select.Step() ? Record(session, select) : null;
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<UsageRecord>> ListAsync(
        ScopePath scope, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        Limits.Check(limit);
        var blocks = await database.ReadAsync(session => Blocks(session, from.ToStored(), to.ToStored()), cancellationToken);
        var newest = await LedgerBlocks.NewestAsync(
            blocks,
            limit,
            range => database.ReadAsync(session => Newest(session, scope, from.ToStored(), to.ToStored(), range, limit), cancellationToken),
            item => (item.Record.Timestamp.ToStored(), item.Position),
            cancellationToken);
        return [.. newest.Select(item => item.Record)];
    }

    public async IAsyncEnumerable<IReadOnlyList<UsageRecord>> ReadRecordsAsync(
        DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (first, end) = (from.ToStored(), to.ToStored());
        var head = await GetHeadAsync(cancellationToken);
        var blocks = await database.ReadAsync(session => Blocks(session, first, end), cancellationToken);
        foreach (var range in LedgerBlocks.Ranges(blocks))
        {
            for (var after = range.First - 1; after < Math.Min(range.Last, head);)
            {
                var stretch = new PositionRange(after + 1, Math.Min(Math.Min(range.Last, head), after + LedgerPaging.PageSize));
                var page = await database.ReadAsync(session => Current(session, stretch, first, end), cancellationToken);
                after = stretch.Last;
                if (page.Count > 0)
                {
                    yield return page;
                }
            }
        }
    }

    private List<UsageRecord> Current(SqliteSession session, PositionRange range, long from, long to)
    {
        var select = session.Sql(
            $"""
            SELECT {Columns}, l.revision, l.payload FROM ledger l
            WHERE l.seq >= ? AND l.seq <= ? AND l.ts >= ? AND l.ts < ? AND l.reverses IS NULL
              AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses = l.seq)
            ORDER BY l.seq
            """).Bind(range.First).Bind(range.Last).Bind(from).Bind(to);
        var records = new List<UsageRecord>();
        while (select.Step())
        {
            records.Add(Record(session, select));
        }

        return records;
    }

    private static List<LedgerBlock> Blocks(SqliteSession session, long from, long to)
    {
        var select = session.Sql("SELECT block, max_ts FROM ledger_blocks WHERE max_ts >= ? AND min_ts < ? ORDER BY max_ts DESC")
            .Bind(from).Bind(to);
        var blocks = new List<LedgerBlock>();
        while (select.Step())
        {
            blocks.Add(new(select.Int64(0), select.Int64(1)));
        }

        return blocks;
    }

    private List<(UsageRecord Record, long Position)> Newest(
        SqliteSession session, ScopePath scope, long from, long to, PositionRange range, int limit)
    {
        var select = session.Sql(
            $"""
            SELECT {Columns}, l.revision, l.payload FROM ledger l {Index(scope)}
            WHERE l.seq >= ? AND l.seq <= ? AND l.ts >= ? AND l.ts < ? AND l.reverses IS NULL {Below(scope)}
              AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses = l.seq)
            ORDER BY l.ts DESC, l.seq DESC LIMIT ?
            """).Bind(range.First).Bind(range.Last).Bind(from).Bind(to);
        BindScope(session, select, scope).Bind(limit);
        var items = new List<(UsageRecord, long)>();
        while (select.Step())
        {
            items.Add((Record(session, select), select.Int64(0)));
        }

        return items;
    }

    private List<LedgerEntry> ReadPage(SqliteSession session, LedgerWindow window, ScopePath? scope)
    {
        var select = session.Sql(
            $"SELECT {Columns} FROM ledger l {Index(scope)} WHERE l.seq > ? AND l.seq <= ? {Below(scope)} ORDER BY l.seq LIMIT ?")
            .Bind(window.After).Bind(window.Upto);
        BindScope(session, select, scope).Bind(window.Limit);
        var page = new List<LedgerEntry>();
        while (select.Step())
        {
            page.Add(Entry(session, select));
        }

        return page;
    }

    private LedgerEntry? FindEntry(SqliteSession session, long position)
    {
        var select = session.Sql($"SELECT {Columns} FROM ledger l WHERE l.seq = ?").Bind(position);
        if (!select.Step())
        {
            return null;
        }

        var entry = Entry(session, select);
        select.Reset();
        return entry;
    }

    /// <summary>Narrows to a scope's resources; with <see cref="BindScope"/>.</summary>
    private static string Below(ScopePath? scope) => scope?.Kind switch
    {
        ScopeKind.Resource => "AND l.resource_id = ?",
        ScopeKind.Project => "AND l.resource_id IN (SELECT scope_id FROM scopes WHERE parent_id = ?)",
        ScopeKind.Team =>
            "AND l.resource_id IN (SELECT r.scope_id FROM scopes p JOIN scopes r ON r.parent_id = p.scope_id WHERE p.parent_id = ?)",
        _ => "",
    };

    /// <summary>
    /// Without statistics SQLite would rather walk all positions than sort: for a resource that was idle for months that is most of the
    /// ledger.
    /// </summary>
    private static string Index(ScopePath? scope) =>
        scope is null || scope.Kind == ScopeKind.Organization ? "" : "INDEXED BY ledger_by_resource";

    private static SqliteStatement BindScope(SqliteSession session, SqliteStatement statement, ScopePath? scope) =>
        scope is null || scope.Kind == ScopeKind.Organization ? statement : statement.Bind(session.FindScope(scope) ?? -1);

    private UsageRecord Record(SqliteSession session, SqliteStatement row) =>
        StoredRecord.Read(row.Bytes(PayloadColumn), row.Int32(RevisionColumn), Entry(session, row));

    private LedgerEntry Entry(SqliteSession session, SqliteStatement row)
    {
        var model = session.Model(cache, row.Int32(4));
        return new(
            row.Int64(0),
            row.IsNull(1) ? EntryKind.Charge : EntryKind.Reversal,
            session.Scope(cache, row.Int32(2)),
            StoredTime.ToInstant(row.Int64(3)),
            model.Provider,
            model.Model,
            (CostStatus)row.Int32(5),
            (PricingState)row.Int32(6),
            new(row.Decimal(7), row.Decimal(8), row.Decimal(9)),
            new(row.Decimal(10), row.Decimal(11), row.Decimal(12), row.Decimal(13), row.Decimal(14)),
            row.IsNull(15) ? null : row.Text(15));
    }
}
