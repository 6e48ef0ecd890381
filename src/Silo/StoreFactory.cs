using FinOpsAI.Storage;
using FinOpsAI.Storage.Postgres;
using FinOpsAI.Storage.Sqlite;

namespace FinOpsAI.Silo;

/// <summary>The store that the options name.</summary>
internal static class StoreFactory
{
    /// <summary>Builds the store; touches nothing.</summary>
    public static IStore Create(StorageOptions options, TimeProvider time, ILoggerFactory loggers) => options.Provider switch
    {
        StorageProvider.Postgres => new PostgresStore(options.ConnectionString!, options.Retention, time, loggers),
        _ => new SqliteStore(options.Path, options.Retention, time, loggers.CreateLogger<SqliteStore>()),
    };
}
