using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Experiments;
using FinOpsAI.Storage.Common;

namespace FinOpsAI.Storage.Sqlite;

/// <summary>Sums of experiments in SQLite.</summary>
internal sealed class SqliteExperimentCosts(SqliteDatabase database) : IExperimentCosts
{
    public Task<IReadOnlyList<ExperimentTotal>> ListTotalsAsync(string? experiment, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ExperimentTotal>>(
            session =>
            {
                var select = session.Sql(
                    """
                    SELECT experiment, cost, records, unpriced, first_bucket, last_bucket FROM experiment_totals
                    WHERE ?1 IS NULL OR experiment = ?1 ORDER BY experiment
                    """).Bind(experiment);
                var totals = new List<ExperimentTotal>();
                while (select.Step())
                {
                    totals.Add(new(
                        select.Text(0), select.Decimal(1), select.Int64(2), select.Int64(3),
                        ExperimentSums.Start(select.Int64(4)), ExperimentSums.Start(select.Int64(5))));
                }

                return totals;
            },
            cancellationToken);

    public Task<IReadOnlyList<ExperimentCost>> ListCostsAsync(string experiment, DateTimeOffset since, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ExperimentCost>>(
            session =>
            {
                var select = session.Sql(
                    "SELECT bucket, cost, records, unpriced FROM experiment_costs WHERE experiment = ? AND bucket >= ? ORDER BY bucket")
                    .Bind(experiment).Bind(since.ToUnixTimeSeconds());
                var costs = new List<ExperimentCost>();
                while (select.Step())
                {
                    costs.Add(new(ExperimentSums.Start(select.Int64(0)), select.Decimal(1), select.Int64(2), select.Int64(3)));
                }

                return costs;
            },
            cancellationToken);

    public async Task<IReadOnlyList<string>?> FollowAsync(CancellationToken cancellationToken)
    {
        var (position, upto, sums) = await database.ReadAsync(Read, cancellationToken);
        if (upto <= position)
        {
            return null;
        }

        var moved = await database.WriteAsync(Durability.Derived, session => Write(session, position, upto, sums), cancellationToken);
        return moved ? [.. sums.Totals.Keys] : [];
    }

    private static (long Position, long Upto, ExperimentSums Sums) Read(SqliteSession session)
    {
        var head = session.Sql("SELECT p.position, h.position FROM experiment_position p, ledger_head h");
        head.Step();
        var position = head.Int64(0);
        var upto = Math.Min(head.Int64(1), position + ExperimentSums.PositionsPerGo);
        var sums = new ExperimentSums();
        var select = session.Sql(
            "SELECT experiment, ts, reverses, pricing, cost_effective FROM ledger WHERE seq > ? AND seq <= ? AND experiment IS NOT NULL ORDER BY seq")
            .Bind(position).Bind(upto);
        while (select.Step())
        {
            sums.Add(select.Text(0), select.Int64(1), !select.IsNull(2), (PricingState)select.Int32(3), select.Decimal(4));
        }

        return (position, upto, sums);
    }

    /// <returns>False, with nothing changed, when somebody else has gone on meanwhile.</returns>
    private static bool Write(SqliteSession session, long position, long upto, ExperimentSums sums)
    {
        if (session.Sql("UPDATE experiment_position SET position = ? WHERE position = ?").Bind(upto).Bind(position).Run() == 0)
        {
            return false;
        }

        foreach (var ((experiment, bucket), added) in sums.Buckets)
        {
            var known = session.Sql("SELECT cost, records, unpriced FROM experiment_costs WHERE experiment = ? AND bucket = ?").Bind(experiment).Bind(bucket);
            var (cost, records, unpriced) = known.Step() ? (known.Decimal(0), known.Int64(1), known.Int64(2)) : (0, 0, 0);
            known.Reset();
            session.Sql("INSERT OR REPLACE INTO experiment_costs VALUES (?, ?, ?, ?, ?)")
                .Bind(experiment).Bind(bucket).Bind(cost + added.Cost).Bind(records + added.Records).Bind(unpriced + added.Unpriced).Run();
        }

        foreach (var (experiment, added) in sums.Totals)
        {
            var known = session.Sql("SELECT cost, records, unpriced, first_bucket, last_bucket FROM experiment_totals WHERE experiment = ?").Bind(experiment);
            var total = known.Step()
                ? (Cost: known.Decimal(0), Records: known.Int64(1), Unpriced: known.Int64(2), First: known.Int64(3), Last: known.Int64(4))
                : (0, 0, 0, added.First, added.Last);
            known.Reset();
            session.Sql("INSERT OR REPLACE INTO experiment_totals VALUES (?, ?, ?, ?, ?, ?)")
                .Bind(experiment).Bind(total.Cost + added.Cost).Bind(total.Records + added.Records).Bind(total.Unpriced + added.Unpriced)
                .Bind(Math.Min(total.First, added.First)).Bind(Math.Max(total.Last, added.Last)).Run();
        }

        return true;
    }
}
