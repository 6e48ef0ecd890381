using System.Globalization;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Budgets;

/// <summary>One period of a budget.</summary>
/// <param name="Key">Its name within the budget, such as <c>2026-11</c>, <c>2026-W47</c>, <c>2026-Q4</c>, <c>2026-11-22</c> or <c>total</c>.</param>
/// <param name="Start">UTC, inclusive.</param>
/// <param name="End">UTC, exclusive; null for a total without end.</param>
public readonly record struct BudgetWindow(string Key, DateTimeOffset Start, DateTimeOffset? End)
{
    /// <summary>The period in which a moment lies; for a total always the one it has.</summary>
    public static BudgetWindow At(Budget budget, DateTimeOffset instant)
    {
        var day = UtcDay.Of(instant);
        switch (budget.Period)
        {
            case BudgetPeriod.Day:
                return Of(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day, day.AddDays(1));
            case BudgetPeriod.Week:
                var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
                var middle = monday.ToDateTime(TimeOnly.MinValue);
                return Of(string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(middle)}-W{ISOWeek.GetWeekOfYear(middle):00}"), monday, monday.AddDays(7));
            case BudgetPeriod.Month:
                var month = new DateOnly(day.Year, day.Month, 1);
                return Of(month.ToString("yyyy-MM", CultureInfo.InvariantCulture), month, month.AddMonths(1));
            case BudgetPeriod.Quarter:
                var quarter = new DateOnly(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1);
                return Of(string.Create(CultureInfo.InvariantCulture, $"{day.Year:0000}-Q{(quarter.Month / 3) + 1}"), quarter, quarter.AddMonths(3));
            default:
                return new("total", budget.Start ?? budget.CreatedAt, budget.End);
        }
    }

    /// <summary>The period before this one; null for a total.</summary>
    public BudgetWindow? Previous(Budget budget) => budget.Period == BudgetPeriod.Total ? null : At(budget, Start.AddTicks(-1));

    /// <summary>The period after this one; null for a total.</summary>
    public BudgetWindow? Next(Budget budget) => budget.Period == BudgetPeriod.Total ? null : At(budget, End!.Value);

    private static BudgetWindow Of(string key, DateOnly start, DateOnly end) => new(key, UtcDay.StartOf(start), UtcDay.StartOf(end));
}
