using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Storage.Common;
using Npgsql;

namespace FinOpsAI.Storage.Postgres;

/// <summary>The rollups of whole days in full detail, from PostgreSQL.</summary>
internal sealed class PostgresDailyCosts(PostgresDatabase database, NameCache cache) : IDailyCosts
{
    public Task<IReadOnlyList<DailyCost>> ReadAsync(
        DateOnly from, DateOnly to, ScopeKind kind, ScopePath? within, CancellationToken cancellationToken)
    {
        var keys = DailyCostKeys.Of(kind, within);
        return database.ReadAsync(
            async connection =>
            {
                List<(long Bucket, int Scope, int Model, CostStatus Status, RollupSums Sums)> rows = [];
                await connection.Sql(
                    """
                    SELECT bucket, scope_id::integer, model_id::integer, status::integer, cost_effective::text, cost_billed::text, cost_list::text,
                      input_tokens::text, cached_tokens::text, output_tokens::text, requests::text, gpu_hours::text, records, unpriced
                    FROM rollups
                    WHERE granularity = $1 AND scope_id IN (SELECT scope_id FROM scopes WHERE key = $2 OR (key >= $3 AND key < $4))
                      AND bucket >= $5 AND bucket < $6
                    """)
                    .With((short)Granularity.Day).With(keys.Key).With(keys.From).With(keys.To)
                    .With(DailyCostKeys.Bucket(from)).With(DailyCostKeys.Bucket(to))
                    .ForEachAsync(
                        row => rows.Add((row.GetInt64(0), row.GetInt32(1), row.GetInt32(2), (CostStatus)row.GetInt32(3), Sums(row))),
                        cancellationToken);
                await connection.LoadAsync(cache, rows.Select(row => row.Scope), rows.Select(row => row.Model), cancellationToken);
                return DailyCostKeys.InOrder(rows.Select(row => (Row: row, Model: cache.Models[row.Model])).Select(item => new DailyCost(
                    DailyCostKeys.Day(item.Row.Bucket), cache.Scopes[item.Row.Scope], item.Model.Provider, item.Model.Model,
                    item.Row.Status, item.Row.Sums)));
            },
            cancellationToken);
    }

    private static RollupSums Sums(NpgsqlDataReader row) => new(
        new(Decimal(row, 4), Decimal(row, 5), Decimal(row, 6)),
        new(Decimal(row, 7), Decimal(row, 8), Decimal(row, 9), Decimal(row, 10), Decimal(row, 11)),
        row.GetInt64(12),
        row.GetInt64(13));

    private static decimal Decimal(NpgsqlDataReader row, int column) =>
        decimal.Parse(row.GetString(column), NumberStyles.Number, CultureInfo.InvariantCulture);
}
