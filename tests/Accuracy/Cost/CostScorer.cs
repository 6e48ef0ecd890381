namespace FinOpsAI.Accuracy.Cost;

/// <summary>A series with a detector's score per row.</summary>
internal sealed record CostRun(CostSeries Series, double[] Scores);

/// <summary>Counts of one or more runs at a threshold.</summary>
internal sealed class CostCounts
{
    public Dictionary<CostEvent, (int Found, int All)> ByEvent { get; } = [];

    /// <summary>Rows from an anomaly's first row to its alert, per kind.</summary>
    public Dictionary<CostEvent, List<int>> Delays { get; } = [];

    public int FalseAlerts { get; set; }

    public double Months { get; set; }

    public int Found => ByEvent.Values.Sum(v => v.Found);

    public int All => ByEvent.Values.Sum(v => v.All);

    public double F1 => 2.0 * Found / (Found + All + FalseAlerts);

    public double Recall(params CostEvent[] events)
        => (double)events.Sum(e => ByEvent.GetValueOrDefault(e).Found) / Math.Max(1, events.Sum(e => ByEvent.GetValueOrDefault(e).All));

    public double MedianDelay(params CostEvent[] events)
    {
        var all = events.SelectMany(e => Delays.GetValueOrDefault(e) ?? []).Order().ToArray();
        return all.Length == 0 ? double.NaN : all[all.Length / 2];
    }
}

/// <summary>
/// A row at or above the threshold alerts unless an alert came less than a day (two on daily series) before. An alert inside an anomaly finds it; within two days
/// after one, or on a switch's first day, it is neutral; any other is false, also in a harmless burst. The first 28 days are not judged.
/// </summary>
internal static class CostScorer
{
    private const int QuietDays = 28;

    public static CostCounts Count(IEnumerable<CostRun> runs, double threshold)
    {
        var counts = new CostCounts();
        foreach (var run in runs)
        {
            Count(run, threshold, counts);
        }

        return counts;
    }

    /// <summary>The lowest threshold whose false alerts stay within the budget per 30 days and series.</summary>
    public static double Fit(IReadOnlyList<CostRun> runs, double budget)
    {
        var candidates = runs.SelectMany(r => r.Scores.Where(s => s > 0)).Distinct().OrderDescending().ToArray();
        int low = 0, high = candidates.Length - 1;

        // False alerts rise as the threshold falls, nearly without exception: bisect.
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            var counts = Count(runs, candidates[middle]);
            (low, high) = counts.FalseAlerts <= budget * counts.Months ? (middle, high) : (low, middle - 1);
        }

        return candidates[low];
    }

    private static void Count(CostRun run, double threshold, CostCounts counts)
    {
        var series = run.Series;
        var first = QuietDays * series.PerDay;
        counts.Months += (series.Values.Length - first) / (30.0 * series.PerDay);
        var found = new HashSet<CostLabel>();
        var rest = series.Daily ? 2 : 24;
        var last = -rest;
        for (var i = first; i < run.Scores.Length; i++)
        {
            if (run.Scores[i] < threshold || i - last < rest)
            {
                continue;
            }

            last = i;
            var label = series.Labels.FirstOrDefault(l => l.IsAnomaly && i >= l.First && i <= l.Last);
            if (label is not null)
            {
                if (found.Add(label))
                {
                    (counts.Delays.TryGetValue(label.Event, out var d) ? d : counts.Delays[label.Event] = []).Add(i - label.First);
                }
            }
            else if (!series.Labels.Any(l => i >= l.First && i <= l.Last + (l.IsAnomaly ? 2 * series.PerDay : 0)))
            {
                counts.FalseAlerts++;
            }
        }

        foreach (var label in series.Labels.Where(l => l.IsAnomaly))
        {
            var (f, a) = counts.ByEvent.GetValueOrDefault(label.Event);
            counts.ByEvent[label.Event] = (f + (found.Contains(label) ? 1 : 0), a + 1);
        }
    }
}
