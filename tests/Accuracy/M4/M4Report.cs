using System.Globalization;
using System.Text;
using FinOpsAI.Core.Forecasting;

namespace FinOpsAI.Accuracy.M4;

/// <summary>One series of the M4 competition.</summary>
internal sealed record M4Series(string Id, double[] Train, double[] Test);

/// <summary>Point and interval measures of the M4 competition (Makridakis, Spiliotis, Assimakopoulos 2020, Int. J. Forecasting 36:54).</summary>
internal sealed record M4Score(double Smape, double Mase, double Msis, double Coverage80, double Coverage95);

internal static class M4Report
{
    public static M4Series[] Load(string folder, string frequency)
    {
        var test = File.ReadLines(Path.Combine(folder, $"{frequency}-test.csv")).Skip(1).Select(Parse).ToDictionary(x => x.Id, x => x.Values);
        return [.. File.ReadLines(Path.Combine(folder, $"{frequency}-train.csv")).Skip(1).Select(Parse).Select(x => new M4Series(x.Id, x.Values, test[x.Id]))];
    }

    /// <param name="series">The series.</param>
    /// <param name="period">Season of the scaling error: 24 for hourly, 1 for weekly.</param>
    /// <param name="forecast">Forecast of a training part.</param>
    public static M4Score Evaluate(IEnumerable<M4Series> series, int period, Func<M4Series, IReadOnlyList<Quantiles>> forecast)
    {
        double smape = 0, mase = 0, msis = 0, in80 = 0, in95 = 0, points = 0, count = 0;
        foreach (var s in series)
        {
            var steps = forecast(s);
            var scale = Enumerable.Range(period, s.Train.Length - period).Average(t => Math.Abs(s.Train[t] - s.Train[t - period]));
            double error = 0, relative = 0, interval = 0;
            for (var h = 0; h < s.Test.Length; h++)
            {
                var (y, q) = (s.Test[h], steps[h]);
                error += Math.Abs(y - q.P50);
                relative += 200 * Math.Abs(y - q.P50) / (Math.Abs(y) + Math.Abs(q.P50));
                interval += q.P975 - q.P025 + (2 / 0.05 * (Math.Max(0, q.P025 - y) + Math.Max(0, y - q.P975)));
                in80 += y >= q.P10 && y <= q.P90 ? 1 : 0;
                in95 += y >= q.P025 && y <= q.P975 ? 1 : 0;
                points++;
            }

            smape += relative / s.Test.Length;
            mase += error / s.Test.Length / scale;
            msis += interval / s.Test.Length / scale;
            count++;
        }

        return new(smape / count, mase / count, msis / count, 100 * in80 / points, 100 * in95 / points);
    }

    public static string Table(string folder)
    {
        var text = new StringBuilder();
        text.Append("| series | method | sMAPE | MASE | MSIS95 | in 80 % band | in 95 % band |\n|---|---|---|---|---|---|---|\n");
        foreach (var (frequency, seasons, period) in ((string, int[], int)[])[("Hourly", [24, 168], 24), ("Weekly", [52], 1)])
        {
            var all = Load(folder, frequency);
            Row(text, frequency, "FinOpsAI", Evaluate(all, period, s => Ours(s, seasons)));
            Row(text, frequency, "seasonal naive", Evaluate(all, period, s => SeasonalNaive(s, seasons[0])));
            if (period == 1)
            {
                Row(text, frequency, "naive", Evaluate(all, period, s => SeasonalNaive(s, 1)));
            }

            var window = period == 1 ? 52 : 48;
            Row(text, frequency, $"batch SSA, L = {window}", Evaluate(all, period, s => Point(BatchSsaModel.Fit(s.Train, window, 8).Forecast(s.Train, s.Test.Length))));
        }

        return text.ToString();
    }

    public static IReadOnlyList<Quantiles> Ours(M4Series series, int[] seasons)
        => CostForecaster.Forecast(series.Train, new() { Seasons = seasons, Horizon = series.Test.Length }).Steps;

    /// <summary>The last season again, as points without bands.</summary>
    public static IReadOnlyList<Quantiles> SeasonalNaive(M4Series series, int season) => Point(Naive(series, season));

    private static (string Id, double[] Values) Parse(string line)
    {
        var fields = line.Split(',');
        return (fields[0], [.. fields.Skip(1).Where(f => f.Length > 0).Select(f => double.Parse(f, CultureInfo.InvariantCulture))]);
    }

    private static double[] Naive(M4Series s, int season)
    {
        season = s.Train.Length >= season ? season : 1;
        return [.. s.Test.Select((_, h) => s.Train[s.Train.Length - season + (h % season)])];
    }

    // Points without bands: the interval columns of such a row are meaningless and shown as a dash.
    private static Quantiles[] Point(double[] path) => [.. path.Select(p => new Quantiles(double.NaN, double.NaN, p, double.NaN, double.NaN, p))];

    private static void Row(StringBuilder text, string series, string method, M4Score s)
        => text.Append(string.Create(
            CultureInfo.InvariantCulture,
            $"| {series} | {method} | {s.Smape:F2} | {s.Mase:F3} | {(double.IsNaN(s.Msis) ? "-" : s.Msis.ToString("F2", CultureInfo.InvariantCulture))} | {(double.IsNaN(s.Msis) ? "-" : s.Coverage80.ToString("F1", CultureInfo.InvariantCulture))} | {(double.IsNaN(s.Msis) ? "-" : s.Coverage95.ToString("F1", CultureInfo.InvariantCulture))} |\n"));
}
