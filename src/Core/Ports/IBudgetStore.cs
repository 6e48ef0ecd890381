using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Ports;

/// <summary>Monthly budgets by scope.</summary>
public interface IBudgetStore
{
    /// <summary>All budgets by scope key.</summary>
    Task<IReadOnlyList<Budget>> ListAsync(CancellationToken cancellationToken);

    /// <summary>A scope's budget; null when none is set.</summary>
    Task<Budget?> FindAsync(ScopePath scope, CancellationToken cancellationToken);

    /// <summary>Sets or replaces a scope's budget.</summary>
    Task SetAsync(Budget budget, CancellationToken cancellationToken);

    /// <summary>Removes a scope's budget.</summary>
    /// <returns>False when there was none.</returns>
    Task<bool> RemoveAsync(ScopePath scope, CancellationToken cancellationToken);
}
