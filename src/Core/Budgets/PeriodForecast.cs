using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Forecasting;

namespace FinOpsAI.Core.Budgets;

/// <summary>What a period will have cost at its end, from a forecast of the scope's buckets.</summary>
public static class PeriodForecast
{
    /// <summary>The furthest end that is foretold.</summary>
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(120);

    /// <summary>Up to this far hours say more than days.</summary>
    private static readonly TimeSpan ByHours = TimeSpan.FromHours(48);

    /// <summary>What to ask the scope's grain; null when the end is too far, or past.</summary>
    public static ForecastRequest? Request(DateTimeOffset now, DateTimeOffset end)
    {
        if (end <= now || end - now > Furthest)
        {
            return null;
        }

        var granularity = end - now <= ByHours ? Granularity.Hour : Granularity.Day;
        var buckets = (int)Math.Ceiling((end - granularity.Floor(now)) / granularity.Length());

        // The month's own forecast is the one that every dashboard asks for, and is kept.
        var month = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
        return new(granularity, granularity == Granularity.Day && end == month ? null : buckets);
    }

    /// <summary>
    /// What was spent, and the forecast of the rest: of the current bucket's forecast the part of the time that has passed is taken out, since it is in
    /// what was spent.
    /// </summary>
    /// <returns>Null without a forecast, whose reason then says why.</returns>
    public static Quantiles? End(ScopeForecast forecast, decimal spent, DateTimeOffset now, DateTimeOffset end)
    {
        var length = forecast.Granularity.Length();
        var buckets = (int)Math.Ceiling((end - forecast.FirstBucket) / length);
        if (forecast.Result.Reason is not null || buckets < 1 || buckets > forecast.Result.Totals.Count)
        {
            return null;
        }

        var floor = (double)spent;
        var passed = Math.Clamp((now - forecast.FirstBucket) / length, 0, 1);
        var shift = floor - (passed * forecast.Result.Steps[0].P50);
        var total = forecast.Result.Totals[buckets - 1];
        double At(double value) => Math.Max(floor, value + shift);
        return new(At(total.P025), At(total.P10), At(total.P50), At(total.P90), At(total.P975), At(total.Mean));
    }
}
