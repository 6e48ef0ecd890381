using System.Globalization;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Postgres;

/// <summary>Grain snapshots in PostgreSQL.</summary>
internal sealed class PostgresSnapshotStore(PostgresDatabase database) : ISnapshotStore
{
    public Task<Snapshot?> LoadAsync(string grain, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(grain);
        return database.ReadAsync(
            connection => connection.Sql("SELECT etag, upto, version, state FROM snapshots WHERE grain = $1").With(grain).FirstAsync(
                row => new Snapshot(
                    row.GetInt64(0).ToString(CultureInfo.InvariantCulture), row.GetInt64(1), row.GetInt32(2), row.GetFieldValue<byte[]>(3)),
                cancellationToken),
            cancellationToken);
    }

    public Task<string?> SaveAsync(
        string grain, string? loadedETag, long upto, int version, ReadOnlyMemory<byte> state, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(grain);
        return database.WriteDerivedStatementAsync(
            async connection =>
            {
                var save = loadedETag is null
                    ? connection.Sql(
                        """
                        INSERT INTO snapshots (grain, etag, upto, version, state) VALUES ($1, nextval('snapshot_etag'), $2, $3, $4)
                        ON CONFLICT DO NOTHING RETURNING etag
                        """)
                    : connection.Sql(
                        """
                        UPDATE snapshots SET etag = nextval('snapshot_etag'), upto = $2, version = $3, state = $4
                        WHERE grain = $1 AND etag = $5 AND upto < $2 RETURNING etag
                        """);
                save.With(grain).With(upto).With(version).With(state);
                if (loadedETag is not null)
                {
                    save.With(Number(loadedETag));
                }

                var etag = await save.FirstAsync(row => (long?)row.GetInt64(0), cancellationToken);
                return etag?.ToString(CultureInfo.InvariantCulture);
            },
            cancellationToken);
    }

    public Task ResetAsync(CancellationToken cancellationToken) => database.WriteAsync(
        async connection =>
        {
            await connection.RefuseAfterPruningAsync(cancellationToken);
            return await connection.Sql("DELETE FROM snapshots").RunAsync(cancellationToken);
        },
        cancellationToken);

    /// <summary>What is no etag of ours matches none.</summary>
    private static long Number(string etag) =>
        long.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
