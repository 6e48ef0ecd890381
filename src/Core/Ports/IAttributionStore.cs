using FinOpsAI.Core.Attribution;

namespace FinOpsAI.Core.Ports;

/// <summary>Versions of the rules, shared costs, and the application of rules that is not finished.</summary>
public interface IAttributionStore
{
    /// <summary>The number of the newest version; 0 when there is none.</summary>
    Task<int> GetVersionAsync(CancellationToken cancellationToken);

    /// <summary>A version; null when there is none of that number.</summary>
    Task<RuleSet?> FindAsync(int version, CancellationToken cancellationToken);

    /// <summary>All versions, newest first.</summary>
    Task<IReadOnlyList<RuleSetVersion>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds a version. Versions are never changed.</summary>
    /// <returns>False, with nothing changed, when there is a version of that number already: somebody else was first.</returns>
    Task<bool> AddAsync(RuleSet set, CancellationToken cancellationToken);

    /// <summary>All shared costs, by id.</summary>
    Task<IReadOnlyList<SharedCost>> ListSharedCostsAsync(CancellationToken cancellationToken);

    /// <summary>Adds or replaces a shared cost.</summary>
    Task SaveSharedCostAsync(SharedCost shared, CancellationToken cancellationToken);

    /// <summary>Removes a shared cost.</summary>
    /// <returns>It; null when there is none of that id.</returns>
    Task<SharedCost?> RemoveSharedCostAsync(string id, CancellationToken cancellationToken);

    /// <summary>The application of rules that was begun and not ended; null when there is none.</summary>
    Task<AttributionJob?> FindUnfinishedAsync(CancellationToken cancellationToken);

    /// <summary>Notes the application that is begun; null when it has ended.</summary>
    Task SaveUnfinishedAsync(AttributionJob? job, CancellationToken cancellationToken);
}
