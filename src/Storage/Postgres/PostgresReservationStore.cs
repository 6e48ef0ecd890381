using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Ports;
using FinOpsAI.Storage.Common;
using Npgsql;
using NpgsqlTypes;

namespace FinOpsAI.Storage.Postgres;

/// <summary>
/// Reservations in PostgreSQL. A counter's row is locked by whoever moves it on; who comes second finds another etag when the lock is given.
/// </summary>
internal sealed class PostgresReservationStore(PostgresDatabase database) : IReservationStore
{
    private const string Columns = "key, period, state, amount, settled, is_free, is_late, granted_at, expires_at, closed_at, model";

    public Task<ReservationCounter> OpenAsync(string budget, string period, CancellationToken cancellationToken) => database.WriteAsync(
        async connection =>
        {
            await connection.Sql("INSERT INTO reservation_counters VALUES ($1, $2, 1, 0, 0) ON CONFLICT DO NOTHING")
                .With(budget).With(period).RunAsync(cancellationToken);
            return (await connection.Sql("SELECT period, etag, settled, held FROM reservation_counters WHERE budget = $1 AND period = $2")
                .With(budget).With(period).FirstAsync(Counter, cancellationToken))!;
        },
        cancellationToken);

    public Task<IReadOnlyList<ReservationCounter>> ListCountersAsync(string budget, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ReservationCounter>>(
            async connection => await connection.Sql("SELECT period, etag, settled, held FROM reservation_counters WHERE budget = $1 ORDER BY period")
                .With(budget).ListAsync(Counter, cancellationToken),
            cancellationToken);

    public Task<IReadOnlyList<Reservation>> ListHeldAsync(string budget, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Reservation>>(
        async connection => await connection.Sql($"SELECT {Columns} FROM reservations WHERE budget = $1 AND state = 1 ORDER BY seq")
            .With(budget).ListAsync(row => Row(row, budget), cancellationToken),
        cancellationToken);

    public Task<IReadOnlyList<Reservation>> FindAsync(string budget, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return database.ReadAsync<IReadOnlyList<Reservation>>(
            async connection => await connection.Sql($"SELECT {Columns} FROM reservations WHERE budget = $1 AND key = ANY ($2)")
                .With(budget).With(keys.ToArray()).ListAsync(row => Row(row, budget), cancellationToken),
            cancellationToken);
    }

    public Task<IReadOnlyList<Reservation>> ListAsync(string budget, ReservationState? state, int limit, CancellationToken cancellationToken)
    {
        Limits.Check(limit);
        return database.ReadAsync<IReadOnlyList<Reservation>>(
            async connection => await connection.Sql(
                $"SELECT {Columns} FROM reservations WHERE budget = $1 AND ($2 IS NULL OR state = $2) ORDER BY seq DESC LIMIT $3")
                .With(budget).With((short?)state, NpgsqlDbType.Smallint).With(limit).ListAsync(row => Row(row, budget), cancellationToken),
            cancellationToken);
    }

    public async Task<CommitOutcome> CommitAsync(ReservationCommit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commit);
        try
        {
            await database.WriteStatementAsync(connection => WriteAsync(connection, commit, cancellationToken), cancellationToken);
            return CommitOutcome.Committed;
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.DivisionByZero)
        {
            return CommitOutcome.Stale;
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return CommitOutcome.KeyTaken;
        }
    }

    public Task<int> PruneAsync(DateTimeOffset grantedBefore, int limit, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Sql(
            "DELETE FROM reservations WHERE seq IN (SELECT seq FROM reservations WHERE granted_at < $1 AND state <> 1 ORDER BY seq LIMIT $2)")
            .With(grantedBefore.ToStored()).With(limit).RunAsync(cancellationToken),
        cancellationToken);

    /// <summary>
    /// One way to the server and back for all of it: a batch is one transaction, which only an error undoes. So a counter that is not where it was
    /// divides by zero.
    /// </summary>
    private static async Task<int> WriteAsync(NpgsqlConnection connection, ReservationCommit commit, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(
            """
            WITH moved AS (
              UPDATE reservation_counters c SET etag = c.etag + 1, settled = n.settled, held = n.held
              FROM unnest($2, $3, $4, $5) AS n (period, etag, settled, held)
              WHERE c.budget = $1 AND c.period = n.period AND c.etag = n.etag
              RETURNING 1)
            SELECT 1 / (count(*) = $6)::int FROM moved
            """,
            PostgresCommands.Value(commit.Budget),
            Each(commit.Counters, counter => counter.Period),
            Each(commit.Counters, counter => counter.ETag),
            Each(commit.Counters, counter => counter.Settled),
            Each(commit.Counters, counter => counter.Held),
            PostgresCommands.Value((long)commit.Counters.Count));
        if (commit.Added.Count > 0)
        {
            AddInserts(batch, commit);
        }

        if (commit.Changed.Count > 0)
        {
            batch.Add(
                """
                UPDATE reservations r SET state = n.state, settled = n.settled, is_late = n.is_late, closed_at = n.closed_at
                FROM unnest($2, $3, $4, $5, $6) AS n (key, state, settled, is_late, closed_at)
                WHERE r.budget = $1 AND r.key = n.key
                """,
                PostgresCommands.Value(commit.Budget),
                Each(commit.Changed, changed => changed.Key),
                Each(commit.Changed, changed => (short)changed.State),
                Each(commit.Changed, changed => changed.Settled),
                Each(commit.Changed, changed => changed.IsLate),
                Each(commit.Changed, changed => changed.ClosedAt?.ToStored()));
        }

        return await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void AddInserts(NpgsqlBatch batch, ReservationCommit commit) => batch.Add(
        $"""
        INSERT INTO reservations (budget, {Columns})
        SELECT $1, n.* FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) AS n
        """,
        PostgresCommands.Value(commit.Budget),
        Each(commit.Added, added => added.Key),
        Each(commit.Added, added => added.Period),
        Each(commit.Added, added => (short)added.State),
        Each(commit.Added, added => added.Amount),
        Each(commit.Added, added => added.Settled),
        Each(commit.Added, added => added.IsFree),
        Each(commit.Added, added => added.IsLate),
        Each(commit.Added, added => added.GrantedAt.ToStored()),
        Each(commit.Added, added => added.ExpiresAt.ToStored()),
        Each(commit.Added, added => added.ClosedAt?.ToStored()),
        Each(commit.Added, added => added.Model));

    private static NpgsqlParameter Each<TItem, TValue>(IReadOnlyList<TItem> items, Func<TItem, TValue> value)
    {
        var values = new TValue[items.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(items[i]);
        }

        return PostgresCommands.Value(values);
    }

    private static ReservationCounter Counter(NpgsqlDataReader row) => new(row.GetString(0), row.GetInt64(1), row.GetDecimal(2), row.GetDecimal(3));

    private static Reservation Row(NpgsqlDataReader row, string budget) => new(
        budget, row.GetString(0), row.GetString(1), row.GetDecimal(3), StoredTime.ToInstant(row.GetInt64(7)), StoredTime.ToInstant(row.GetInt64(8)))
    {
        State = (ReservationState)row.GetInt16(2),
        Settled = row.IsDBNull(4) ? null : row.GetDecimal(4),
        IsFree = row.GetBoolean(5),
        IsLate = row.GetBoolean(6),
        ClosedAt = row.IsDBNull(9) ? null : StoredTime.ToInstant(row.GetInt64(9)),
        Model = row.IsDBNull(10) ? null : row.GetString(10),
    };
}
