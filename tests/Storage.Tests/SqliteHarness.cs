using FinOpsAI.Storage.Sqlite;
using FinOpsAI.TestSupport;
using Microsoft.Data.Sqlite;

namespace FinOpsAI.Storage.Tests;

public sealed class SqliteHarness : StoreHarness
{
    private static readonly Lazy<Task<byte[]>> Migrated = new(MigratedAsync);

    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.File("ledger.db");

    public override Task StartAsync() => Task.CompletedTask;

    public override async Task StartReadyAsync() => await File.WriteAllBytesAsync(Path, await Migrated.Value);

    public override IStore Create(RetentionOptions? retention = null) => new SqliteStore(Path, retention ?? new(), new FixedTime());

    public override async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Test code with texts of its own.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<byte[]> MigratedAsync()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("ready.db");
        await MigrateAsync(new SqliteStore(path, new(), new FixedTime()));
        File.Exists(path + "-wal").ShouldBeFalse("all of it must be in the file that is copied");
        return await File.ReadAllBytesAsync(path);
    }

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
