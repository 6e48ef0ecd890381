using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Ports;

/// <summary>Budgets, what was told about them, and requests to increase them. What they have used up is in <see cref="IReservationStore"/>.</summary>
public interface IBudgetStore
{
    /// <summary>All budgets, by id.</summary>
    Task<IReadOnlyList<Budget>> ListAsync(CancellationToken cancellationToken);

    /// <summary>A budget; null when there is none of this id.</summary>
    Task<Budget?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>A scope's own budgets, by id; none of wider or narrower scopes and none of experiments.</summary>
    Task<IReadOnlyList<Budget>> FindAsync(ScopePath scope, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a budget; same id replaces. In the same transaction every activation of its grain is fenced off: none that has not read the new
    /// one commits a grant any more.
    /// </summary>
    Task SaveAsync(Budget budget, CancellationToken cancellationToken);

    /// <summary>Removes a budget, fencing as <see cref="SaveAsync"/> does. Its reservations stay in the books.</summary>
    /// <returns>The budget as it was; null when there was none.</returns>
    Task<Budget?> RemoveAsync(string id, CancellationToken cancellationToken);

    /// <summary>What was told about a budget in its newest period; null when nothing ever was.</summary>
    Task<BudgetTold?> FindToldAsync(string id, CancellationToken cancellationToken);

    /// <summary>Writes what was told; same budget replaces.</summary>
    Task SaveToldAsync(BudgetTold told, CancellationToken cancellationToken);

    /// <summary>A budget's requests, newest first; of all budgets when null.</summary>
    Task<IReadOnlyList<IncreaseRequest>> ListRequestsAsync(string? budget, CancellationToken cancellationToken);

    /// <summary>A request; null when there is none of this id.</summary>
    Task<IncreaseRequest?> FindRequestAsync(string id, CancellationToken cancellationToken);

    /// <summary>Writes a request; same id replaces.</summary>
    Task SaveRequestAsync(IncreaseRequest request, CancellationToken cancellationToken);
}
