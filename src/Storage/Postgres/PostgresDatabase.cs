using FinOpsAI.Core.Ports;
using Npgsql;

namespace FinOpsAI.Storage.Postgres;

/// <summary>
/// The connections to one database, in two pools: one whose commits wait for the disk, one whose commits do not. Failures of the server
/// come out as <see cref="StoreUnavailableException"/>.
/// </summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource _durable;
    private readonly NpgsqlDataSource _derived;
    private volatile bool _disposed;

    public PostgresDatabase(string connectionString)
    {
        _durable = Build(connectionString, "");

        // For what is derived from the ledger and carries its position: a crash of the server may take the last commits, never one in
        // the middle.
        _derived = Build(connectionString, "-c synchronous_commit=off");
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        Location = $"{builder.Host}:{builder.Port}/{builder.Database ?? builder.Username}";
    }

    /// <summary>Host, port and database.</summary>
    public string Location { get; }

    /// <summary>Runs reads on one connection.</summary>
    public Task<T> ReadAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken) =>
        UseAsync(_durable, work, cancellationToken);

    /// <summary>Runs writes in one transaction, committed when <paramref name="work"/> returns, rolled back when it throws.</summary>
    public Task<T> WriteAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken) =>
        UseAsync(_durable, connection => InTransactionAsync(connection, work, cancellationToken), cancellationToken);

    /// <summary>Runs one durable statement or batch, which is its own transaction: one way to the server and back.</summary>
    public Task<T> WriteStatementAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken) =>
        UseAsync(_durable, work, cancellationToken);

    /// <summary>As <see cref="WriteAsync"/>, for what the ledger could give back.</summary>
    public Task<T> WriteDerivedAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken) =>
        UseAsync(_derived, connection => InTransactionAsync(connection, work, cancellationToken), cancellationToken);

    /// <summary>Runs one derived statement, which is its own transaction.</summary>
    public Task<T> WriteDerivedStatementAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken) =>
        UseAsync(_derived, work, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await _durable.DisposeAsync();
        await _derived.DisposeAsync();
    }

    private static NpgsqlDataSource Build(string connectionString, string options)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        var settings = builder.ConnectionStringBuilder;
        settings.ApplicationName ??= "finopsai";
        settings.PersistSecurityInfo = false;
        settings.WriteBufferSize = Math.Max(settings.WriteBufferSize, 64 * 1024);
        settings.ReadBufferSize = Math.Max(settings.ReadBufferSize, 32 * 1024);
        settings.MaxAutoPrepare = settings.MaxAutoPrepare == 0 ? 64 : settings.MaxAutoPrepare;
        settings.AutoPrepareMinUsages = 2;
        settings.Options = $"{settings.Options} {options}".Trim() is { Length: > 0 } text ? text : null;
        return builder.Build();
    }

    private static async Task<T> InTransactionAsync<T>(
        NpgsqlConnection connection, Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var result = await work(connection);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private async Task<T> UseAsync<T>(NpgsqlDataSource source, Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(PostgresStore));
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            return await work(connection);
        }
        catch (NpgsqlException error) when (Unavailable(error) is { } unavailable)
        {
            throw unavailable;
        }
    }

    /// <summary>Tells a server that cannot answer from a mistake in what it was asked.</summary>
    private StoreUnavailableException? Unavailable(NpgsqlException error) => error switch
    {
        { IsTransient: true } => new($"PostgreSQL at {Location} cannot be used now: {error.Message}", retry: true, error),
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable } =>
            new($"PostgreSQL at {Location} holds no schema yet; migrate it first.", retry: false, error),
        PostgresException
        {
            SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification
                or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege
                or PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted,
        } => new($"PostgreSQL at {Location} cannot be used: {error.Message}", retry: false, error),
        PostgresException => null,
        _ => new($"PostgreSQL at {Location} cannot be used: {error.Message}", retry: false, error),
    };
}
