using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Forecasting;

namespace FinOpsAI.Core.Scenarios;

/// <summary>One day ahead, without and with a scenario.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Forecast">As the forecast has it; of today, the rest.</param>
/// <param name="Scenario">With the changes.</param>
public sealed record OutlookDay(DateOnly Day, Quantiles Forecast, Quantiles Scenario);

/// <summary>A total without and with a scenario.</summary>
/// <param name="Forecast">As the forecast has it.</param>
/// <param name="Scenario">With the changes.</param>
public sealed record OutlookTotal(Quantiles Forecast, Quantiles Scenario);

/// <summary>A forecast with a scenario laid over it.</summary>
/// <param name="Days">The days ahead, today first.</param>
/// <param name="MonthEnd">This UTC month's total, month to date included.</param>
/// <param name="Horizon">The total of the days.</param>
public sealed record ScenarioOutlook(IReadOnlyList<OutlookDay> Days, OutlookTotal MonthEnd, OutlookTotal Horizon)
{
    /// <summary>How many days ahead must be asked for, so that this month's end is among them.</summary>
    public static int DaysToAsk(DateOnly today, int horizonDays) =>
        Math.Max(horizonDays, DateTime.DaysInMonth(today.Year, today.Month) - today.Day + 1);

    /// <summary>
    /// Lays ratios over a daily forecast from a day on. A total's quantiles are multiplied with the mean ratio of its days, weighted with what
    /// each is expected to cost: the band is the forecast's own, as wide in relation to the median as before.
    /// </summary>
    /// <param name="forecast">By day, as far as <see cref="DaysToAsk"/>.</param>
    /// <param name="ratios">Cost after by cost before.</param>
    /// <param name="start">The first UTC day on which they hold.</param>
    /// <param name="horizonDays">How many days, today included.</param>
    /// <returns>Null without a forecast, whose reason then says why.</returns>
    public static ScenarioOutlook? Of(ScopeForecast forecast, DayRatios ratios, DateOnly start, int horizonDays)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        ArgumentNullException.ThrowIfNull(ratios);
        var steps = forecast.Result.Steps;
        if (forecast.Result.Reason is not null || forecast.MonthEnd is not { } monthEnd || steps.Count < horizonDays)
        {
            return null;
        }

        var today = UtcDay.Of(forecast.FirstBucket);
        var passed = Math.Clamp((forecast.IssuedAt - forecast.FirstBucket) / TimeSpan.FromDays(1), 0, 1);
        Quantiles Ahead(int i) => i == 0 ? Times(steps[0], 1 - passed) : steps[i];
        double RatioOf(int i) => today.AddDays(i) is var day && day < start ? 1 : ratios.Of(day);
        double Mean(int days)
        {
            var weights = Enumerable.Range(0, days).Select(i => Ahead(i).Mean).ToArray();
            var isSame = Enumerable.Range(0, days).All(i => RatioOf(i) == RatioOf(0));
            return isSame || weights.Sum() <= 0
                ? Enumerable.Range(0, days).Average(RatioOf)
                : weights.Select((weight, i) => weight * RatioOf(i)).Sum() / weights.Sum();
        }

        var month = Math.Min(steps.Count, DaysToAsk(today, 1));
        var spent = (double)forecast.MonthToDate;
        var total = Plus(forecast.Result.Totals[horizonDays - 1], -passed * steps[0].P50);
        return new(
            [.. Enumerable.Range(0, horizonDays).Select(i => new OutlookDay(today.AddDays(i), Ahead(i), Times(Ahead(i), RatioOf(i))))],
            new(monthEnd, Mean(month) is var rest && rest == 1 ? monthEnd : Plus(Times(Plus(monthEnd, -spent), rest), spent)),
            new(total, Times(total, Mean(horizonDays))));
    }

    private static Quantiles Times(Quantiles q, double factor) => factor == 1
        ? q
        : new(q.P025 * factor, q.P10 * factor, q.P50 * factor, q.P90 * factor, q.P975 * factor, q.Mean * factor);

    /// <summary>Shifted, but not below nothing.</summary>
    private static Quantiles Plus(Quantiles q, double amount) => new(
        Math.Max(0, q.P025 + amount),
        Math.Max(0, q.P10 + amount),
        Math.Max(0, q.P50 + amount),
        Math.Max(0, q.P90 + amount),
        Math.Max(0, q.P975 + amount),
        Math.Max(0, q.Mean + amount));
}
