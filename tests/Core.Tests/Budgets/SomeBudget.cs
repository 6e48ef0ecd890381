using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Forecasting;

namespace FinOpsAI.Core.Tests.Budgets;

/// <summary>Makes budgets and statuses for tests.</summary>
internal static class SomeBudget
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);

    public static Budget Of(BudgetPeriod period = BudgetPeriod.Month, decimal amount = 1_000, ScopePath? scope = null, string id = "b1") => new()
    {
        Id = id,
        Name = "Search cap",
        Scope = scope ?? ScopePath.ForTeam("search"),
        Period = period,
        Amount = amount,
        IsHard = false,
        Thresholds = Budget.UsualThresholds,
        ForecastProbability = Budget.UsualForecastProbability,
        CarriesOver = false,
        Owner = "이수진",
        FreeModels = [],
        CreatedAt = new(2026, 8, 1, 0, 0, 0, TimeSpan.Zero),
    };

    public static BudgetStatus Status(decimal spent, Budget? budget = null, double? probability = null, decimal perHour = 0, decimal held = 0)
    {
        var plan = budget ?? Of();
        return new(plan, BudgetWindow.At(plan, Now), Now, new("2026-11", plan.Amount, spent, 0, held))
        {
            PerHour = perHour,
            Probability = probability,
            Forecast = probability is null ? null : new Quantiles(900, 1_010, 1_180, 1_350, 1_500, 1_190),
            ForecastReason = probability is null ? "history_too_short" : null,
        };
    }
}
