using System.Collections.Concurrent;
using FinOpsAI.Core.Ports;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FinOpsAI.Storage.Sqlite;

/// <summary>
/// The file's connections: one writer at a time, readers beside it (write-ahead log). A session that failed is closed and a new one opened
/// for the next call. Work runs on the caller's thread: SQLite has no asynchronous calls.
/// </summary>
internal sealed class SqliteDatabase(string path) : IAsyncDisposable
{
    private const int IdleReaders = 8;
    private const int PrepareAttempts = 100;

    private static readonly TimeSpan PrepareFor = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PrepareAgainAfter = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim _writer = new(1);
    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private readonly SqliteSession?[] _writers = new SqliteSession?[2];
    private volatile bool _disposed;

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Runs reads on one view of the data.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteStore));
            return Task.FromResult(Read(work));
        }
        catch (Exception exception)
        {
            return exception is OperationCanceledException
                ? Task.FromCanceled<T>(cancellationToken)
                : Task.FromException<T>(exception);
        }
    }

    /// <summary>
    /// Makes the file when missing and gives it a write-ahead log, which cannot be done in a transaction. SQLite does not wait for others who change
    /// the mode of the same new file, so this does.
    /// </summary>
    public async Task PrepareFileAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await UseWriterAsync(
                    Durability.Durable,
                    create: true,
                    session =>
                    {
                        session.Execute("PRAGMA journal_mode = WAL");
                        return true;
                    },
                    cancellationToken);
                return;
            }
            catch (StoreUnavailableException e) when (e.Retry && attempt < PrepareAttempts && time.GetElapsedTime(started) < PrepareFor)
            {
                await Task.Delay(PrepareAgainAfter, cancellationToken);
            }
        }
    }

    /// <summary>Runs writes in one transaction, committed when <paramref name="work"/> returns, rolled back when it throws.</summary>
    public Task<T> WriteAsync<T>(Durability durability, Func<SqliteSession, T> work, CancellationToken cancellationToken) => UseWriterAsync(
        durability,
        create: false,
        session =>
        {
            session.Execute("BEGIN IMMEDIATE");
            var result = work(session);
            session.ResetAll();
            session.Execute("COMMIT");
            return result;
        },
        cancellationToken);

    private async Task<T> UseWriterAsync<T>(
        Durability durability, bool create, Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteStore));
        await _writer.WaitAsync(cancellationToken);
        var slot = durability == Durability.Durable ? 1 : 0;
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteStore));
            var session = _writers[slot] ??= SqliteSession.Open(Path, durability, create);
            return work(session);
        }
        catch (Exception exception)
        {
            // Closing rolls back, whatever state the failure left the session in.
            _writers[slot]?.Dispose();
            _writers[slot] = null;
            if (exception is SqliteException error && Unavailable(error) is { } unavailable)
            {
                throw unavailable;
            }

            throw;
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>Size of the file and its log.</summary>
    public long Bytes() => new[] { Path, Path + "-wal" }.Select(name => new FileInfo(name)).Sum(file => file.Exists ? file.Length : 0);

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        await _writer.WaitAsync();
        _disposed = true;
        foreach (var session in _writers)
        {
            session?.Dispose();
        }

        Array.Clear(_writers);
        CloseReaders();
        _writer.Release();
    }

    private T Read<T>(Func<SqliteSession, T> work)
    {
        SqliteSession? session = null;
        try
        {
            session = _readers.TryTake(out var idle) ? idle : SqliteSession.Open(Path, Durability.ReadOnly, create: false);
            session.Execute("BEGIN");
            var result = work(session);
            session.ResetAll();
            session.Execute("COMMIT");
            if (_readers.Count < IdleReaders)
            {
                _readers.Add(session);
                session = null;
            }

            if (_disposed)
            {
                CloseReaders();
            }

            return result;
        }
        catch (SqliteException error) when (Unavailable(error) is { } unavailable)
        {
            throw unavailable;
        }
        finally
        {
            session?.Dispose();
        }
    }

    private void CloseReaders()
    {
        while (_readers.TryTake(out var session))
        {
            session.Dispose();
        }
    }

    /// <summary>Tells a store that cannot answer from a mistake in what it was asked.</summary>
    private StoreUnavailableException? Unavailable(SqliteException error) => error.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_IOERR or raw.SQLITE_FULL or raw.SQLITE_CANTOPEN or raw.SQLITE_PROTOCOL =>
            new($"The SQLite file {Path} cannot be used now: {error.Message}", retry: true, error),
        raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT or raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH =>
            new($"The SQLite file {Path} cannot be used: {error.Message}", retry: false, error),
        _ => null,
    };
}
