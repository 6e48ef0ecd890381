using FinOpsAI.Storage.Postgres;
using FinOpsAI.TestSupport;
using Npgsql;

namespace FinOpsAI.Storage.Tests;

public sealed class PostgresHarness : StoreHarness
{
    private PostgresServer _server = null!;

    public string ConnectionString { get; private set; } = "";

    public override async Task StartAsync()
    {
        _server = await PostgresServer.GetOrStartAsync();
        ConnectionString = await _server.CreateDatabaseAsync("store");
    }

    public override async Task StartReadyAsync()
    {
        _server = await PostgresServer.GetOrStartAsync();
        ConnectionString = await _server.CreateReadyDatabaseAsync(
            "store", database => MigrateAsync(new PostgresStore(database, new(), new FixedTime())));
    }

    public override IStore Create(RetentionOptions? retention = null) =>
        new PostgresStore(ConnectionString, retention ?? new(), new FixedTime());

    public override async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
#pragma warning disable CA2100 // Test code with texts of its own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        if (ConnectionString.Length > 0)
        {
            await _server.DropDatabaseAsync(ConnectionString);
        }
    }
}
