using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage;

/// <summary>One database with all its ports. Building one touches nothing; <see cref="IStoreAdministration.MigrateAsync"/> comes first.</summary>
public interface IStore : IAsyncDisposable
{
    ILedger Ledger { get; }

    IRollupStore Rollups { get; }

    ISnapshotStore Snapshots { get; }

    IScopeDirectory Scopes { get; }

    IAnomalyStore Anomalies { get; }

    IGuidanceStore Guidance { get; }

    IScenarioStore Scenarios { get; }

    IChangeStore Changes { get; }

    ISourceStore Sources { get; }

    IBillStore Bills { get; }

    IBudgetStore Budgets { get; }

    IReservationStore Reservations { get; }

    IExperimentStore Experiments { get; }

    IAuditLog Audit { get; }

    IAttributionStore Attribution { get; }

    IDailyCosts DailyCosts { get; }

    IChannelStore Channels { get; }

    IOutbox Outbox { get; }

    IPolicyStore Policies { get; }

    IForecastNotes ForecastNotes { get; }

    IIdentityStore Identity { get; }

    IFactStore Facts { get; }

    ISavedViewStore SavedViews { get; }

    IValueStore Values { get; }

    IStoreAdministration Administration { get; }
}
