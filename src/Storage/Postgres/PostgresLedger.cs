using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Storage.Common;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using static FinOpsAI.Storage.Postgres.PostgresCommands;

namespace FinOpsAI.Storage.Postgres;

/// <summary>
/// The ledger in PostgreSQL. What is known of the records is looked up first; then the new rows go straight into their tables by binary
/// COPY. Reading is in <c>PostgresLedger.Reading.cs</c>.
/// </summary>
internal sealed partial class PostgresLedger(PostgresDatabase database, NameCache cache, ILogger logger) : ILedger
{
    public async Task<AppendResult> AppendAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        var plan = new AppendPlan(records);
        var names = new PendingNames(cache);
        await database.WriteAsync(connection => AppendAsync(connection, plan, names, [], cancellationToken), cancellationToken);
        Published(plan, names);
        return plan.Result();
    }

    public Task<long> GetHeadAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Sql("SELECT position FROM ledger_head").FirstAsync(row => row.GetInt64(0), cancellationToken),
        cancellationToken);

    private void Published(AppendPlan plan, PendingNames names)
    {
        names.Publish();
        if (plan.RefusedRestatements > 0)
        {
            logger.RestatementsRefused(plan.RefusedRestatements);
        }
    }

    private async Task<bool> AppendAsync(
        NpgsqlConnection connection, AppendPlan plan, PendingNames names, RecordKey[] vanished, CancellationToken cancellationToken)
    {
        var known = await LockAndLookUpAsync(connection, plan, cancellationToken);
        var restated = await DecideAsync(connection, plan, known, cancellationToken);
        await RetractAsync(connection, plan, vanished, cancellationToken);
        if (plan.Lines.Count == 0)
        {
            return false;
        }

        await connection.ResolveAsync(
            names,
            plan.Lines.Select(line => line.Entry.Scope),
            plan.Lines.Select(line => new ModelName(line.Entry.Provider, line.Entry.Model)),
            cancellationToken);
        await CopyLedgerAsync(connection, plan, names, cancellationToken);
        await CopyRecordsAsync(connection, plan, restated, cancellationToken);
        await FinishAsync(connection, plan, names, restated, cancellationToken);
        return true;
    }

    /// <summary>
    /// Locks the head, which makes appends of all processes wait for each other, and reads what is known: after the lock, so that it is
    /// what the others left.
    /// </summary>
    private static async Task<Dictionary<RecordKey, (int Revision, long Position)>> LockAndLookUpAsync(
        NpgsqlConnection connection, AppendPlan plan, CancellationToken cancellationToken)
    {
        var keys = new Guid[plan.Candidates.Count];
        for (var index = 0; index < keys.Length; index++)
        {
            keys[index] = plan.Key(plan.Candidates[index]).ToGuid();
        }

        await using var batch = new NpgsqlBatch(connection);
        batch.Add("SELECT position FROM ledger_head FOR UPDATE");
        batch.Add("SELECT record_key, revision, seq FROM records WHERE record_key = ANY($1)", Value(keys));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        plan.StartAt(reader.GetInt64(0));
        await reader.NextResultAsync(cancellationToken);
        var known = new Dictionary<RecordKey, (int, long)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            known.Add(RecordKey.From(reader.GetGuid(0)), (reader.GetInt32(1), reader.GetInt64(2)));
        }

        return known;
    }

    /// <returns>The records restated, with their new charges.</returns>
    private async Task<Dictionary<RecordKey, LedgerLine>> DecideAsync(
        NpgsqlConnection connection,
        AppendPlan plan,
        Dictionary<RecordKey, (int Revision, long Position)> known,
        CancellationToken cancellationToken)
    {
        var restated = new Dictionary<RecordKey, LedgerLine>();
        var charges = await ChargesToRestateAsync(connection, plan, known, cancellationToken);
        foreach (var index in plan.Candidates)
        {
            var key = plan.Key(index);
            if (!known.TryGetValue(key, out var last))
            {
                plan.Accept(index);
            }
            else if (plan.Record(index).Revision > last.Revision)
            {
                if (last.Position == RecordKey.Retracted)
                {
                    plan.Accept(index);
                }
                else if (!plan.Restate(index, charges.GetValueOrDefault(last.Position)))
                {
                    continue;
                }

                restated.Add(key, plan.Lines[^1]);
            }
        }

        return restated;
    }

    private async Task<Dictionary<long, LedgerEntry>> ChargesToRestateAsync(
        NpgsqlConnection connection,
        AppendPlan plan,
        Dictionary<RecordKey, (int Revision, long Position)> known,
        CancellationToken cancellationToken)
    {
        var positions = plan.Candidates
            .Where(index => known.TryGetValue(plan.Key(index), out var last) && plan.Record(index).Revision > last.Revision)
            .Select(index => known[plan.Key(index)].Position)
            .ToArray();
        if (positions.Length == 0)
        {
            return [];
        }

        var rows = await connection.Sql($"SELECT {Columns} FROM ledger l WHERE l.seq = ANY($1)").With(positions)
            .ListAsync(Row, cancellationToken);
        var entries = await EntriesAsync(connection, rows, cancellationToken);
        return entries.ToDictionary(entry => entry.Position);
    }

    private static async Task CopyLedgerAsync(
        NpgsqlConnection connection, AppendPlan plan, PendingNames names, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            """
            COPY ledger (
              seq, ts, reverses, revision, resource_id, model_id, status, pricing, cost_effective, cost_billed, cost_list,
              input_tokens, cached_tokens, output_tokens, requests, gpu_hours, experiment, payload) FROM STDIN (FORMAT BINARY)
            """,
            cancellationToken);
        using var payloads = new PayloadWriter();
        foreach (var line in plan.Lines)
        {
            var entry = line.Entry;
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(entry.Position, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(entry.Timestamp.ToStored(), NpgsqlDbType.Bigint, cancellationToken);
            await (line.Reverses is { } reverses
                ? copy.WriteAsync(reverses, NpgsqlDbType.Bigint, cancellationToken)
                : copy.WriteNullAsync(cancellationToken));
            await copy.WriteAsync(line.Revision, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(names.Id(entry.Scope), NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(names.Id(new ModelName(entry.Provider, entry.Model)), NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync((short)entry.Status, NpgsqlDbType.Smallint, cancellationToken);
            await copy.WriteAsync((short)entry.Pricing, NpgsqlDbType.Smallint, cancellationToken);
            await copy.WriteAsync(entry.Cost.Effective, NpgsqlDbType.Numeric, cancellationToken);
            await copy.WriteAsync(entry.Cost.Billed, NpgsqlDbType.Numeric, cancellationToken);
            await copy.WriteAsync(entry.Cost.List, NpgsqlDbType.Numeric, cancellationToken);
            await copy.WriteAsync(entry.Usage.InputTokens, NpgsqlDbType.Numeric, cancellationToken);
            await copy.WriteAsync(entry.Usage.CachedTokens, NpgsqlDbType.Numeric, cancellationToken);
            await copy.WriteAsync(entry.Usage.OutputTokens, NpgsqlDbType.Numeric, cancellationToken);
            await copy.WriteAsync(entry.Usage.Requests, NpgsqlDbType.Numeric, cancellationToken);
            await copy.WriteAsync(entry.Usage.GpuHours, NpgsqlDbType.Numeric, cancellationToken);
            await (entry.Experiment is { } experiment
                ? copy.WriteAsync(experiment, NpgsqlDbType.Text, cancellationToken)
                : copy.WriteNullAsync(cancellationToken));
            await (line.Record is { } record
                ? copy.WriteAsync(payloads.Write(record), NpgsqlDbType.Text, cancellationToken)
                : copy.WriteNullAsync(cancellationToken));
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static async Task CopyRecordsAsync(
        NpgsqlConnection connection, AppendPlan plan, Dictionary<RecordKey, LedgerLine> restated, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY records (record_key, revision, seq) FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var line in plan.Lines)
        {
            if (line.Record is not null && !restated.ContainsKey(line.Key))
            {
                await copy.StartRowAsync(cancellationToken);
                await copy.WriteAsync(line.Key.ToGuid(), NpgsqlDbType.Uuid, cancellationToken);
                await copy.WriteAsync(line.Revision, NpgsqlDbType.Integer, cancellationToken);
                await copy.WriteAsync(line.Entry.Position, NpgsqlDbType.Bigint, cancellationToken);
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static async Task FinishAsync(
        NpgsqlConnection connection,
        AppendPlan plan,
        PendingNames names,
        Dictionary<RecordKey, LedgerLine> restated,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        var newer = restated.Select(pair => (pair.Key, pair.Value.Revision, pair.Value.Entry.Position))
            .Concat(plan.Retracted.Select(record => (record.Key, record.Revision, Position: RecordKey.Retracted)))
            .ToArray();
        if (newer.Length > 0)
        {
            batch.Add(
                """
                UPDATE records SET revision = newer.revision, seq = newer.seq
                FROM unnest($1::uuid[], $2::integer[], $3::bigint[]) AS newer (record_key, revision, seq)
                WHERE records.record_key = newer.record_key
                """,
                Value(Array.ConvertAll(newer, record => record.Key.ToGuid())),
                Value(Array.ConvertAll(newer, record => record.Revision)),
                Value(Array.ConvertAll(newer, record => record.Position)));
        }

        var blocks = plan.SpansByBlock();
        batch.Add(
            """
            INSERT INTO ledger_blocks (block, min_ts, max_ts) SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[])
            ON CONFLICT (block) DO UPDATE SET
              min_ts = least(ledger_blocks.min_ts, excluded.min_ts), max_ts = greatest(ledger_blocks.max_ts, excluded.max_ts)
            """,
            Value(blocks.Keys.ToArray()),
            Value(blocks.Values.Select(span => span.Min).ToArray()),
            Value(blocks.Values.Select(span => span.Max).ToArray()));

        var scopes = names.Widen(plan.SpansByScope());
        if (scopes.Count > 0)
        {
            batch.Add(
                """
                UPDATE scopes SET first_seen = least(scopes.first_seen, seen.first), last_seen = greatest(scopes.last_seen, seen.last)
                FROM unnest($1::integer[], $2::bigint[], $3::bigint[]) AS seen (scope_id, first, last)
                WHERE scopes.scope_id = seen.scope_id
                """,
                Value(scopes.Select(scope => scope.Id).ToArray()),
                Value(scopes.Select(scope => scope.Span.Min).ToArray()),
                Value(scopes.Select(scope => scope.Span.Max).ToArray()));
        }

        batch.Add("UPDATE ledger_head SET position = $1, entries = entries + $2", Value(plan.Head), Value((long)plan.Lines.Count));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
