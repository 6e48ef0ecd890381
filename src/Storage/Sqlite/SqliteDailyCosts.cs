using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Storage.Common;

namespace FinOpsAI.Storage.Sqlite;

/// <summary>The rollups of whole days in full detail, from SQLite.</summary>
internal sealed class SqliteDailyCosts(SqliteDatabase database, NameCache cache) : IDailyCosts
{
    public Task<IReadOnlyList<DailyCost>> ReadAsync(
        DateOnly from, DateOnly to, ScopeKind kind, ScopePath? within, CancellationToken cancellationToken)
    {
        var keys = DailyCostKeys.Of(kind, within);
        return database.ReadAsync(
            session =>
            {
                var select = session.Sql(
                    """
                    SELECT bucket, scope_id, model_id, status, cost_effective, cost_billed, cost_list,
                      input_tokens, cached_tokens, output_tokens, requests, gpu_hours, records, unpriced
                    FROM rollups
                    WHERE granularity = ? AND scope_id IN (SELECT scope_id FROM scopes WHERE key = ? OR (key >= ? AND key < ?))
                      AND bucket >= ? AND bucket < ?
                    """)
                    .Bind((int)Granularity.Day).Bind(keys.Key).Bind(keys.From).Bind(keys.To)
                    .Bind(DailyCostKeys.Bucket(from)).Bind(DailyCostKeys.Bucket(to));
                List<(long Bucket, int Scope, int Model, CostStatus Status, RollupSums Sums)> rows = [];
                while (select.Step())
                {
                    rows.Add((select.Int64(0), select.Int32(1), select.Int32(2), (CostStatus)select.Int32(3), Sums(select)));
                    if ((rows.Count & 1023) == 0)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                    }
                }

                return DailyCostKeys.InOrder(rows.Select(row => (Row: row, Model: session.Model(cache, row.Model))).Select(item => new DailyCost(
                    DailyCostKeys.Day(item.Row.Bucket), session.Scope(cache, item.Row.Scope), item.Model.Provider, item.Model.Model,
                    item.Row.Status, item.Row.Sums)));
            },
            cancellationToken);
    }

    private static RollupSums Sums(SqliteStatement row) => new(
        new(row.Decimal(4), row.Decimal(5), row.Decimal(6)),
        new(row.Decimal(7), row.Decimal(8), row.Decimal(9), row.Decimal(10), row.Decimal(11)),
        row.Int64(12),
        row.Int64(13));
}
