using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Ports;
using FinOpsAI.Storage.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FinOpsAI.Storage.Sqlite;

/// <summary>Reservations in SQLite. One writer at a time, so that whoever reads an etag in a transaction of its own may trust it there.</summary>
internal sealed class SqliteReservationStore(SqliteDatabase database) : IReservationStore
{
    private const string Columns = "key, period, state, amount, settled, is_free, is_late, granted_at, expires_at, closed_at, model";

    public Task<ReservationCounter> OpenAsync(string budget, string period, CancellationToken cancellationToken) => database.WriteAsync(
        Durability.Durable,
        session =>
        {
            session.Sql("INSERT INTO reservation_counters VALUES (?, ?, 1, 0, 0) ON CONFLICT DO NOTHING").Bind(budget).Bind(period).Run();
            var select = session.Sql("SELECT period, etag, settled, held FROM reservation_counters WHERE budget = ? AND period = ?")
                .Bind(budget).Bind(period);
            select.Step();
            return Counter(select);
        },
        cancellationToken);

    public Task<IReadOnlyList<ReservationCounter>> ListCountersAsync(string budget, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ReservationCounter>>(
            session =>
            {
                var select = session.Sql("SELECT period, etag, settled, held FROM reservation_counters WHERE budget = ? ORDER BY period").Bind(budget);
                var counters = new List<ReservationCounter>();
                while (select.Step())
                {
                    counters.Add(Counter(select));
                }

                return counters;
            },
            cancellationToken);

    public Task<IReadOnlyList<Reservation>> ListHeldAsync(string budget, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Reservation>>(
        session => Rows(session.Sql($"SELECT {Columns} FROM reservations WHERE budget = ? AND state = 1 ORDER BY seq").Bind(budget), budget),
        cancellationToken);

    public Task<IReadOnlyList<Reservation>> FindAsync(string budget, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return database.ReadAsync<IReadOnlyList<Reservation>>(
            session =>
            {
                var found = new List<Reservation>();
                foreach (var key in keys)
                {
                    found.AddRange(Rows(session.Sql($"SELECT {Columns} FROM reservations WHERE budget = ? AND key = ?").Bind(budget).Bind(key), budget));
                }

                return found;
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<Reservation>> ListAsync(string budget, ReservationState? state, int limit, CancellationToken cancellationToken)
    {
        Limits.Check(limit);
        return database.ReadAsync<IReadOnlyList<Reservation>>(
            session => Rows(
                session.Sql($"SELECT {Columns} FROM reservations WHERE budget = ?1 AND (?2 IS NULL OR state = ?2) ORDER BY seq DESC LIMIT ?3")
                    .Bind(budget).Bind((long?)state).Bind(limit),
                budget),
            cancellationToken);
    }

    public Task<CommitOutcome> CommitAsync(ReservationCommit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commit);
        return UndoneAsync(database.WriteAsync(Durability.Durable, session => Write(session, commit), cancellationToken));
    }

    public Task<int> PruneAsync(DateTimeOffset grantedBefore, int limit, CancellationToken cancellationToken) => database.WriteAsync(
        Durability.Durable,
        session => session.Sql(
            "DELETE FROM reservations WHERE seq IN (SELECT seq FROM reservations WHERE granted_at < ? AND state <> 1 ORDER BY seq LIMIT ?)")
            .Bind(grantedBefore.ToStored()).Bind(limit).Run(),
        cancellationToken);

    private static CommitOutcome Write(SqliteSession session, ReservationCommit commit)
    {
        foreach (var counter in commit.Counters)
        {
            var moved = session.Sql("UPDATE reservation_counters SET etag = etag + 1, settled = ?, held = ? WHERE budget = ? AND period = ? AND etag = ?")
                .Bind(counter.Settled).Bind(counter.Held).Bind(commit.Budget).Bind(counter.Period).Bind(counter.ETag).Run();
            if (moved == 0)
            {
                throw new UndoneException(CommitOutcome.Stale);
            }
        }

        foreach (var added in commit.Added)
        {
            Insert(session, added);
        }

        foreach (var changed in commit.Changed)
        {
            session.Sql("UPDATE reservations SET state = ?, settled = ?, is_late = ?, closed_at = ? WHERE budget = ? AND key = ?")
                .Bind((int)changed.State).Bind(changed.Settled).Bind(changed.IsLate ? 1 : 0).Bind(changed.ClosedAt?.ToStored())
                .Bind(changed.Budget).Bind(changed.Key).Run();
        }

        return CommitOutcome.Committed;
    }

    private static void Insert(SqliteSession session, Reservation added)
    {
        var insert = session.Sql($"INSERT INTO reservations ({Columns}, budget) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .Bind(added.Key).Bind(added.Period).Bind((int)added.State).Bind(added.Amount).Bind(added.Settled)
            .Bind(added.IsFree ? 1 : 0).Bind(added.IsLate ? 1 : 0)
            .Bind(added.GrantedAt.ToStored()).Bind(added.ExpiresAt.ToStored()).Bind(added.ClosedAt?.ToStored()).Bind(added.Model)
            .Bind(added.Budget);
        try
        {
            insert.Run();
        }
        catch (SqliteException error) when (error.SqliteErrorCode == raw.SQLITE_CONSTRAINT)
        {
            throw new UndoneException(CommitOutcome.KeyTaken);
        }
    }

    /// <summary>Only an exception rolls a transaction back.</summary>
    private static async Task<CommitOutcome> UndoneAsync(Task<CommitOutcome> commit)
    {
        try
        {
            return await commit;
        }
        catch (UndoneException undone)
        {
            return undone.Outcome;
        }
    }

    private static ReservationCounter Counter(SqliteStatement row) => new(row.Text(0), row.Int64(1), row.Decimal(2), row.Decimal(3));

    private static List<Reservation> Rows(SqliteStatement select, string budget)
    {
        var rows = new List<Reservation>();
        while (select.Step())
        {
            rows.Add(new(
                budget, select.Text(0), select.Text(1), select.Decimal(3), StoredTime.ToInstant(select.Int64(7)), StoredTime.ToInstant(select.Int64(8)))
            {
                State = (ReservationState)select.Int32(2),
                Settled = select.IsNull(4) ? null : select.Decimal(4),
                IsFree = select.Int32(5) != 0,
                IsLate = select.Int32(6) != 0,
                ClosedAt = select.IsNull(9) ? null : StoredTime.ToInstant(select.Int64(9)),
                Model = select.IsNull(10) ? null : select.Text(10),
            });
        }

        return rows;
    }
}
