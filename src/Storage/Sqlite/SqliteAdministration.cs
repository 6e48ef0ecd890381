using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Storage.Common;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Storage.Sqlite;

/// <summary>Schema, state and retention of a SQLite file.</summary>
internal sealed class SqliteAdministration(SqliteDatabase database, RetentionOptions retention, TimeProvider time, ILogger logger)
    : IStoreAdministration
{
    private static readonly IReadOnlyList<Migration> Migrations = Migration.Load("Sqlite");

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(database.Path)!);

        // The log mode is a property of the file and cannot be changed in a transaction.
        await database.PrepareFileAsync(time, cancellationToken);
        await database.WriteAsync(Durability.Durable, Migrate, cancellationToken);
    }

    public Task<StoreStatus> GetStatusAsync(CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            if (!HasSchema(session))
            {
                throw new StoreUnavailableException($"The SQLite file {database.Path} holds no schema yet; migrate it first.", retry: false);
            }

            var version = session.Sql("SELECT max(version) FROM schema_version");
            version.Step();
            var entries = session.Sql("SELECT entries FROM ledger_head");
            entries.Step();
            return new StoreStatus("Sqlite", database.Path, version.Int32(0), database.Bytes(), entries.Int64(0));
        },
        cancellationToken);

    public async Task<PruneResult> PruneAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rollups = await PruneRollupsAsync(Granularity.Minute, now - retention.MinuteRollups, cancellationToken)
            + await PruneRollupsAsync(Granularity.Hour, now - retention.HourRollups, cancellationToken);
        var entries = retention.Ledger is { } kept ? await PruneLedgerAsync(now - kept, cancellationToken) : 0;
        logger.Pruned(entries, rollups);
        return new(entries, rollups);
    }

    private bool Migrate(SqliteSession session)
    {
        session.Execute(
            "CREATE TABLE IF NOT EXISTS schema_version "
            + "(version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT");
        var applied = new List<(int, string)>();
        var select = session.Sql("SELECT version, checksum FROM schema_version ORDER BY version");
        while (select.Step())
        {
            applied.Add((select.Int32(0), select.Text(1)));
        }

        foreach (var migration in Migration.Pending(Migrations, applied))
        {
            session.Execute(migration.Sql);
            session.Sql("INSERT INTO schema_version (version, name, checksum, applied_at) VALUES (?, ?, ?, ?)")
                .Bind(migration.Version).Bind(migration.Name).Bind(migration.Checksum)
                .Bind(time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)).Run();
            logger.MigrationApplied(migration.Name, database.Path);
        }

        return true;
    }

    private static bool HasSchema(SqliteSession session)
    {
        var select = session.Sql("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'");
        return select.Step();
    }

    /// <summary>Scope by scope, in small transactions: a year of hours is many rows, and appends wait meanwhile.</summary>
    private async Task<long> PruneRollupsAsync(Granularity granularity, DateTimeOffset before, CancellationToken cancellationToken)
    {
        // Whole days only, so that a sum takes the day where hours are gone.
        var cutoff = RollupRanges.ToBucket(Granularity.Day.Floor(before));
        var scopes = await database.ReadAsync(session => Numbers(session, "SELECT scope_id FROM scopes"), cancellationToken);
        long removed = 0;
        foreach (var chunk in scopes.Chunk(200))
        {
            removed += await database.WriteAsync(
                Durability.Derived,
                session => chunk.Sum(scope => session.Sql("DELETE FROM rollups WHERE granularity = ? AND scope_id = ? AND bucket < ?")
                    .Bind((int)granularity).Bind(scope).Bind(cutoff).Run()),
                cancellationToken);
        }

        return removed;
    }

    private async Task<long> PruneLedgerAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var cutoff = before.ToStored();
        var (facts, bounds, blocks) = await database.ReadAsync(
            session => (
                Position(session, "fact_position"),
                PruneBounds.Of(Scopes(session), Snapshots(session), Position(session, "rollup_position"), Position(session, "fact_position")),
                Numbers(session, $"SELECT block FROM ledger_blocks WHERE min_ts < {cutoff} ORDER BY block")),
            cancellationToken);
        long removed = 0;
        foreach (var block in blocks)
        {
            removed += await database.WriteAsync(Durability.Durable, session => PruneBlock(session, bounds, facts, block, cutoff), cancellationToken);
        }

        return removed;
    }

    private static long PruneBlock(SqliteSession session, IReadOnlyDictionary<int, long> bounds, long facts, long block, long cutoff)
    {
        var range = new LedgerBlock(block, 0).Positions;

        // A charge stays for as long as the facts have not read its reversal, which takes its facets from it.
        var select = session.Sql(
            """
            SELECT seq, resource_id FROM ledger l WHERE seq >= ? AND seq <= ? AND ts < ?
              AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses = l.seq AND r.seq > ?)
            """).Bind(range.First).Bind(range.Last).Bind(cutoff).Bind(facts);
        var gone = new List<long>();
        while (select.Step())
        {
            if (bounds.TryGetValue(select.Int32(1), out var bound) && select.Int64(0) <= bound)
            {
                gone.Add(select.Int64(0));
            }
        }

        foreach (var position in gone)
        {
            session.Sql("DELETE FROM ledger WHERE seq = ?").Bind(position).Run();
        }

        session.Sql("UPDATE ledger_head SET entries = entries - ?1, pruned = pruned + ?1").Bind(gone.Count).Run();
        session.Sql("DELETE FROM ledger_blocks WHERE block = ?1 AND NOT EXISTS (SELECT 1 FROM ledger WHERE seq >= ?2 AND seq <= ?3)")
            .Bind(block).Bind(range.First).Bind(range.Last).Run();
        return gone.Count;
    }

    private static List<long> Numbers(SqliteSession session, string sql)
    {
        var select = session.Sql(sql);
        var numbers = new List<long>();
        while (select.Step())
        {
            numbers.Add(select.Int64(0));
        }

        return numbers;
    }

    private static List<(int Id, string Key)> Scopes(SqliteSession session)
    {
        var select = session.Sql("SELECT scope_id, key FROM scopes WHERE kind = 3");
        var scopes = new List<(int, string)>();
        while (select.Step())
        {
            scopes.Add((select.Int32(0), select.Text(1)));
        }

        return scopes;
    }

    private static Dictionary<string, long> Snapshots(SqliteSession session)
    {
        var select = session.Sql("SELECT grain, upto FROM snapshots");
        var snapshots = new Dictionary<string, long>(StringComparer.Ordinal);
        while (select.Step())
        {
            snapshots[select.Text(0)] = select.Int64(1);
        }

        return snapshots;
    }

    private static long Position(SqliteSession session, string table)
    {
        var select = session.Sql($"SELECT position FROM {table}");
        select.Step();
        return select.Int64(0);
    }
}
