using FinOpsAI.Storage;
using FinOpsAI.Storage.Postgres;
using FinOpsAI.Storage.Sqlite;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Silo.Tests.EndToEnd;

/// <summary>The two stores on which the whole product is tried.</summary>
public enum StoreKind
{
    Sqlite,
    Postgres,
}

/// <summary>An empty store for one test, and the options that point a process to it.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PostgresServer? _server;
    private readonly string? _connection;

    private TestStore(PostgresServer? server, string? connection)
    {
        _server = server;
        _connection = connection;
    }

    public string[] Options => _connection is null ? ["--data", _folder.Path] : ["--postgres", _connection];

    public static async Task<TestStore> CreateAsync(StoreKind kind, string name)
    {
        if (kind == StoreKind.Sqlite)
        {
            return new(null, null);
        }

        var server = await PostgresServer.GetOrStartAsync();
        return new(server, await server.CreateDatabaseAsync(name));
    }

    /// <summary>Opens it beside the process, with all its tables.</summary>
    public async Task<IStore> OpenAsync(CancellationToken cancellationToken)
    {
        IStore store = _connection is null
            ? new SqliteStore(_folder.File("finopsai.db"), new(), TimeProvider.System)
            : new PostgresStore(_connection, new(), TimeProvider.System);
        await store.Administration.MigrateAsync(cancellationToken);
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        if (_server is not null)
        {
            await _server.DropDatabaseAsync(_connection!);
        }
    }
}
