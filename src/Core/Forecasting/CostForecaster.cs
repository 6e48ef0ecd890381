namespace FinOpsAI.Core.Forecasting;

/// <summary>
/// Forecasts a series of spend with bands and its own record. The median of five guarded methods on log spend, bands from rolling out-of-sample errors;
/// deterministic, never negative, never NaN. Formulas and sources: docs/forecasting.md.
/// </summary>
public static class CostForecaster
{
    private const int LongestHistory = 3000;
    private const double Wide = 2.5;

    // Log units. What a forecast from almost no history may be off by at least.
    private const double LeastSpread = 1e-6;

    /// <summary>Forecasts the buckets after <paramref name="history"/>.</summary>
    /// <param name="history">Spend per bucket, oldest first; NaN where no data arrived.</param>
    /// <param name="settings">Seasons and horizon.</param>
    /// <returns>The forecast, or a reason: <c>no_history</c>, <c>history_too_short</c>.</returns>
    public static ForecastResult Forecast(ReadOnlySpan<double> history, ForecastSettings settings)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Horizon, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(settings.Horizon, 100_000);
        var season = settings.Seasons.DefaultIfEmpty(1).Max();
        var recent = history[Math.Max(0, history.Length - Math.Max(LongestHistory, 4 * season))..];
        var prepared = LogHistory.Of(recent, settings.Seasons);
        if (prepared.Count == 0)
        {
            return None("no_history");
        }

        if (prepared.Values.Length < settings.ShortestHistory || prepared.Count * 2 < prepared.Values.Length)
        {
            return None("history_too_short");
        }

        if (!prepared.Scale.IsReady)
        {
            return Zero(settings.Horizon);
        }

        var origins = RollingOrigins.For(prepared.Values.Length, settings.Horizon, settings.Seasons);
        var combination = new Combination(settings.Seasons, settings.Horizon);
        var backtest = combination.Backtest(prepared, origins);
        var path = combination.Forecast(prepared, settings.Horizon);
        var shape = Shape(combination.Ar, settings.Horizon, prepared);
        var report = new BacktestReport(prepared, origins, backtest, shape);
        var builder = new QuantileBuilder(prepared.Scale, path, shape, report);
        var steps = builder.Steps();
        return new(combination.Name, steps, builder.Totals(steps), report.Record(settings.Seasons), null);
    }

    // The growth of the error with the horizon: what the autoregression implies, or a random walk's when it could not be fitted.
    private static double[] Shape(ArRidge ar, int horizon, LogHistory history)
    {
        var shape = new double[horizon];
        if (ar.Sigma > 0)
        {
            ar.Spread(shape);
            for (var h = 0; h < horizon; h++)
            {
                shape[h] = Math.Max(shape[h], LeastSpread);
            }

            return shape;
        }

        var steps = new double[Math.Max(history.Values.Length - 1, 1)];
        for (var i = 1; i < history.Values.Length; i++)
        {
            steps[i - 1] = Math.Abs(history.Values[i] - history.Values[i - 1]);
        }

        var sigma = Math.Max(steps.Average(), LeastSpread);
        for (var h = 0; h < horizon; h++)
        {
            shape[h] = sigma * Math.Sqrt(1 + (0.2 * h));
        }

        return shape;
    }

    /// <summary>Multiplier of the shape while no rolling origin could be scored.</summary>
    internal static double Unmeasured(double level) => Wide * (level > 0.9 ? 1.96 : 1.2816);

    private static ForecastResult Zero(int horizon)
    {
        var zeros = new Quantiles[horizon];
        return new("zero", zeros, zeros, new(0, double.NaN, double.NaN, double.NaN, double.NaN, "none"), null);
    }

    private static ForecastResult None(string reason)
        => new(string.Empty, [], [], new(0, double.NaN, double.NaN, double.NaN, double.NaN, "none"), reason);
}
