using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Experiments;
using FinOpsAI.Storage.Common;
using Npgsql;
using NpgsqlTypes;

namespace FinOpsAI.Storage.Postgres;

/// <summary>Sums of experiments in PostgreSQL.</summary>
internal sealed class PostgresExperimentCosts(PostgresDatabase database) : IExperimentCosts
{
    public Task<IReadOnlyList<ExperimentTotal>> ListTotalsAsync(string? experiment, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ExperimentTotal>>(
            async connection => await connection.Sql(
                """
                SELECT experiment, cost, records, unpriced, first_bucket, last_bucket FROM experiment_totals
                WHERE $1 IS NULL OR experiment = $1 ORDER BY experiment
                """).With(experiment, NpgsqlDbType.Text).ListAsync(
                    row => new ExperimentTotal(
                        row.GetString(0), row.GetDecimal(1), row.GetInt64(2), row.GetInt64(3),
                        ExperimentSums.Start(row.GetInt64(4)), ExperimentSums.Start(row.GetInt64(5))),
                    cancellationToken),
            cancellationToken);

    public Task<IReadOnlyList<ExperimentCost>> ListCostsAsync(string experiment, DateTimeOffset since, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ExperimentCost>>(
            async connection => await connection.Sql(
                "SELECT bucket, cost, records, unpriced FROM experiment_costs WHERE experiment = $1 AND bucket >= $2 ORDER BY bucket")
                .With(experiment).With(since.ToUnixTimeSeconds()).ListAsync(
                    row => new ExperimentCost(ExperimentSums.Start(row.GetInt64(0)), row.GetDecimal(1), row.GetInt64(2), row.GetInt64(3)),
                    cancellationToken),
            cancellationToken);

    public async Task<IReadOnlyList<string>?> FollowAsync(CancellationToken cancellationToken)
    {
        var (position, upto, sums) = await database.ReadAsync(connection => ReadAsync(connection, cancellationToken), cancellationToken);
        if (upto <= position)
        {
            return null;
        }

        var moved = await database.WriteDerivedAsync(connection => WriteAsync(connection, position, upto, sums, cancellationToken), cancellationToken);
        return moved ? [.. sums.Totals.Keys] : [];
    }

    private static async Task<(long Position, long Upto, ExperimentSums Sums)> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (position, head) = await connection.Sql("SELECT p.position, h.position FROM experiment_position p, ledger_head h")
            .FirstAsync(row => (row.GetInt64(0), row.GetInt64(1)), cancellationToken);
        var upto = Math.Min(head, position + ExperimentSums.PositionsPerGo);
        var sums = new ExperimentSums();
        if (upto > position)
        {
            await connection.Sql(
                """
                SELECT experiment, ts, reverses IS NOT NULL, pricing, cost_effective FROM ledger
                WHERE seq > $1 AND seq <= $2 AND experiment IS NOT NULL ORDER BY seq
                """).With(position).With(upto).ForEachAsync(
                    row => sums.Add(row.GetString(0), row.GetInt64(1), row.GetBoolean(2), (PricingState)row.GetInt16(3), row.GetDecimal(4)),
                    cancellationToken);
        }

        return (position, upto, sums);
    }

    /// <returns>False, with nothing changed, when somebody else has gone on meanwhile.</returns>
    private static async Task<bool> WriteAsync(
        NpgsqlConnection connection, long position, long upto, ExperimentSums sums, CancellationToken cancellationToken)
    {
        var moved = await connection.Sql("UPDATE experiment_position SET position = $2 WHERE position = $1")
            .With(position).With(upto).RunAsync(cancellationToken);
        if (moved == 0)
        {
            return false;
        }

        if (sums.Buckets.Count == 0)
        {
            return true;
        }

        await using var batch = new NpgsqlBatch(connection);
        batch.Add(
            """
            INSERT INTO experiment_costs AS c SELECT * FROM unnest($1, $2, $3, $4, $5)
            ON CONFLICT (experiment, bucket) DO UPDATE
            SET cost = c.cost + excluded.cost, records = c.records + excluded.records, unpriced = c.unpriced + excluded.unpriced
            """,
            PostgresCommands.Value(sums.Buckets.Keys.Select(key => key.Experiment).ToArray()),
            PostgresCommands.Value(sums.Buckets.Keys.Select(key => key.Bucket).ToArray()),
            PostgresCommands.Value(sums.Buckets.Values.Select(sum => sum.Cost).ToArray()),
            PostgresCommands.Value(sums.Buckets.Values.Select(sum => sum.Records).ToArray()),
            PostgresCommands.Value(sums.Buckets.Values.Select(sum => sum.Unpriced).ToArray()));
        batch.Add(
            """
            INSERT INTO experiment_totals AS t SELECT * FROM unnest($1, $2, $3, $4, $5, $6)
            ON CONFLICT (experiment) DO UPDATE
            SET cost = t.cost + excluded.cost, records = t.records + excluded.records, unpriced = t.unpriced + excluded.unpriced,
                first_bucket = least(t.first_bucket, excluded.first_bucket), last_bucket = greatest(t.last_bucket, excluded.last_bucket)
            """,
            PostgresCommands.Value(sums.Totals.Keys.ToArray()),
            PostgresCommands.Value(sums.Totals.Values.Select(sum => sum.Cost).ToArray()),
            PostgresCommands.Value(sums.Totals.Values.Select(sum => sum.Records).ToArray()),
            PostgresCommands.Value(sums.Totals.Values.Select(sum => sum.Unpriced).ToArray()),
            PostgresCommands.Value(sums.Totals.Values.Select(sum => sum.First).ToArray()),
            PostgresCommands.Value(sums.Totals.Values.Select(sum => sum.Last).ToArray()));
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return true;
    }
}
