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
        var grid = new LocalGrid(settings, history.Length - recent.Length, recent.Length);
        var prepared = LogHistory.Of(grid.ToSlots(recent), settings.Seasons);
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
            return WithPlanned(Zero(settings.Horizon), settings.Planned.Span);
        }

        var result = Intermittent.Is(prepared, settings.Seasons)
            ? Intermittent.Forecast(prepared, settings)
            : Combined(prepared, new(grid, recent.Length, prepared, settings), settings);
        return WithPlanned(result, settings.Planned.Span);
    }

    private static ForecastResult Combined(LogHistory prepared, CalendarView calendar, ForecastSettings settings)
    {
        var plain = calendar.Plain;
        var origins = RollingOrigins.For(plain.Values.Length, settings.Horizon, settings.Seasons);
        var combination = new Combination(settings.Seasons, settings.Horizon);
        var backtest = combination.Backtest(plain, origins);
        var slots = combination.Forecast(plain, calendar.SlotsAhead(settings.Horizon));
        var shapes = Shape(combination.Ar, slots.Length, plain);
        var path = calendar.Path(slots, settings.Horizon);
        var shape = calendar.Shape(shapes, settings.Horizon);
        var report = new BacktestReport(plain, origins, backtest, shapes);
        var builder = new QuantileBuilder(prepared.Scale, path, shape, report, settings.Bands);
        var steps = builder.Steps();
        return new(combination.Name, steps, builder.Totals(steps), report.Record(settings.Seasons), null);
    }

    private static ForecastResult WithPlanned(ForecastResult result, ReadOnlySpan<double> planned)
    {
        if (planned.IsEmpty)
        {
            return result;
        }

        var steps = result.Steps.ToArray();
        var totals = result.Totals.ToArray();
        var sum = 0.0;
        for (var h = 0; h < steps.Length; h++)
        {
            var extra = h < planned.Length && double.IsFinite(planned[h]) ? planned[h] : 0;
            sum += extra;
            steps[h] = Shifted(steps[h], extra);
            totals[h] = Shifted(totals[h], sum);
        }

        return result with { Steps = steps, Totals = totals };
    }

    private static Quantiles Shifted(Quantiles q, double by) => by == 0 ? q : new(
        Math.Max(0, q.P025 + by),
        Math.Max(0, q.P10 + by),
        Math.Max(0, q.P50 + by),
        Math.Max(0, q.P90 + by),
        Math.Max(0, q.P975 + by),
        Math.Max(0, q.Mean + by));

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
