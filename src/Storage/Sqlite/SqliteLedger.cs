using System.Runtime.CompilerServices;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Storage.Common;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Storage.Sqlite;

/// <summary>The ledger in SQLite. Reading is in <c>SqliteLedger.Reading.cs</c>.</summary>
internal sealed partial class SqliteLedger(SqliteDatabase database, NameCache cache, ILogger logger) : ILedger
{
    public async Task<AppendResult> AppendAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        var plan = new AppendPlan(records);
        var names = new PendingNames(cache);
        await database.WriteAsync(Durability.Durable, session => Append(session, plan, names, [], cancellationToken), cancellationToken);
        Published(plan, names);
        return plan.Result();
    }

    public Task<long> GetHeadAsync(CancellationToken cancellationToken) => database.ReadAsync(Head, cancellationToken);

    private void Published(AppendPlan plan, PendingNames names)
    {
        names.Publish();
        if (plan.RefusedRestatements > 0)
        {
            logger.RestatementsRefused(plan.RefusedRestatements);
        }
    }

    private static long Head(SqliteSession session)
    {
        var select = session.Sql("SELECT position FROM ledger_head");
        select.Step();
        return select.Int64(0);
    }

    private bool Append(
        SqliteSession session, AppendPlan plan, PendingNames names, IReadOnlyList<RecordKey> vanished, CancellationToken cancellationToken)
    {
        plan.StartAt(Head(session));
        using var payloads = new PayloadWriter();
        var written = 0;

        // One probe of the index tells a new record from a known one: most are new, and then the key is already in.
        var remember = session.Sql("INSERT OR IGNORE INTO records (record_key, revision, seq) VALUES (?, ?, ?)");
        var insert = session.Sql(
            """
            INSERT INTO ledger (
              seq, reverses, revision, resource_id, ts, model_id, status, pricing, cost_effective, cost_billed, cost_list,
              input_tokens, cached_tokens, output_tokens, requests, gpu_hours, experiment, payload)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);
        Span<byte> key = stackalloc byte[RecordKey.Size];
        foreach (var index in plan.Candidates)
        {
            plan.Key(index).WriteTo(key);
            if (remember.BindBlob(key).Bind(plan.Record(index).Revision).Bind(plan.Head + 1).Run() == 1)
            {
                plan.Accept(index);
            }
            else
            {
                Restate(session, plan, index, key);
            }

            for (; written < plan.Lines.Count; written++)
            {
                Insert(session, insert, plan.Lines[written], names, payloads);
            }

            if ((index & 1023) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        Retract(session, plan, vanished);
        for (; written < plan.Lines.Count; written++)
        {
            Insert(session, insert, plan.Lines[written], names, payloads);
        }

        foreach (var (block, span) in plan.SpansByBlock())
        {
            session.Sql(
                """
                INSERT INTO ledger_blocks (block, min_ts, max_ts) VALUES (?, ?, ?)
                ON CONFLICT (block) DO UPDATE SET min_ts = min(min_ts, excluded.min_ts), max_ts = max(max_ts, excluded.max_ts)
                """).Bind(block).Bind(span.Min).Bind(span.Max).Run();
        }

        var spans = plan.SpansByScope();
        foreach (var scope in spans.Keys)
        {
            // A resource known from reading says nothing about the numbers of the scopes above it.
            session.ScopeId(names, scope);
        }

        foreach (var (scope, span) in names.Widen(spans))
        {
            session.Sql(
                """
                UPDATE scopes SET first_seen = min(coalesce(first_seen, ?2), ?2), last_seen = max(coalesce(last_seen, ?3), ?3)
                WHERE scope_id = ?1
                """).Bind(scope).Bind(span.Min).Bind(span.Max).Run();
        }

        session.Sql("UPDATE ledger_head SET position = ?, entries = entries + ?").Bind(plan.Head).Bind(plan.Lines.Count).Run();
        return true;
    }

    private void Restate(SqliteSession session, AppendPlan plan, int index, ReadOnlySpan<byte> key)
    {
        var known = session.Sql("SELECT revision, seq FROM records WHERE record_key = ?").BindBlob(key);
        known.Step();
        var (revision, position) = (known.Int32(0), known.Int64(1));
        known.Reset();
        if (plan.Record(index).Revision <= revision)
        {
            return;
        }

        if (position == RecordKey.Retracted)
        {
            plan.Accept(index);
        }
        else if (!plan.Restate(index, FindEntry(session, position)))
        {
            return;
        }

        session.Sql("UPDATE records SET revision = ?, seq = ? WHERE record_key = ?")
            .Bind(plan.Record(index).Revision).Bind(plan.Head).BindBlob(key).Run();
    }

    private static void Insert(
        SqliteSession session, SqliteStatement insert, in LedgerLine line, PendingNames names, PayloadWriter payloads)
    {
        var entry = line.Entry;
        var scope = session.ScopeId(names, entry.Scope);
        var model = session.ModelId(names, new(entry.Provider, entry.Model));
        insert.Bind(entry.Position).Bind(line.Reverses).Bind(line.Revision).Bind(scope).Bind(entry.Timestamp.ToStored()).Bind(model)
            .Bind((int)entry.Status).Bind((int)entry.Pricing)
            .Bind(entry.Cost.Effective).Bind(entry.Cost.Billed).Bind(entry.Cost.List)
            .Bind(entry.Usage.InputTokens).Bind(entry.Usage.CachedTokens).Bind(entry.Usage.OutputTokens)
            .Bind(entry.Usage.Requests).Bind(entry.Usage.GpuHours)
            .Bind(entry.Experiment);
        _ = line.Record is null ? insert.Bind((string?)null) : insert.BindText(payloads.Write(line.Record).Span);
        insert.Run();
    }
}
