using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Storage.Common;

namespace FinOpsAI.Storage.Sqlite;

internal sealed partial class SqliteLedger
{
    public async Task<AppendResult> ReplaceAsync(RecordWindow window, IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(window);
        ArgumentNullException.ThrowIfNull(records);
        var pieces = new WindowPlan(records);
        var names = new PendingNames(cache);
        var (plan, isUnfinished) = await database.WriteAsync(
            Durability.Durable, session => Replace(session, window, pieces, names, cancellationToken), cancellationToken);
        Published(plan, names);
        return pieces.Result(plan, isUnfinished);
    }

    private (AppendPlan Plan, bool IsUnfinished) Replace(
        SqliteSession session, RecordWindow window, WindowPlan pieces, PendingNames names, CancellationToken cancellationToken)
    {
        var id = WindowId(session, window);
        var plan = pieces.Decide(key => KnownDigest(session, id, key), key => KnownRevision(session, key));
        Remember(session, id, window.Generation, pieces);
        List<RecordKey> vanished = window.IsLast ? Vanished(session, id, window.Generation) : [];
        Append(session, plan, names, vanished, cancellationToken);
        return (plan, vanished.Count == WindowPlan.RetractedAtMost);
    }

    private static long WindowId(SqliteSession session, RecordWindow window)
    {
        var insert = session.Sql(
            "INSERT INTO windows (source, name) VALUES (?, ?) ON CONFLICT (source, name) DO UPDATE SET name = excluded.name RETURNING window_id")
            .Bind(window.Source).Bind(window.Name);
        insert.Step();
        var id = insert.Int64(0);
        insert.Reset();
        return id;
    }

    private static long? KnownDigest(SqliteSession session, long window, RecordKey key)
    {
        Span<byte> bytes = stackalloc byte[RecordKey.Size];
        key.WriteTo(bytes);
        var select = session.Sql("SELECT digest FROM window_records WHERE window_id = ? AND record_key = ?").Bind(window).BindBlob(bytes);
        long? digest = select.Step() ? select.Int64(0) : null;
        select.Reset();
        return digest;
    }

    private static int? KnownRevision(SqliteSession session, RecordKey key)
    {
        Span<byte> bytes = stackalloc byte[RecordKey.Size];
        key.WriteTo(bytes);
        var select = session.Sql("SELECT revision FROM records WHERE record_key = ?").BindBlob(bytes);
        int? revision = select.Step() ? select.Int32(0) : null;
        select.Reset();
        return revision;
    }

    private static void Remember(SqliteSession session, long window, long generation, WindowPlan pieces)
    {
        var upsert = session.Sql(
            """
            INSERT INTO window_records (window_id, record_key, digest, generation) VALUES (?, ?, ?, ?)
            ON CONFLICT (window_id, record_key) DO UPDATE SET digest = excluded.digest, generation = excluded.generation
            """);
        Span<byte> bytes = stackalloc byte[RecordKey.Size];
        for (var index = 0; index < pieces.Keys.Length; index++)
        {
            pieces.Keys[index].WriteTo(bytes);
            upsert.Bind(window).BindBlob(bytes).Bind(pieces.Digests[index]).Bind(generation).Run();
        }
    }

    private static List<RecordKey> Vanished(SqliteSession session, long window, long generation)
    {
        var gone = session.Sql(
            """
            DELETE FROM window_records WHERE window_id = ?1 AND record_key IN (
              SELECT record_key FROM window_records WHERE window_id = ?1 AND generation < ?2 LIMIT ?3)
            RETURNING record_key
            """).Bind(window).Bind(generation).Bind(WindowPlan.RetractedAtMost);
        var keys = new List<RecordKey>();
        while (gone.Step())
        {
            keys.Add(RecordKey.From(gone.Bytes(0)));
        }

        return keys;
    }

    private void Retract(SqliteSession session, AppendPlan plan, IReadOnlyList<RecordKey> vanished)
    {
        Span<byte> bytes = stackalloc byte[RecordKey.Size];
        foreach (var key in vanished)
        {
            key.WriteTo(bytes);
            var known = session.Sql("SELECT revision, seq FROM records WHERE record_key = ?").BindBlob(bytes);
            if (!known.Step())
            {
                continue;
            }

            var (revision, position) = (known.Int32(0) + 1, known.Int64(1));
            known.Reset();
            if (position != RecordKey.Retracted && FindEntry(session, position) is { } charge)
            {
                plan.Retract(key, revision, charge);
                session.Sql("UPDATE records SET revision = ?, seq = ? WHERE record_key = ?")
                    .Bind(revision).Bind(RecordKey.Retracted).BindBlob(bytes).Run();
            }
        }
    }
}
