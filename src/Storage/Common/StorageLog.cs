using Microsoft.Extensions.Logging;

namespace FinOpsAI.Storage.Common;

/// <summary>Log messages of the stores; ids 3000 to 3099.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(3000, LogLevel.Information, "Schema migration {Name} applied to {Location}")]
    public static partial void MigrationApplied(this ILogger logger, string name, string location);

    [LoggerMessage(3001, LogLevel.Information, "Retention removed {LedgerEntries} ledger entries and {RollupRows} rollup rows")]
    public static partial void Pruned(this ILogger logger, long ledgerEntries, long rollupRows);

    [LoggerMessage(
        3002,
        LogLevel.Warning,
        "{Count} restatements were refused: what they restate was removed by retention (FinOpsAI:Storage:Retention:Ledger)")]
    public static partial void RestatementsRefused(this ILogger logger, int count);
}
