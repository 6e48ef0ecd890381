using System.Globalization;
using System.Text.Json;
using FinOpsAI.Core.Forecasting;

namespace FinOpsAI.Core.Series;

/// <summary>How the forecaster would have done on a file's past at one horizon.</summary>
/// <param name="Horizon">Buckets ahead; the figures hold for buckets 1 to this.</param>
/// <param name="Origins">Forecasts that were scored.</param>
/// <param name="Wape">Sum of absolute errors over sum of actuals.</param>
/// <param name="Mape">Mean of absolute error over actual, buckets without spend left out; NaN when all are.</param>
/// <param name="Mase">Mean absolute error over the in-sample error of the naive forecast one season back.</param>
/// <param name="TotalApe">Median over the origins of |total forecast - total| / total.</param>
/// <param name="Coverage80">Share of buckets inside P10-P90.</param>
/// <param name="Coverage95">Share of buckets inside P2.5-P97.5.</param>
/// <param name="Grade">FinOps forecast-variance level by <paramref name="Wape"/>: run, walk, crawl or none.</param>
public sealed record BacktestRow(
    int Horizon, int Origins, double Wape, double Mape, double Mase, double TotalApe, double Coverage80, double Coverage95, string Grade);

/// <summary>Backtest of a file: the forecaster is run as of past points in time, with only what was known then, and compared with what came.</summary>
public static class SeriesBacktest
{
    private const int Origins = 8;
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Scores each horizon that leaves at least half of the history for training.</summary>
    /// <param name="input">The file.</param>
    /// <param name="columns">Which columns hold the series.</param>
    /// <param name="horizons">Horizons in buckets; null for a season, four seasons and the like.</param>
    /// <param name="seasons">Seasons in buckets; null to derive them from the spacing of the rows.</param>
    /// <param name="calendar">Clock and holidays of the people behind the values.</param>
    /// <param name="progress">Share done.</param>
    /// <exception cref="FormatException">The file cannot be understood.</exception>
    public static IReadOnlyList<BacktestRow> Run(
        TextReader input,
        SeriesColumns columns,
        IReadOnlyList<int>? horizons,
        IReadOnlyList<int>? seasons,
        SeriesCalendar calendar,
        IProgress<double>? progress = null)
    {
        var file = SeriesCsv.Read(input, columns);
        var bucket = Spacing.Infer(file.Rows, 200);
        var cycle = seasons ?? Spacing.Seasons(bucket);
        var values = Spacing.Grid(file.Rows, bucket);
        var first = cycle.DefaultIfEmpty(1).Min();
        var wanted = horizons ?? [1, first, first == 24 ? 168 : 4 * first, first == 24 ? 720 : 12 * first];
        int[] usable = [.. wanted.Where(h => h >= 1 && h <= values.Length / 3).Distinct().Order()];
        var rows = new List<BacktestRow>();
        for (var i = 0; i < usable.Length; i++)
        {
            rows.Add(Score(values, calendar.Settings(file.Rows, bucket, values.Length, usable[i], cycle)));
            progress?.Report((i + 1.0) / usable.Length);
        }

        return rows;
    }

    /// <summary>Writes the rows as a table of fixed width.</summary>
    public static void WriteTable(TextWriter output, IEnumerable<BacktestRow> rows)
    {
        output.Write("horizon  origins   WAPE %   MAPE %     MASE  total APE %  in 80 % band  in 95 % band  grade\n");
        foreach (var r in rows)
        {
            output.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{r.Horizon,7}  {r.Origins,7}  {100 * r.Wape,7:F1}  {100 * r.Mape,7:F1}  {r.Mase,7:F3}  {100 * r.TotalApe,11:F1}  {100 * r.Coverage80,12:F1}  {100 * r.Coverage95,12:F1}  {r.Grade}\n"));
        }
    }

    /// <summary>Writes the rows as a JSON array.</summary>
    public static void WriteJson(TextWriter output, IEnumerable<BacktestRow> rows) => output.Write(JsonSerializer.Serialize(rows, _json) + "\n");

    private static BacktestRow Score(double[] values, ForecastSettings settings)
    {
        var horizon = settings.Horizon;
        double error = 0, actual = 0, relative = 0;
        int count = 0, relatives = 0, in80 = 0, in95 = 0, origins = 0;
        var totals = new List<double>();
        var room = values.Length - horizon - (values.Length / 2);
        var step = Math.Max(1, room / Origins);
        for (var start = values.Length - horizon; start >= values.Length / 2 && origins < Origins; start -= step)
        {
            var result = CostForecaster.Forecast(values.AsSpan(0, start), settings);
            if (result.Reason is not null)
            {
                continue;
            }

            origins++;
            double sum = 0, foretold = 0;
            for (var h = 0; h < horizon; h++)
            {
                var value = values[start + h];
                if (double.IsNaN(value))
                {
                    continue;
                }

                var q = result.Steps[h];
                error += Math.Abs(value - q.P50);
                actual += Math.Abs(value);
                sum += value;
                foretold += q.Mean;
                in80 += value >= q.P10 && value <= q.P90 ? 1 : 0;
                in95 += value >= q.P025 && value <= q.P975 ? 1 : 0;
                count++;
                if (value != 0)
                {
                    relative += Math.Abs((value - q.P50) / value);
                    relatives++;
                }
            }

            if (sum != 0)
            {
                totals.Add(Math.Abs((foretold - sum) / sum));
            }
        }

        var wape = error / actual;
        return new(
            horizon,
            origins,
            wape,
            relative / relatives,
            error / count / BacktestReport.NaiveError(values, settings.Seasons),
            totals.Count == 0 ? double.NaN : Quantile.MedianInPlace(totals.ToArray()),
            (double)in80 / count,
            (double)in95 / count,
            BacktestReport.Grade(wape));
    }
}
