using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Explanations;

/// <summary>
/// Why a month's forecast differs from an earlier one of the same month: what was spent since against what was foretold of that time, plans that
/// came, went or changed, and the outlook for the days that are left. The three add up to the difference.
/// </summary>
public static class ForecastComparison
{
    /// <summary>Compares.</summary>
    /// <param name="earlier">The earlier forecast.</param>
    /// <param name="later">The later one, of the same scope and month.</param>
    public static DecomposedCost Compare(ForecastNote earlier, ForecastNote later)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        if (earlier.Scope != later.Scope || earlier.Month != later.Month || earlier.IssuedAt > later.IssuedAt)
        {
            throw new ArgumentException("The forecasts are not of one scope and month in this order.", nameof(earlier));
        }

        static decimal Rounded(decimal amount) => Math.Round(amount, ExactShares.Decimals);
        var (before, after) = (Rounded(earlier.MonthEnd), Rounded(later.MonthEnd));
        var rest = earlier.MonthEnd - earlier.MonthToDate;
        var foretold = Rounded(rest * ShareUntil(earlier, later.IssuedAt));
        var spent = Rounded(later.MonthToDate - earlier.MonthToDate);
        var plannedBefore = Rounded(Planned(earlier.Plans, later));
        var plannedAfter = Rounded(Planned(later.Plans, later));
        var outlookBefore = Rounded(rest) - foretold - plannedBefore;

        // What the roundings leave is in the outlook, which is the largest of the three at the time when it matters.
        var outlook = after - before - (spent - foretold) - (plannedAfter - plannedBefore);
        ExplanationPart[] parts =
        [
            Part(CostFactor.SpentSince, foretold, spent, spent - foretold),
            Part(CostFactor.Plans, plannedBefore, plannedAfter, plannedAfter - plannedBefore),
            Part(CostFactor.Outlook, outlookBefore, outlookBefore + outlook, outlook),
        ];
        return new(before, after, [.. parts.Where(part => part.Amount != 0).OrderByDescending(part => Math.Abs(part.Amount)).ThenBy(part => part.Factor)]);
    }

    /// <summary>The share of the rest of the month that a forecast laid before a moment, 0 to 1: by its days' medians; by time where they are all 0.</summary>
    internal static decimal ShareUntil(ForecastNote note, DateTimeOffset moment)
    {
        var day = Granularity.Day.Floor(note.IssuedAt);
        decimal until = 0, whole = 0;
        var isFlat = note.Days.All(median => median <= 0);
        foreach (var median in note.Days)
        {
            var next = day.AddDays(1);
            var from = note.IssuedAt > day ? note.IssuedAt : day;
            var upto = moment < from ? from : moment < next ? moment : next;
            var weight = isFlat ? 1 : Math.Max(0, median);
            whole += weight * (next - from).Ticks / TimeSpan.TicksPerDay;
            until += weight * (upto - from).Ticks / TimeSpan.TicksPerDay;
            day = next;
        }

        return whole == 0 ? 0 : until / whole;
    }

    /// <summary>What plans lay between a forecast's issue and the month's end, spread evenly over each event.</summary>
    private static decimal Planned(IReadOnlyList<NotedPlan> plans, ForecastNote later)
    {
        var end = later.Month.AddMonths(1);
        decimal planned = 0;
        foreach (var plan in plans)
        {
            var from = plan.Start > later.IssuedAt ? plan.Start : later.IssuedAt;
            var upto = plan.End < end ? plan.End : end;
            if (from < upto)
            {
                planned += plan.ExtraCost * (upto - from).Ticks / (plan.End - plan.Start).Ticks;
            }
        }

        return planned;
    }

    private static ExplanationPart Part(CostFactor factor, decimal before, decimal after, decimal amount) =>
        new(factor, amount, null, before, after) { Measure = ExplanationMeasure.Money };
}
