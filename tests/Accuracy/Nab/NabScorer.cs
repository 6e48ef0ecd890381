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
internal sealed class NabScorer
{
    private readonly IReadOnlyList<NabRun> _runs;
    private readonly Event[] _events;

    /// <summary>Prepares scoring of the runs; the events are sorted once, thresholds and selections of files are then cheap.</summary>
    public NabScorer(IReadOnlyList<NabRun> runs)
    {
        _runs = runs;
        var events = new List<Event>();
        for (var f = 0; f < runs.Count; f++)
        {
            AddEvents(events, runs[f], f);
        }

        _events = [.. events.OrderByDescending(e => e.Score)];
    }

    private readonly record struct Event(double Score, int File, int Row, int Window, double Value);

    /// <summary>Score of the chosen files at a threshold.</summary>
    public double Score(double threshold, NabProfile profile, IReadOnlySet<int>? files = null)
        => Sweep(profile, files).TakeWhile(p => p.Threshold >= threshold).Select(p => p.Score).LastOrDefault();

    /// <summary>The threshold with the highest score; infinity and 0 when detecting nothing is best.</summary>
    public (double Threshold, double Score) Optimise(NabProfile profile, IReadOnlySet<int>? files = null)
        => Sweep(profile, files).Append((double.PositiveInfinity, 0)).MaxBy(p => p.Item2);

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

    // Scores at all thresholds, from the highest threshold down.
    private IEnumerable<(double Threshold, double Score)> Sweep(NabProfile profile, IReadOnlySet<int>? files)
    {
        var windows = 0;
        for (var f = 0; f < _runs.Count; f++)
        {
            windows += files is null || files.Contains(f) ? _runs[f].File.Windows.Length : 0;
        }

        var best = new Dictionary<(int File, int Window), (int Row, double Value)>();
        var raw = -profile.Miss * windows;
        var lowest = raw;
        var perfect = profile.Hit * windows;
        var pending = double.NaN;
        foreach (var e in _events)
        {
            if (files is not null && !files.Contains(e.File))
            {
                continue;
            }

            if (e.Score < pending)
            {
                yield return (pending, 100 * (raw - lowest) / (perfect - lowest));
            }

            pending = e.Score;
            if (e.Window < 0)
            {
                raw += profile.FalseAlarm * e.Value;
            }
            else if (!best.TryGetValue((e.File, e.Window), out var found))
            {
                raw += (profile.Hit * e.Value) + profile.Miss;
                best[(e.File, e.Window)] = (e.Row, e.Value);
            }
            else if (e.Row < found.Row)
            {
                raw += profile.Hit * (e.Value - found.Value);
                best[(e.File, e.Window)] = (e.Row, e.Value);
            }
        }

        yield return (pending, 100 * (raw - lowest) / (perfect - lowest));
    }

    private static void AddEvents(List<Event> events, NabRun run, int file)
    {
        var windows = run.File.Windows;
        for (var i = run.File.Probation; i < run.Scores.Length; i++)
        {
            var inside = Array.FindIndex(windows, w => i >= w.First && i <= w.Last);
            if (inside >= 0)
            {
                var (first, last) = windows[inside];
                var width = last - first + 1.0;
                events.Add(new(run.Scores[i], file, i, inside, Sigma(-(last - i + 1) / width) / Sigma(-1)));
                continue;
            }

            var before = Array.FindLastIndex(windows, w => w.Last < i);
            var cost = before < 0 ? -1 : Sigma((i - windows[before].Last) / (windows[before].Last - windows[before].First + 0.0));
            events.Add(new(run.Scores[i], file, i, -1, cost));
        }
    }

    private static double Sigma(double position) => position > 3 ? -1 : (2 / (1 + Math.Exp(5 * position))) - 1;
}
