using FinOpsAI.Storage.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FinOpsAI.Storage.Sqlite;

/// <summary>How much a commit waits for.</summary>
internal enum Durability
{
    /// <summary>Nothing is written.</summary>
    ReadOnly,

    /// <summary>
    /// Survives the end of the process; a power failure may take the last commits, never one in the middle. For what is derived from the
    /// ledger and carries its position.
    /// </summary>
    Derived,

    /// <summary>On the disk.</summary>
    Durable,
}

/// <summary>One connection with its prepared statements. Used by one caller at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private const int BusyMilliseconds = 15_000;

    private readonly sqlite3 _database;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    static SqliteSession() => Batteries_V2.Init();

    private SqliteSession(sqlite3 database) => _database = database;

    /// <summary>Opens a connection; the file must exist unless it may be created.</summary>
    public static SqliteSession Open(string path, Durability durability, bool create)
    {
        // One caller at a time, so SQLite need not lock the connection at every call.
        var flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX | (create ? raw.SQLITE_OPEN_CREATE : 0);
        var result = raw.sqlite3_open_v2(path, out var database, flags, null);
        var session = new SqliteSession(database);
        try
        {
            SqliteException.ThrowExceptionForRC(result, database);
            _ = raw.sqlite3_busy_timeout(database, BusyMilliseconds);
            session.Execute("PRAGMA temp_store = MEMORY");
            session.Execute("PRAGMA cache_size = -65536");
            if (durability == Durability.ReadOnly)
            {
                session.Execute("PRAGMA query_only = ON");
                session.Execute("PRAGMA mmap_size = 1073741824");
            }
            else
            {
                // Checkpoints come after about 64 MB of log instead of 4: each writes a page that many appends touched once.
                session.Execute("PRAGMA wal_autocheckpoint = 8192");
                session.Execute("PRAGMA journal_size_limit = 134217728");
                session.Execute(durability == Durability.Durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            }

            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>The prepared statement of a text, ready for values.</summary>
    public SqliteStatement Sql(string text)
    {
        if (!_statements.TryGetValue(text, out var statement))
        {
            SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, text, out var handle), _database);
            _statements.Add(text, statement = new(_database, handle));
        }

        statement.Reset();
        return statement;
    }

    /// <summary>Runs texts without values that are not worth keeping prepared; several statements are allowed.</summary>
    public void Execute(string text)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(_database, text), _database);
    }

    /// <summary>Refuses to forget what only the ledger could give back, once retention has taken a part of the ledger.</summary>
    public void RefuseAfterPruning()
    {
        var select = Sql("SELECT pruned FROM ledger_head");
        select.Step();
        RebuildRule.Check(select.Int64(0));
        select.Reset();
    }

    /// <summary>Ends statements left before their last row: an open one would keep its read view alive.</summary>
    public void ResetAll()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Reset();
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
        _database.Dispose();
    }
}
