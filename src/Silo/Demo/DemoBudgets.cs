using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Silo.Demo;

/// <summary>The budgets of the demo organization.</summary>
internal static class DemoBudgets
{
    public static Budget Monthly(ScopePath scope, decimal amount, DateTimeOffset now) => new()
    {
        Id = $"demo-{scope.Kind.ToString().ToLowerInvariant()}-{scope.Name}",
        Name = $"{(scope.Kind == ScopeKind.Organization ? "Organization" : scope.Name)}, monthly",
        Scope = scope,
        Period = BudgetPeriod.Month,
        Amount = amount,
        IsHard = false,
        Thresholds = Budget.UsualThresholds,
        ForecastProbability = Budget.UsualForecastProbability,
        CarriesOver = false,
        Owner = scope.Team ?? "finops",
        FreeModels = [],
        CreatedAt = now,
    };
}
