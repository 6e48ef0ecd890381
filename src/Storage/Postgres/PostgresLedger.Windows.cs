using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Storage.Common;
using Npgsql;
using static FinOpsAI.Storage.Postgres.PostgresCommands;

namespace FinOpsAI.Storage.Postgres;

internal sealed partial class PostgresLedger
{
    public async Task<AppendResult> ReplaceAsync(RecordWindow window, IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(window);
        ArgumentNullException.ThrowIfNull(records);
        var pieces = new WindowPlan(records);
        var names = new PendingNames(cache);
        var (plan, isUnfinished) = await database.WriteAsync(
            connection => ReplaceAsync(connection, window, pieces, names, cancellationToken), cancellationToken);
        Published(plan, names);
        return pieces.Result(plan, isUnfinished);
    }

    private async Task<(AppendPlan Plan, bool IsUnfinished)> ReplaceAsync(
        NpgsqlConnection connection, RecordWindow window, WindowPlan pieces, PendingNames names, CancellationToken cancellationToken)
    {
        // The ledger's lock first, so that no other process changes what is looked up here.
        await connection.Sql("SELECT position FROM ledger_head FOR UPDATE").FirstAsync(row => row.GetInt64(0), cancellationToken);
        var id = await connection.Sql(
            """
            INSERT INTO windows (source, name) VALUES ($1, $2)
            ON CONFLICT (source, name) DO UPDATE SET name = excluded.name RETURNING window_id
            """).With(window.Source).With(window.Name).FirstAsync(row => row.GetInt64(0), cancellationToken);
        var keys = Array.ConvertAll(pieces.Keys, key => key.ToGuid());
        var digests = await connection.Sql("SELECT record_key, digest FROM window_records WHERE window_id = $1 AND record_key = ANY($2)")
            .With(id).With(keys).ListAsync(row => (Key: RecordKey.From(row.GetGuid(0)), Digest: row.GetInt64(1)), cancellationToken);
        var revisions = await connection.Sql("SELECT record_key, revision FROM records WHERE record_key = ANY($1)")
            .With(keys).ListAsync(row => (Key: RecordKey.From(row.GetGuid(0)), Revision: row.GetInt32(1)), cancellationToken);
        var digestOf = digests.ToDictionary(known => known.Key, known => known.Digest);
        var revisionOf = revisions.ToDictionary(known => known.Key, known => known.Revision);
        var plan = pieces.Decide(
            key => digestOf.TryGetValue(key, out var digest) ? digest : null, key => revisionOf.TryGetValue(key, out var known) ? known : null);
        await RememberAsync(connection, id, window.Generation, keys, pieces.Digests, cancellationToken);
        RecordKey[] vanished = window.IsLast ? await VanishedAsync(connection, id, window.Generation, cancellationToken) : [];
        await AppendAsync(connection, plan, names, vanished, cancellationToken);
        return (plan, vanished.Length == WindowPlan.RetractedAtMost);
    }

    private static Task<int> RememberAsync(
        NpgsqlConnection connection, long window, long generation, Guid[] keys, long[] digests, CancellationToken cancellationToken) =>
        connection.Sql(
            """
            INSERT INTO window_records (window_id, record_key, digest, generation)
            SELECT DISTINCT ON (record_key) $1, record_key, digest, $2 FROM unnest($3::uuid[], $4::bigint[]) AS read (record_key, digest)
            ON CONFLICT (window_id, record_key) DO UPDATE SET digest = excluded.digest, generation = excluded.generation
            """).With(window).With(generation).With(keys).With(digests).RunAsync(cancellationToken);

    private static async Task<RecordKey[]> VanishedAsync(
        NpgsqlConnection connection, long window, long generation, CancellationToken cancellationToken) =>
        [.. await connection.Sql(
            """
            DELETE FROM window_records WHERE window_id = $1 AND record_key IN (
              SELECT record_key FROM window_records WHERE window_id = $1 AND generation < $2 LIMIT $3)
            RETURNING record_key
            """).With(window).With(generation).With(WindowPlan.RetractedAtMost)
            .ListAsync(row => RecordKey.From(row.GetGuid(0)), cancellationToken)];

    private async Task RetractAsync(NpgsqlConnection connection, AppendPlan plan, RecordKey[] vanished, CancellationToken cancellationToken)
    {
        if (vanished.Length == 0)
        {
            return;
        }

        var known = await connection.Sql("SELECT record_key, revision, seq FROM records WHERE record_key = ANY($1) AND seq <> $2")
            .With(Array.ConvertAll(vanished, key => key.ToGuid())).With(RecordKey.Retracted)
            .ListAsync(row => (Key: RecordKey.From(row.GetGuid(0)), Revision: row.GetInt32(1), Position: row.GetInt64(2)), cancellationToken);
        var rows = await connection.Sql($"SELECT {Columns} FROM ledger l WHERE l.seq = ANY($1)")
            .With(known.Select(record => record.Position).ToArray()).ListAsync(Row, cancellationToken);
        var charges = (await EntriesAsync(connection, rows, cancellationToken)).ToDictionary(entry => entry.Position);
        foreach (var (key, revision, position) in known)
        {
            if (charges.TryGetValue(position, out var charge))
            {
                plan.Retract(key, revision + 1, charge);
            }
        }
    }
}
