using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Storage.Common;

namespace FinOpsAI.Storage.Sqlite;

/// <summary>Rollups in SQLite. Sums are added here, not in SQL: SQLite has no exact decimal arithmetic.</summary>
internal sealed class SqliteRollupStore(SqliteDatabase database, NameCache cache, RetentionOptions retention, TimeProvider time) : IRollupStore
{
    private const string Sums =
        "cost_effective, cost_billed, cost_list, input_tokens, cached_tokens, output_tokens, requests, gpu_hours, records, unpriced";

    private const string Row = "granularity = ? AND scope_id = ? AND bucket = ? AND model_id = ? AND status = ?";

    public Task<long> GetPositionAsync(CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            var select = session.Sql("SELECT position FROM rollup_position");
            select.Step();
            return select.Int64(0);
        },
        cancellationToken);

    public async Task<bool> CommitAsync(
        long previous, long upto, IReadOnlyDictionary<RollupKey, RollupSums> deltas, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deltas);
        ArgumentOutOfRangeException.ThrowIfLessThan(upto, previous);
        var names = new PendingNames(cache);
        var committed = await database.WriteAsync(
            Durability.Derived,
            session =>
            {
                if (session.Sql("UPDATE rollup_position SET position = ? WHERE position = ?").Bind(upto).Bind(previous).Run() == 0)
                {
                    return false;
                }

                foreach (var (key, delta) in deltas)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    Add(session, names, key, delta);
                }

                return true;
            },
            cancellationToken);
        names.Publish();
        return committed;
    }

    public Task<IReadOnlyList<CostRow>> QueryAsync(CostQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return database.ReadAsync(
            session =>
            {
                var answer = new CostAnswer(query);
                if (session.FindScope(query.Scope) is { } scope)
                {
                    foreach (var range in RollupRanges.Of(query, time.GetUtcNow() - retention.HourRollups))
                    {
                        Read(session, answer, query.GroupBy, scope, range, cancellationToken);
                    }
                }

                return answer.Rows(id => session.Scope(cache, id), id => session.Model(cache, id));
            },
            cancellationToken);
    }

    public Task ResetAsync(CancellationToken cancellationToken) => database.WriteAsync(
        Durability.Durable,
        session =>
        {
            session.RefuseAfterPruning();
            session.Sql("DELETE FROM rollups").Run();
            return session.Sql("UPDATE rollup_position SET position = 0").Run();
        },
        cancellationToken);

    private static void Add(SqliteSession session, PendingNames names, in RollupKey key, RollupSums sums)
    {
        var scope = session.ScopeId(names, key.Scope);
        var model = session.ModelId(names, new(key.Provider, key.Model));
        var select = BindRow(session.Sql($"SELECT {Sums} FROM rollups WHERE {Row}"), key, scope, model);
        var known = select.Step();
        if (known)
        {
            sums += ReadSums(select, 0);
            select.Reset();
        }

        if (sums == default)
        {
            if (known)
            {
                BindRow(session.Sql($"DELETE FROM rollups WHERE {Row}"), key, scope, model).Run();
            }

            return;
        }

        var replace = BindRow(
            session.Sql(
                $"""
                INSERT OR REPLACE INTO rollups (granularity, scope_id, bucket, model_id, status, {Sums})
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """),
            key,
            scope,
            model);
        replace.Bind(sums.Cost.Effective).Bind(sums.Cost.Billed).Bind(sums.Cost.List)
            .Bind(sums.Usage.InputTokens).Bind(sums.Usage.CachedTokens).Bind(sums.Usage.OutputTokens)
            .Bind(sums.Usage.Requests).Bind(sums.Usage.GpuHours)
            .Bind(sums.Records).Bind(sums.Unpriced)
            .Run();
    }

    private static void Read(
        SqliteSession session, CostAnswer answer, CostGroup group, int scope, RollupRange range, CancellationToken cancellationToken)
    {
        var scopes = group == CostGroup.Child ? "scope_id IN (SELECT scope_id FROM scopes WHERE parent_id = ?)" : "scope_id = ?";
        var select = session.Sql(
            $"""
            SELECT bucket, {CostAnswer.Column(group)}, {Sums} FROM rollups
            WHERE granularity = ? AND {scopes} AND bucket >= ? AND bucket < ?
            """).Bind((int)range.Granularity).Bind(scope).Bind(range.From).Bind(range.To);
        for (var rows = 1; select.Step(); rows++)
        {
            answer.Add(select.Int64(0), select.Int32(1), ReadSums(select, 2));
            if ((rows & 1023) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private static SqliteStatement BindRow(SqliteStatement statement, in RollupKey key, int scope, int model) => statement
        .Bind((int)key.Granularity).Bind(scope).Bind(RollupRanges.ToBucket(key.Bucket)).Bind(model).Bind((int)key.Status);

    private static RollupSums ReadSums(SqliteStatement row, int column) => new(
        new(row.Decimal(column), row.Decimal(column + 1), row.Decimal(column + 2)),
        new(row.Decimal(column + 3), row.Decimal(column + 4), row.Decimal(column + 5), row.Decimal(column + 6), row.Decimal(column + 7)),
        row.Int64(column + 8),
        row.Int64(column + 9));
}
