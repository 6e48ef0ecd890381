namespace FinOpsAI.Core.Forecasting;

/// <summary>
/// The members' rolling backtest and the median of those that passed. A member is dropped when its rolling error is far worse than the best one's, or when its path
/// leaves the range ever seen by more than that range. Median, not mean: a member that wanders off cannot drag it along.
/// </summary>
internal sealed class Combination
{
    private const double WorstRatio = 1.6;
    private readonly IMember[] _members;
    private readonly SsaForecast _ssa;
    private readonly bool[] _kept;
    private readonly HistoryCleaner _cleaner;

    public Combination(IReadOnlyList<int> seasons, int horizon)
    {
        Ar = new(seasons);
        _cleaner = new(seasons);
        _ssa = new(seasons, horizon);
        _members = [Ar, _ssa, new ProfileLevel(seasons), new Theta(seasons), new SeasonalNaive(seasons)];
        _kept = new bool[_members.Length];
    }

    public ArRidge Ar { get; }

    /// <summary>The members in use, for display.</summary>
    public string Name
    {
        get
        {
            string[] names = [.. _members.Where((_, i) => _kept[i]).Select(m => m.Name)];
            return names.Length == 1 ? names[0] : $"median({string.Join(", ", names)})";
        }
    }

    /// <summary>Combined paths from each origin, after deciding which members stay.</summary>
    public double[][] Backtest(LogHistory history, RollingOrigins origins)
    {
        var paths = new double[origins.Starts.Length][][];
        var loss = new double[_members.Length];
        var failures = new int[_members.Length];
        if (origins.Starts.Length > 0)
        {
            _ssa.Prepare(_cleaner.Clean(history.Values.AsSpan(0, origins.Starts[0])));
        }

        for (var o = 0; o < paths.Length; o++)
        {
            var start = origins.Starts[o];
            paths[o] = Paths(_cleaner.Clean(history.Values.AsSpan(0, start)), origins.Reach);
            for (var m = 0; m < _members.Length; m++)
            {
                if (paths[o][m].Length == 0)
                {
                    failures[m]++;
                    continue;
                }

                for (var h = 0; h < origins.Reach; h++)
                {
                    loss[m] += history.Known[start + h] ? Math.Abs(paths[o][m][h] - history.Values[start + h]) : 0;
                }
            }
        }

        Choose(loss, failures, paths.Length);
        return [.. paths.Select(Median)];
    }

    /// <summary>The combined path that follows the whole history.</summary>
    public double[] Forecast(LogHistory history, int horizon)
    {
        var clean = _cleaner.Clean(history.Values);
        _ssa.Prepare(clean);
        return Median(Paths(clean, horizon));
    }

    private void Choose(double[] loss, int[] failures, int origins)
    {
        var best = double.PositiveInfinity;
        for (var m = 0; m < _members.Length; m++)
        {
            best = failures[m] * 2 < origins ? Math.Min(best, loss[m] / (origins - failures[m])) : best;
        }

        for (var m = 0; m < _members.Length; m++)
        {
            _kept[m] = origins == 0 || (failures[m] * 2 < origins && loss[m] / (origins - failures[m]) <= (WorstRatio * best) + 1e-12);
        }

        // The naive member is a yardstick and a last resort, not a voice beside three better ones.
        if (_kept.Count(k => k) > 3)
        {
            _kept[^1] = false;
        }
    }

    // One path a member; empty when it failed or left the guard rails.
    private double[][] Paths(ReadOnlySpan<double> history, int horizon)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (var value in history)
        {
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        var room = high - low;
        var paths = new double[_members.Length][];
        for (var m = 0; m < _members.Length; m++)
        {
            var path = new double[horizon];
            var good = _members[m].Forecast(history, path);
            foreach (var value in path)
            {
                good &= value >= low - room - 1e-9 && value <= high + room + 1e-9;
            }

            paths[m] = good ? path : [];
        }

        return paths;
    }

    private double[] Median(double[][] paths)
    {
        var voices = paths.Where((p, m) => p.Length > 0 && _kept[m]).ToArray();
        if (voices.Length == 0)
        {
            return paths[^1];
        }

        var combined = new double[voices[0].Length];
        Span<double> picks = stackalloc double[voices.Length];
        for (var h = 0; h < combined.Length; h++)
        {
            for (var v = 0; v < voices.Length; v++)
            {
                picks[v] = voices[v][h];
            }

            combined[h] = Quantile.MedianInPlace(picks);
        }

        return combined;
    }
}
