using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Ports;

/// <summary>How budgets stand: the one way to these figures, for pages, grains and notices.</summary>
public interface IBudgetReader
{
    /// <summary>How a budget's present period stands, with its forecast; also when there is no exchange rate for its limit.</summary>
    Task<BudgetStatus> ReadAsync(Budget budget, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Limit and spend of a budget's present period, without counters and forecast: settled and held are 0.</summary>
    Task<BudgetStatus> ReadSpendAsync(Budget budget, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>What a scope may spend this month, reporting currency; null when it has none whose limit is known. Of several the smallest.</summary>
    Task<decimal?> MonthlyLimitAsync(ScopePath scope, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The same for all scopes that have one, by scope.</summary>
    Task<IReadOnlyDictionary<ScopePath, decimal>> MonthlyLimitsAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
