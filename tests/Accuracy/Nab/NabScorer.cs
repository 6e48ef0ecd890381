namespace FinOpsAI.Accuracy.Nab;

/// <summary>Weights of hits, false alarms and misses.</summary>
internal sealed record NabProfile(string Name, double Hit, double FalseAlarm, double Miss)
{
    public static readonly NabProfile Standard = new("standard", 1, 0.11, 1);
    public static readonly NabProfile LowFalsePositives = new("low FP", 1, 0.22, 1);
    public static readonly NabProfile LowFalseNegatives = new("low FN", 1, 0.11, 2);
}

/// <summary>A file's scores next to its labels.</summary>
internal sealed record NabRun(NabFile File, double[] Scores);

/// <summary>
/// The scoring of the Numenta Anomaly Benchmark (Lavin, Ahmad 2015): a sigmoid reward for the earliest detected row of each window, a sigmoid cost for detected
/// rows outside, scaled so that detecting nothing is 0 and a perfect detector is 100.
/// </summary>
internal static class NabScorer
{
    private sealed record Event(double Score, int File, int Row, int Window, double Value);

    /// <summary>Score of the runs at a threshold.</summary>
    public static double Score(IReadOnlyList<NabRun> runs, double threshold, NabProfile profile)
        => Sweep(runs, profile).TakeWhile(p => p.Threshold >= threshold).Select(p => p.Score).LastOrDefault();

    /// <summary>The threshold with the highest score.</summary>
    public static (double Threshold, double Score) Optimise(IReadOnlyList<NabRun> runs, NabProfile profile)
        => Sweep(runs, profile).Append((double.PositiveInfinity, 0)).MaxBy(p => p.Item2);

    /// <summary>Scores at all thresholds, from the highest threshold down.</summary>
    public static IEnumerable<(double Threshold, double Score)> Sweep(IReadOnlyList<NabRun> runs, NabProfile profile)
    {
        var events = new List<Event>();
        var windows = 0;
        for (var f = 0; f < runs.Count; f++)
        {
            windows += runs[f].File.Windows.Length;
            AddEvents(events, runs[f], f, profile);
        }

        var best = new Dictionary<(int File, int Window), (int Row, double Value)>();
        var raw = -profile.Miss * windows;
        var lowest = raw;
        var perfect = profile.Hit * windows;
        var sorted = events.OrderByDescending(e => e.Score).ToArray();
        for (var i = 0; i < sorted.Length; i++)
        {
            var e = sorted[i];
            if (e.Window < 0)
            {
                raw += e.Value;
            }
            else if (!best.TryGetValue((e.File, e.Window), out var found))
            {
                raw += e.Value + profile.Miss;
                best[(e.File, e.Window)] = (e.Row, e.Value);
            }
            else if (e.Row < found.Row)
            {
                raw += e.Value - found.Value;
                best[(e.File, e.Window)] = (e.Row, e.Value);
            }

            if (i + 1 == sorted.Length || sorted[i + 1].Score < e.Score)
            {
                yield return (e.Score, 100 * (raw - lowest) / (perfect - lowest));
            }
        }
    }

    /// <summary>Windows hit and rows outside windows detected at a threshold.</summary>
    public static (int Hits, int FalseRows) Count(IReadOnlyList<NabRun> runs, double threshold)
    {
        int hits = 0, rows = 0;
        foreach (var (file, scores) in runs)
        {
            var detected = Enumerable.Range(0, scores.Length).Where(i => i >= file.Probation && scores[i] >= threshold).ToArray();
            hits += file.Windows.Count(w => detected.Any(i => i >= w.First && i <= w.Last));
            rows += detected.Count(i => !file.Windows.Any(w => i >= w.First && i <= w.Last));
        }

        return (hits, rows);
    }

    private static void AddEvents(List<Event> events, NabRun run, int file, NabProfile profile)
    {
        var windows = run.File.Windows;
        for (var i = run.File.Probation; i < run.Scores.Length; i++)
        {
            var inside = Array.FindIndex(windows, w => i >= w.First && i <= w.Last);
            if (inside >= 0)
            {
                var (first, last) = windows[inside];
                var width = last - first + 1.0;
                events.Add(new(run.Scores[i], file, i, inside, profile.Hit * Sigma(-(last - i + 1) / width) / Sigma(-1)));
                continue;
            }

            var before = Array.FindLastIndex(windows, w => w.Last < i);
            var cost = before < 0 ? -1 : Sigma((i - windows[before].Last) / (windows[before].Last - windows[before].First + 0.0));
            events.Add(new(run.Scores[i], file, i, -1, profile.FalseAlarm * cost));
        }
    }

    private static double Sigma(double position) => position > 3 ? -1 : (2 / (1 + Math.Exp(5 * position))) - 1;
}
