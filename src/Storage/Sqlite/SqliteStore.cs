using FinOpsAI.Core.Ports;
using FinOpsAI.Storage.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FinOpsAI.Storage.Sqlite;

/// <summary>All ports on one SQLite file.</summary>
public sealed class SqliteStore : IStore
{
    private readonly SqliteDatabase _database;

    /// <summary>Builds the store; touches nothing.</summary>
    /// <param name="path">The file, relative to the working directory or absolute.</param>
    /// <param name="retention">For how long what is kept.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where the store writes what it did; nowhere when null.</param>
    public SqliteStore(string path, RetentionOptions retention, TimeProvider time, ILogger<SqliteStore>? logger = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var cache = new NameCache();
        var log = logger ?? NullLogger<SqliteStore>.Instance;
        _database = new(path);
        Ledger = new SqliteLedger(_database, cache, log);
        Rollups = new SqliteRollupStore(_database, cache, retention, time);
        Snapshots = new SqliteSnapshotStore(_database);
        Scopes = new SqliteScopeDirectory(_database);
        var payloads = new SqlitePayloads(_database);
        Anomalies = new AnomalyStore(payloads);
        Guidance = new GuidanceStore(payloads);
        Scenarios = new ScenarioStore(payloads);
        Changes = new ChangeStore(payloads);
        Sources = new SourceStore(payloads);
        Bills = new BillStore(payloads);
        Audit = new AuditLog(payloads);
        Attribution = new AttributionStore(payloads);
        DailyCosts = new SqliteDailyCosts(_database, cache);
        Budgets = new BudgetStore(payloads);
        Reservations = new SqliteReservationStore(_database);
        Experiments = new ExperimentStore(payloads, new SqliteExperimentCosts(_database));
        Channels = new ChannelStore(payloads);
        Outbox = new Outbox(payloads);
        Policies = new PolicyStore(payloads);
        ForecastNotes = new ForecastNoteStore(payloads);
        Identity = new IdentityStore(payloads);
        Facts = new SqliteFactStore(_database, cache);
        SavedViews = new SavedViewStore(payloads);
        Values = new ValueStore(payloads);
        Administration = new SqliteAdministration(_database, retention, time, log);
    }

    public ILedger Ledger { get; }

    public IRollupStore Rollups { get; }

    public ISnapshotStore Snapshots { get; }

    public IScopeDirectory Scopes { get; }

    public IAnomalyStore Anomalies { get; }

    public IGuidanceStore Guidance { get; }

    public IScenarioStore Scenarios { get; }

    public IChangeStore Changes { get; }

    public ISourceStore Sources { get; }

    public IBillStore Bills { get; }

    public IBudgetStore Budgets { get; }

    public IReservationStore Reservations { get; }

    public IExperimentStore Experiments { get; }

    public IAuditLog Audit { get; }

    public IAttributionStore Attribution { get; }

    public IDailyCosts DailyCosts { get; }

    public IChannelStore Channels { get; }

    public IOutbox Outbox { get; }

    public IPolicyStore Policies { get; }

    public IForecastNotes ForecastNotes { get; }

    public IIdentityStore Identity { get; }

    public IFactStore Facts { get; }

    public ISavedViewStore SavedViews { get; }

    public IValueStore Values { get; }

    public IStoreAdministration Administration { get; }

    /// <summary>Builds a store and brings its schema up to date; the file is made when missing.</summary>
    public static async Task<SqliteStore> OpenAsync(
        string path, RetentionOptions retention, TimeProvider time, ILogger<SqliteStore>? logger = null, CancellationToken cancellationToken = default)
    {
        var store = new SqliteStore(path, retention, time, logger);
        try
        {
            await store.Administration.MigrateAsync(cancellationToken);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
