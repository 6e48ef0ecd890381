using System.Globalization;
using System.Text;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Forecasting;

namespace FinOpsAI.Accuracy.Cost;

/// <summary>Forecasts of the generated cost series from five origins each: seven days by the hour, thirty days by the day; whatever happens inside stays inside.</summary>
internal static class CostForecastReport
{
    private const int Origins = 5;

    public static string Table(IReadOnlyList<int> seeds)
    {
        var text = new StringBuilder("| series | method | WAPE | total APE median | in 80 % band | in 95 % band | total in 80 % band | total in 95 % band |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var (kind, hourly, daily) in ((string, CostKnobs, CostKnobs)[])
            [("reference", CostKnobs.ReferenceHourly, CostKnobs.ReferenceDaily), ("wild", CostKnobs.WildHourly, CostKnobs.WildDaily)])
        {
            CostSeries[] all = [.. seeds.SelectMany(seed => CostGenerator.Set(seed, hourly, daily))];
            foreach (var (name, isDaily, horizon) in ((string, bool, int)[])[("hourly, 7 days", false, 168), ("daily, 30 days", true, 30)])
            {
                CostSeries[] series = [.. all.Where(s => s.Daily == isDaily)];
                text.Append(Row($"{kind}, {name}", "FinOpsAI", horizon, series, (s, n) => Ours(s, n, horizon)));
                text.Append(Row($"{kind}, {name}", "seasonal naive (week)", horizon, series, (s, n) => Naive(s, n, horizon)));
                text.Append(Row($"{kind}, {name}", "batch SSA", horizon, series, (s, n) => Ssa(s, n, horizon)));
            }
        }

        return text.ToString();
    }

    private static ForecastResult Ours(CostSeries s, int origin, int horizon)
        => CostForecaster.Forecast(s.Values.AsSpan(0, origin), ForecastSettings.For(s.Daily ? Granularity.Day : Granularity.Hour, s.Start, horizon));

    private static ForecastResult Naive(CostSeries s, int origin, int horizon)
    {
        var season = 7 * s.PerDay;
        var filled = Filled(s, origin);
        return Points([.. Enumerable.Range(0, horizon).Select(h => filled[origin - season + (h % season)])]);
    }

    private static ForecastResult Ssa(CostSeries s, int origin, int horizon)
    {
        var filled = Filled(s, origin);
        return Points([.. BatchSsaModel.Fit(filled, s.Daily ? 14 : 48, 8).Forecast(filled, horizon).Select(v => Math.Max(0, v))]);
    }

    private static double[] Filled(CostSeries s, int origin)
    {
        var values = s.Values[..origin];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = double.IsNaN(values[i]) ? (i == 0 ? 0 : values[i - 1]) : values[i];
        }

        return values;
    }

    private static ForecastResult Points(double[] path)
    {
        var total = 0.0;
        Quantiles[] steps = [.. path.Select(p => new Quantiles(double.NaN, double.NaN, p, double.NaN, double.NaN, p))];
        Quantiles[] totals = [.. path.Select(p => new Quantiles(double.NaN, double.NaN, total += p, double.NaN, double.NaN, total))];
        return new("points", steps, totals, new(0, double.NaN, double.NaN, double.NaN, double.NaN, "none"), null);
    }

    private static string Row(string set, string name, int horizon, CostSeries[] series, Func<CostSeries, int, ForecastResult> forecast)
    {
        double error = 0, actual = 0, in80 = 0, in95 = 0, total80 = 0, total95 = 0, points = 0;
        var apes = new List<double>();
        foreach (var s in series)
        {
            var level = s.Values.Where(v => !double.IsNaN(v)).Average();
            for (var o = 0; o < Origins; o++)
            {
                var first = 40 * s.PerDay;
                var origin = first + (int)((s.Values.Length - horizon - first) * (o / (Origins - 1.0)));
                var result = forecast(s, origin);
                double sum = 0, foretold = 0;
                for (var h = 0; h < horizon; h++)
                {
                    var (y, q) = (s.Values[origin + h], result.Steps[h]);
                    if (double.IsNaN(y))
                    {
                        continue;
                    }

                    error += Math.Abs(y - q.P50) / level;
                    actual += y / level;
                    sum += y;
                    foretold += q.Mean;
                    in80 += y >= q.P10 && y <= q.P90 ? 1 : 0;
                    in95 += y >= q.P025 && y <= q.P975 ? 1 : 0;
                    points++;
                }

                // Missing rows are left out of the total on both sides.
                var share = foretold / result.Steps.Sum(q => q.Mean);
                var t = result.Totals[^1];
                apes.Add(Math.Abs(sum - (t.P50 * share)) / sum);
                total80 += sum >= t.P10 * share && sum <= t.P90 * share ? 1 : 0;
                total95 += sum >= t.P025 * share && sum <= t.P975 * share ? 1 : 0;
            }
        }

        apes.Sort();
        var bands = name == "FinOpsAI"
            ? string.Create(CultureInfo.InvariantCulture, $"{100 * in80 / points:F1} | {100 * in95 / points:F1} | {100 * total80 / apes.Count:F1} | {100 * total95 / apes.Count:F1}")
            : "- | - | - | -";
        return string.Create(CultureInfo.InvariantCulture, $"| {set} | {name} | {error / actual:F3} | {apes[apes.Count / 2]:F3} | {bands} |\n");
    }
}
