namespace FinOpsAI.Core.Ports;

/// <summary>A store's state, for <c>doctor</c> and <c>/readyz</c>.</summary>
/// <param name="Provider"><c>Sqlite</c> or <c>Postgres</c>.</param>
/// <param name="Location">File path, or host, port and database; never a password.</param>
/// <param name="SchemaVersion">The last migration applied.</param>
/// <param name="Bytes">Size on disk.</param>
/// <param name="Records">Ledger entries.</param>
public sealed record StoreStatus(string Provider, string Location, int SchemaVersion, long Bytes, long Records);

/// <summary>What was removed by retention.</summary>
/// <param name="LedgerEntries">Ledger entries.</param>
/// <param name="RollupRows">Rollup rows.</param>
public sealed record PruneResult(long LedgerEntries, long RollupRows);

/// <summary>Opening, checking and trimming a store.</summary>
public interface IStoreAdministration
{
    /// <summary>Brings the schema up to date, ordered, under a lock, so that several processes may start at once.</summary>
    Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>The store's state.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be reached, or holds no schema yet.</exception>
    Task<StoreStatus> GetStatusAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Removes what is older than the retention options allow. A ledger entry goes only when the rollups and the snapshots of its scope and
    /// of all wider ones include it; the ids of removed records stay known, so that a late duplicate is still one.
    /// </summary>
    Task<PruneResult> PruneAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
