using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Explanations;
using FinOpsAI.Core.Forecasting;

namespace FinOpsAI.Core.Budgets;

/// <summary>How a budget's present period stands. Amounts in the reporting currency.</summary>
/// <param name="Budget">The budget.</param>
/// <param name="Window">The period.</param>
/// <param name="AsOf">UTC.</param>
/// <param name="Standing">Limit, spent, settled, held, left.</param>
public sealed record BudgetStatus(Budget Budget, BudgetWindow Window, DateTimeOffset AsOf, BudgetStanding Standing)
{
    /// <summary>What earlier periods left and this one may spend too; part of the limit.</summary>
    public decimal CarriedOver { get; init; }

    /// <summary>The rate by which the amount became the limit; null when it is in the reporting currency.</summary>
    public ExchangeRate? Rate { get; init; }

    /// <summary>
    /// ISO 4217 code of the budget's currency when no rate from it into the reporting currency is known. The limit is then unknown, and 0, so that nothing is
    /// left for whoever overlooks it; no share is passed and nothing is told. Null when the limit is known.
    /// </summary>
    public string? MissingRate { get; init; }

    /// <summary>The present pace: what an hour costs.</summary>
    public decimal PerHour { get; init; }

    /// <summary>What the period will have cost at its end; null without a forecast.</summary>
    public Quantiles? Forecast { get; init; }

    /// <summary>Why there is no forecast; null when there is one.</summary>
    public string? ForecastReason { get; init; }

    /// <summary>How probable it is that the period ends above its limit, 0 to 1; null without a forecast.</summary>
    public double? Probability { get; init; }

    /// <summary>Why it differs from the period before at the same point; null while nobody is to be told, and where there is nothing to compare with.</summary>
    public Explanation? Why { get; init; }

    /// <summary>Consumed as a share of the limit, without what is held; 0 while the limit is unknown.</summary>
    public decimal Share => MissingRate is null ? Standing.Consumed / Standing.Limit : 0;

    /// <summary>The thresholds that actual spend has passed, ascending.</summary>
    public IReadOnlyList<decimal> Passed => [.. Budget.Thresholds.Where(threshold => Share >= threshold)];

    /// <summary>
    /// Hours until the limit is reached at the present pace; 0 when it has been; null when it will not be before the period ends, and while it is unknown.
    /// </summary>
    public double? HoursToBreach
    {
        get
        {
            if (MissingRate is not null)
            {
                return null;
            }

            var left = Standing.Limit - Standing.Consumed;
            if (left <= 0)
            {
                return 0;
            }

            if (PerHour <= 0)
            {
                return null;
            }

            var hours = (double)(left / PerHour);
            return Window.End is { } end && hours > (end - AsOf).TotalHours ? null : hours;
        }
    }
}
