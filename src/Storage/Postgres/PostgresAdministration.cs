using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Storage.Common;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FinOpsAI.Storage.Postgres;

/// <summary>Schema, state and retention of a PostgreSQL database.</summary>
internal sealed class PostgresAdministration(PostgresDatabase database, RetentionOptions retention, TimeProvider time, ILogger logger)
    : IStoreAdministration
{
    /// <summary>Names the lock under which one process migrates: the first eight bytes of "FinOpsAI".</summary>
    private const long MigrationLock = 0x46696E4F70734149;

    private static readonly IReadOnlyList<Migration> Migrations = Migration.Load("Postgres");

    public Task MigrateAsync(CancellationToken cancellationToken) => database.WriteAsync(
        async connection =>
        {
            await connection.Sql("SELECT pg_advisory_xact_lock($1)").With(MigrationLock).RunAsync(cancellationToken);
            await connection.Sql(
                """
                CREATE TABLE IF NOT EXISTS schema_version (
                  version integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL)
                """).RunAsync(cancellationToken);
            var applied = await connection.Sql("SELECT version, checksum FROM schema_version ORDER BY version")
                .ListAsync(row => (row.GetInt32(0), row.GetString(1)), cancellationToken);
            foreach (var migration in Migration.Pending(Migrations, applied))
            {
                await connection.Sql(migration.Sql).RunAsync(cancellationToken);
                await connection.Sql("INSERT INTO schema_version (version, name, checksum, applied_at) VALUES ($1, $2, $3, $4)")
                    .With(migration.Version).With(migration.Name).With(migration.Checksum).With(time.GetUtcNow())
                    .RunAsync(cancellationToken);
                logger.MigrationApplied(migration.Name, database.Location);
            }

            return true;
        },
        cancellationToken);

    public async Task<StoreStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        var status = await database.ReadAsync(
            connection => connection.Sql(
                """
                SELECT (SELECT max(version) FROM schema_version), pg_database_size(current_database()), (SELECT entries FROM ledger_head)
                """)
                .FirstAsync(
                    row => new StoreStatus("Postgres", database.Location, row.GetInt32(0), row.GetInt64(1), row.GetInt64(2)),
                    cancellationToken),
            cancellationToken);
        return status!;
    }

    public async Task<PruneResult> PruneAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rollups = await PruneRollupsAsync(Granularity.Minute, now - retention.MinuteRollups, cancellationToken)
            + await PruneRollupsAsync(Granularity.Hour, now - retention.HourRollups, cancellationToken);
        var entries = retention.Ledger is { } kept ? await PruneLedgerAsync((now - kept).ToStored(), cancellationToken) : 0;
        logger.Pruned(entries, rollups);
        return new(entries, rollups);
    }

    /// <summary>Some scopes at a time: a year of hours is many rows, and one transaction of all would keep the server from cleaning up.</summary>
    private async Task<long> PruneRollupsAsync(Granularity granularity, DateTimeOffset before, CancellationToken cancellationToken)
    {
        // Whole days only, so that a sum takes the day where hours are gone.
        var cutoff = RollupRanges.ToBucket(Granularity.Day.Floor(before));
        var scopes = await database.ReadAsync(
            connection => connection.Sql("SELECT scope_id FROM scopes").ListAsync(row => row.GetInt32(0), cancellationToken),
            cancellationToken);
        long removed = 0;
        foreach (var chunk in scopes.Chunk(200))
        {
            removed += await database.WriteDerivedAsync(
                connection => connection.Sql("DELETE FROM rollups WHERE granularity = $1 AND scope_id = ANY($2) AND bucket < $3")
                    .With((short)granularity).With(chunk).With(cutoff).RunAsync(cancellationToken),
                cancellationToken);
        }

        return removed;
    }

    private async Task<long> PruneLedgerAsync(long cutoff, CancellationToken cancellationToken)
    {
        var bounds = await database.ReadAsync(connection => BoundsAsync(connection, cancellationToken), cancellationToken);
        var blocks = await database.ReadAsync(
            connection => connection.Sql("SELECT block FROM ledger_blocks WHERE min_ts < $1 ORDER BY block").With(cutoff)
                .ListAsync(row => row.GetInt64(0), cancellationToken),
            cancellationToken);
        long removed = 0;
        foreach (var block in blocks)
        {
            removed += await database.WriteAsync(
                connection => PruneBlockAsync(connection, bounds, block, cutoff, cancellationToken), cancellationToken);
        }

        return removed;
    }

    private static async Task<(int[] Resources, long[] Upto, long Facts)> BoundsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // The positions first: what is read later can only have gone further.
        var facts = await connection.Sql("SELECT position FROM fact_position").FirstAsync(row => row.GetInt64(0), cancellationToken);
        var rollups = await connection.Sql("SELECT position FROM rollup_position").FirstAsync(row => row.GetInt64(0), cancellationToken);
        var snapshots = await connection.Sql("SELECT grain, upto FROM snapshots")
            .ListAsync(row => (Grain: row.GetString(0), Upto: row.GetInt64(1)), cancellationToken);
        var resources = await connection.Sql("SELECT scope_id, key FROM scopes WHERE kind = 3")
            .ListAsync(row => (row.GetInt32(0), row.GetString(1)), cancellationToken);
        var bounds = PruneBounds.Of(resources, snapshots.ToDictionary(row => row.Grain, row => row.Upto), rollups, facts);
        return ([.. bounds.Keys], [.. bounds.Values], facts);
    }

    private static async Task<long> PruneBlockAsync(
        NpgsqlConnection connection,
        (int[] Resources, long[] Upto, long Facts) bounds,
        long block,
        long cutoff,
        CancellationToken cancellationToken)
    {
        var range = new LedgerBlock(block, 0).Positions;
        await connection.Sql("SELECT FROM ledger_head FOR UPDATE").RunAsync(cancellationToken);

        // A charge stays for as long as the facts have not read its reversal, which takes its facets from it.
        var removed = await connection.Sql(
            """
            DELETE FROM ledger l USING unnest($1::integer[], $2::bigint[]) AS bound (resource_id, upto)
            WHERE l.seq >= $3 AND l.seq <= $4 AND l.ts < $5 AND l.resource_id = bound.resource_id AND l.seq <= bound.upto
              AND NOT EXISTS (SELECT FROM ledger r WHERE r.reverses = l.seq AND r.seq > $6)
            """).With(bounds.Resources).With(bounds.Upto).With(range.First).With(range.Last).With(cutoff).With(bounds.Facts).RunAsync(cancellationToken);
        await connection.Sql("UPDATE ledger_head SET entries = entries - $1, pruned = pruned + $1").With((long)removed)
            .RunAsync(cancellationToken);
        await connection.Sql(
            "DELETE FROM ledger_blocks WHERE block = $1 AND NOT EXISTS (SELECT FROM ledger WHERE seq >= $2 AND seq <= $3)")
            .With(block).With(range.First).With(range.Last).RunAsync(cancellationToken);
        return removed;
    }
}

/// <summary>The rule for rebuilds, asked of this database.</summary>
internal static class PostgresRebuild
{
    /// <summary>Refuses to forget what only the ledger could give back, once retention has taken a part of the ledger.</summary>
    public static async Task RefuseAfterPruningAsync(this NpgsqlConnection connection, CancellationToken cancellationToken) =>
        RebuildRule.Check(
            await connection.Sql("SELECT pruned FROM ledger_head").FirstAsync(row => row.GetInt64(0), cancellationToken));
}
