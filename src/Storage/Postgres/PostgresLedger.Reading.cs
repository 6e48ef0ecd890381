using System.Runtime.CompilerServices;
using System.Text;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Storage.Common;
using Npgsql;

namespace FinOpsAI.Storage.Postgres;

internal sealed partial class PostgresLedger
{
    private const string Columns =
        "l.seq, l.reverses, l.resource_id, l.ts, l.model_id, l.status, l.pricing, l.cost_effective, l.cost_billed, l.cost_list, "
        + "l.input_tokens, l.cached_tokens, l.output_tokens, l.requests, l.gpu_hours, l.experiment";

    private const string RecordColumns = Columns + ", l.revision, l.payload";

    public async IAsyncEnumerable<IReadOnlyList<LedgerEntry>> ReadAsync(
        long after, long upto, ScopePath? scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var paging = new LedgerPaging(after, Math.Min(upto, await GetHeadAsync(cancellationToken)), scope);
        var resources = await ResourcesAsync(scope, cancellationToken);
        while (paging.Next() is { } window)
        {
            var page = await database.ReadAsync(connection => ReadPageAsync(connection, window, resources, cancellationToken), cancellationToken);
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
        return database.ReadAsync(
            async connection =>
            {
                var rows = await connection.Sql(
                    $"SELECT {RecordColumns} FROM records r JOIN ledger l ON l.seq = r.seq WHERE r.record_key = $1")
                    .With(RecordKey.Of(source, id).ToGuid())
                    .ListAsync(RecordRow, cancellationToken);
                var records = await RecordsAsync(connection, rows, cancellationToken);
                return records.Count == 0 ? null : records[0].Record;
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<UsageRecord>> ListAsync(
        ScopePath scope, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        Limits.Check(limit);
        var (first, end) = (from.ToStored(), to.ToStored());
        var blocks = await BlocksAsync(first, end, cancellationToken);
        var resources = await ResourcesAsync(scope, cancellationToken);
        var newest = await LedgerBlocks.NewestAsync(
            blocks,
            limit,
            range => database.ReadAsync(
                connection => NewestAsync(connection, resources, first, end, range, limit, cancellationToken), cancellationToken),
            item => (item.Record.Timestamp.ToStored(), item.Position),
            cancellationToken);
        return [.. newest.Select(item => item.Record)];
    }

    public async IAsyncEnumerable<IReadOnlyList<UsageRecord>> ReadRecordsAsync(
        DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (first, end) = (from.ToStored(), to.ToStored());
        var head = await GetHeadAsync(cancellationToken);
        foreach (var range in LedgerBlocks.Ranges(await BlocksAsync(first, end, cancellationToken)))
        {
            for (var after = range.First - 1; after < Math.Min(range.Last, head);)
            {
                var stretch = new PositionRange(after + 1, Math.Min(Math.Min(range.Last, head), after + LedgerPaging.PageSize));
                var page = await database.ReadAsync(
                    connection => CurrentAsync(connection, stretch, first, end, cancellationToken), cancellationToken);
                after = stretch.Last;
                if (page.Count > 0)
                {
                    yield return page;
                }
            }
        }
    }

    private async Task<List<UsageRecord>> CurrentAsync(
        NpgsqlConnection connection, PositionRange range, long from, long to, CancellationToken cancellationToken)
    {
        var rows = await connection.Sql(
            $"""
            SELECT {RecordColumns} FROM ledger l
            WHERE l.seq >= $1 AND l.seq <= $2 AND l.ts >= $3 AND l.ts < $4 AND l.reverses IS NULL
              AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses = l.seq)
            ORDER BY l.seq
            """).With(range.First).With(range.Last).With(from).With(to).ListAsync(RecordRow, cancellationToken);
        return (await RecordsAsync(connection, rows, cancellationToken)).ConvertAll(item => item.Record);
    }

    private Task<List<LedgerBlock>> BlocksAsync(long from, long to, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Sql("SELECT block, max_ts FROM ledger_blocks WHERE max_ts >= $1 AND min_ts < $2 ORDER BY max_ts DESC")
            .With(from).With(to).ListAsync(row => new LedgerBlock(row.GetInt64(0), row.GetInt64(1)), cancellationToken),
        cancellationToken);

    private async Task<List<(UsageRecord Record, long Position)>> NewestAsync(
        NpgsqlConnection connection, int[]? resources, long from, long to, PositionRange range, int limit, CancellationToken cancellationToken)
    {
        var command = connection.Sql(
            $"""
            SELECT {RecordColumns} FROM ledger l
            WHERE l.seq >= $1 AND l.seq <= $2 AND l.ts >= $3 AND l.ts < $4 AND l.reverses IS NULL {Below(resources, 6)}
              AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses = l.seq)
            ORDER BY l.ts DESC, l.seq DESC LIMIT $5
            """).With(range.First).With(range.Last).With(from).With(to).With(limit);
        var rows = await Narrow(command, resources).ListAsync(RecordRow, cancellationToken);
        return await RecordsAsync(connection, rows, cancellationToken);
    }

    private async Task<List<LedgerEntry>> ReadPageAsync(
        NpgsqlConnection connection, LedgerWindow window, int[]? resources, CancellationToken cancellationToken)
    {
        var command = connection.Sql(
            $"SELECT {Columns} FROM ledger l WHERE l.seq > $1 AND l.seq <= $2 {Below(resources, 4)} ORDER BY l.seq LIMIT $3")
            .With(window.After).With(window.Upto).With(window.Limit);
        return await EntriesAsync(connection, await Narrow(command, resources).ListAsync(Row, cancellationToken), cancellationToken);
    }

    /// <summary>The numbers of a scope's resources; null for all resources.</summary>
    private Task<int[]?> ResourcesAsync(ScopePath? scope, CancellationToken cancellationToken) =>
        scope is null || scope.Kind == ScopeKind.Organization
            ? Task.FromResult<int[]?>(null)
            : database.ReadAsync<int[]?>(
                async connection =>
                {
                    var resources = scope.Kind switch
                    {
                        ScopeKind.Resource => "SELECT scope_id FROM scopes WHERE key = $1",
                        ScopeKind.Project =>
                            "SELECT r.scope_id FROM scopes s JOIN scopes r ON r.parent_id = s.scope_id WHERE s.key = $1",
                        _ =>
                            """
                            SELECT r.scope_id FROM scopes s JOIN scopes p ON p.parent_id = s.scope_id
                            JOIN scopes r ON r.parent_id = p.scope_id WHERE s.key = $1
                            """,
                    };
                    return [.. await connection.Sql(resources).With(scope.Key).ListAsync(row => row.GetInt32(0), cancellationToken)];
                },
                cancellationToken);

    private static string Below(int[]? resources, int parameter) => resources is null ? "" : $"AND l.resource_id = ANY(${parameter})";

    private static NpgsqlCommand Narrow(NpgsqlCommand command, int[]? resources) => resources is null ? command : command.With(resources);

    private async Task<List<LedgerEntry>> EntriesAsync(
        NpgsqlConnection connection, List<EntryRow> rows, CancellationToken cancellationToken)
    {
        await connection.LoadAsync(cache, rows.Select(row => row.Resource), rows.Select(row => row.Model), cancellationToken);
        return rows.ConvertAll(Entry);
    }

    private async Task<List<(UsageRecord Record, long Position)>> RecordsAsync(
        NpgsqlConnection connection, List<(EntryRow Row, int Revision, string Payload)> rows, CancellationToken cancellationToken)
    {
        await connection.LoadAsync(cache, rows.Select(row => row.Row.Resource), rows.Select(row => row.Row.Model), cancellationToken);
        return rows.ConvertAll(row =>
            (StoredRecord.Read(Encoding.UTF8.GetBytes(row.Payload), row.Revision, Entry(row.Row)), row.Row.Entry.Position));
    }

    private LedgerEntry Entry(EntryRow row)
    {
        var model = cache.Models[row.Model];
        return row.Entry with { Scope = cache.Scopes[row.Resource], Provider = model.Provider, Model = model.Model };
    }

    private static (EntryRow Row, int Revision, string Payload) RecordRow(NpgsqlDataReader row) =>
        (Row(row), row.GetInt32(16), row.GetString(17));

    private static EntryRow Row(NpgsqlDataReader row) => new(
        row.GetInt32(2),
        row.GetInt32(4),
        new(
            row.GetInt64(0),
            row.IsDBNull(1) ? EntryKind.Charge : EntryKind.Reversal,
            ScopePath.Organization,
            StoredTime.ToInstant(row.GetInt64(3)),
            "",
            "",
            (CostStatus)row.GetInt16(5),
            (PricingState)row.GetInt16(6),
            new(row.GetDecimal(7), row.GetDecimal(8), row.GetDecimal(9)),
            new(row.GetDecimal(10), row.GetDecimal(11), row.GetDecimal(12), row.GetDecimal(13), row.GetDecimal(14)),
            row.IsDBNull(15) ? null : row.GetString(15)));

    /// <summary>An entry whose names are still numbers.</summary>
    private readonly record struct EntryRow(int Resource, int Model, LedgerEntry Entry);
}
