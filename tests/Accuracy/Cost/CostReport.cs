using System.Globalization;
using System.Text;
using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Series;

namespace FinOpsAI.Accuracy.Cost;

/// <summary>Detection on generated cost series over many seeds: threshold fitted on half of the series of a seed, measured on the other half, both ways.</summary>
internal static class CostReport
{
    public const double HourlyBudget = 0.5;
    public const double DailyBudget = 0.25;
    private static readonly CostEvent[] _abrupt = [CostEvent.Runaway, CostEvent.NewKey, CostEvent.Zero];

    public static double[] Ours(CostSeries series) => [.. SeriesDetection.Scores(series.Rows, DetectorOptions.Default).Select(s => s.Score)];

    public static string Header => "| series | detector | F1 mean (sd) | recall | runaway+key+zero | median delay, rows | leak | leak delay, days | false/30 d |\n|---|---|---|---|---|---|---|---|---|\n";

    /// <summary>The rows that <c>detect</c> flags at the budget given to it, without any fitting.</summary>
    public static double[] Flags(CostSeries series)
    {
        var options = DetectorOptions.Default with { FalseAlertsPer30Days = series.Daily ? DailyBudget : HourlyBudget };
        return [.. SeriesDetection.Scores(series.Rows, options).Select(s => s.Alert ? 1.0 : 0.0)];
    }

    public static string Row(string name, IReadOnlyList<int> seeds, bool daily, Func<CostSeries, double[]> detector, double? fixedThreshold = null)
    {
        var results = new List<CostCounts>();
        var f1 = new List<double>();
        foreach (var seed in seeds)
        {
            CostRun[] runs = [.. CostGenerator.Set(seed).Where(s => s.Daily == daily).Select(s => new CostRun(s, detector(s)))];
            var halves = runs.Select((r, i) => (r, i)).GroupBy(x => x.i % 2).Select(g => g.Select(x => x.r).ToArray()).ToArray();
            var one = CostScorer.Count(halves[1], fixedThreshold ?? CostScorer.Fit(halves[0], daily ? DailyBudget : HourlyBudget));
            var two = CostScorer.Count(halves[0], fixedThreshold ?? CostScorer.Fit(halves[1], daily ? DailyBudget : HourlyBudget));
            results.AddRange([one, two]);
            f1.Add((one.F1 + two.F1) / 2);
        }

        var mean = f1.Average();
        var deviation = Math.Sqrt(f1.Sum(f => (f - mean) * (f - mean)) / Math.Max(1, f1.Count - 1));
        var all = Merge(results);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {(daily ? "daily" : "hourly")} | {name} | {mean:F3} ({deviation:F3}) | {all.Recall(Enum.GetValues<CostEvent>()):F2} | {all.Recall(_abrupt):F2} | {all.MedianDelay(_abrupt):F0} | {all.Recall(CostEvent.Leak):F2} | {all.MedianDelay(CostEvent.Leak) / (daily ? 1 : 24):F1} | {all.FalseAlerts / all.Months:F2} |\n");
    }

    /// <summary>Our rows alone, with what is found of each kind as flagged: for work on the detector.</summary>
    public static string OursAlone(IReadOnlyList<int> seeds)
    {
        var text = new StringBuilder(Header);
        foreach (var daily in (bool[])[false, true])
        {
            text.Append(Row("FinOpsAI", seeds, daily, Ours));
            text.Append(Row("FinOpsAI as flagged, no fitting", seeds, daily, Flags, 1));
            var counts = CostScorer.Count(
                seeds.SelectMany(seed => CostGenerator.Set(seed)).Where(s => s.Daily == daily).Select(s => new CostRun(s, Flags(s))), 1);
            foreach (var kind in Enum.GetValues<CostEvent>().Where(kind => kind != CostEvent.Switch))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {kind}: {counts.ByEvent[kind].Found} of {counts.ByEvent[kind].All}\n");
            }
        }

        return text.ToString();
    }

    public static string Table(IReadOnlyList<int> seeds)
    {
        var text = new StringBuilder(Header);
        foreach (var daily in (bool[])[false, true])
        {
            text.Append(Row("FinOpsAI", seeds, daily, Ours));
            text.Append(Row("FinOpsAI as flagged, no fitting", seeds, daily, Flags, 1));
            text.Append(Row("FinOpsAI on first reports (4 % of rows too low until restated)", seeds, daily, Restatement.Scores));
            text.Append(Row("IID spike", seeds, daily, s => Baselines.IidSpike(Filled(s), daily ? 100 : 400)));
            text.Append(Row("batch SSA residual", seeds, daily, s => Baselines.BatchSsa(Filled(s), daily ? 14 : 48)));
            text.Append(Row("windowed z-score", seeds, daily, s => Baselines.WindowedZ(Filled(s), daily ? 56 : 336)));
        }

        return text.ToString();
    }

    // The baselines know no missing values: the last one is repeated.
    private static SeriesRow[] Filled(CostSeries series)
    {
        var rows = series.Rows.ToArray();
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = double.IsNaN(rows[i].Value) ? rows[i] with { Value = i == 0 ? 0 : rows[i - 1].Value } : rows[i];
        }

        return rows;
    }

    private static CostCounts Merge(IEnumerable<CostCounts> parts)
    {
        var all = new CostCounts();
        foreach (var part in parts)
        {
            all.FalseAlerts += part.FalseAlerts;
            all.Months += part.Months;
            foreach (var (e, (found, count)) in part.ByEvent)
            {
                var (f, a) = all.ByEvent.GetValueOrDefault(e);
                all.ByEvent[e] = (f + found, a + count);
            }

            foreach (var (e, delays) in part.Delays)
            {
                (all.Delays.TryGetValue(e, out var d) ? d : all.Delays[e] = []).AddRange(delays);
            }
        }

        return all;
    }
}
