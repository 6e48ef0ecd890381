using System.Globalization;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Sqlite;

/// <summary>Grain snapshots in SQLite.</summary>
internal sealed class SqliteSnapshotStore(SqliteDatabase database) : ISnapshotStore
{
    public Task<Snapshot?> LoadAsync(string grain, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(grain);
        return database.ReadAsync(
            session =>
            {
                var select = session.Sql("SELECT etag, upto, version, state FROM snapshots WHERE grain = ?").Bind(grain);
                return select.Step()
                    ? new Snapshot(
                        select.Int64(0).ToString(CultureInfo.InvariantCulture), select.Int64(1), select.Int32(2), select.Bytes(3).ToArray())
                    : null;
            },
            cancellationToken);
    }

    public Task<string?> SaveAsync(
        string grain, string? loadedETag, long upto, int version, ReadOnlyMemory<byte> state, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(grain);
        return database.WriteAsync(
            Durability.Derived,
            session =>
            {
                var next = session.Sql("UPDATE snapshot_etag SET last = last + 1 RETURNING last");
                next.Step();
                var etag = next.Int64(0);
                next.Reset();
                var saved = loadedETag is null
                    ? session.Sql("INSERT INTO snapshots (grain, etag, upto, version, state) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
                        .Bind(grain).Bind(etag).Bind(upto).Bind(version).BindBlob(state.Span).Run()
                    : session.Sql("UPDATE snapshots SET etag = ?, upto = ?, version = ?, state = ? WHERE grain = ? AND etag = ? AND upto < ?")
                        .Bind(etag).Bind(upto).Bind(version).BindBlob(state.Span)
                        .Bind(grain).Bind(Number(loadedETag)).Bind(upto).Run();
                return saved == 1 ? etag.ToString(CultureInfo.InvariantCulture) : null;
            },
            cancellationToken);
    }

    public Task ResetAsync(CancellationToken cancellationToken) => database.WriteAsync(
        Durability.Durable,
        session =>
        {
            session.RefuseAfterPruning();
            return session.Sql("DELETE FROM snapshots").Run();
        },
        cancellationToken);

    /// <summary>What is no etag of ours matches none.</summary>
    private static long Number(string etag) =>
        long.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
