using FinOpsAI.Core.Ports;
using FinOpsAI.Storage.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FinOpsAI.Storage.Postgres;

/// <summary>All ports on one PostgreSQL database.</summary>
public sealed class PostgresStore : IStore
{
    private readonly PostgresDatabase _database;

    /// <summary>Builds the store; connects to nothing.</summary>
    /// <param name="connectionString">Host, database, user, password as Npgsql takes them.</param>
    /// <param name="retention">For how long what is kept.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where the store writes what it did; nowhere when null.</param>
    public PostgresStore(string connectionString, RetentionOptions retention, TimeProvider time, ILogger<PostgresStore>? logger = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var cache = new NameCache();
        var log = logger ?? NullLogger<PostgresStore>.Instance;
        _database = new(connectionString);
        Ledger = new PostgresLedger(_database, cache, log);
        Rollups = new PostgresRollupStore(_database, cache, retention, time);
        Snapshots = new PostgresSnapshotStore(_database);
        Scopes = new PostgresScopeDirectory(_database);
        var payloads = new PostgresPayloads(_database);
        Anomalies = new AnomalyStore(payloads);
        Guidance = new GuidanceStore(payloads);
        Scenarios = new ScenarioStore(payloads);
        Changes = new ChangeStore(payloads);
        Sources = new SourceStore(payloads);
        Bills = new BillStore(payloads);
        Audit = new AuditLog(payloads);
        Attribution = new AttributionStore(payloads);
        DailyCosts = new PostgresDailyCosts(_database, cache);
        Budgets = new BudgetStore(payloads);
        Reservations = new PostgresReservationStore(_database);
        Experiments = new ExperimentStore(payloads, new PostgresExperimentCosts(_database));
        Channels = new ChannelStore(payloads);
        Outbox = new Outbox(payloads);
        Policies = new PolicyStore(payloads);
        ForecastNotes = new ForecastNoteStore(payloads);
        Identity = new IdentityStore(payloads);
        Facts = new PostgresFactStore(_database, cache);
        SavedViews = new SavedViewStore(payloads);
        Values = new ValueStore(payloads);
        Administration = new PostgresAdministration(_database, retention, time, log);
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

    /// <summary>Builds a store and brings its schema up to date.</summary>
    public static async Task<PostgresStore> OpenAsync(
        string connectionString, RetentionOptions retention, TimeProvider time, ILogger<PostgresStore>? logger = null, CancellationToken cancellationToken = default)
    {
        var store = new PostgresStore(connectionString, retention, time, logger);
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
