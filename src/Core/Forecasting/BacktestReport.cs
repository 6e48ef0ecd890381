namespace FinOpsAI.Core.Forecasting;

/// <summary>What the rolling forecasts of a series were worth: errors by step and of running totals, and the record that is published.</summary>
internal sealed class BacktestReport
{
    private readonly LogHistory _history;
    private readonly RollingOrigins _origins;
    private readonly double[][] _paths;
    private readonly double[] _shape;
    private readonly double[][] _errors;
    private readonly BandWidths _widths;

    public BacktestReport(LogHistory history, RollingOrigins origins, double[][] paths, double[] shape)
    {
        _history = history;
        _origins = origins;
        _paths = paths;
        _shape = shape;
        _errors = new double[paths.Length][];
        for (var o = 0; o < paths.Length; o++)
        {
            _errors[o] = new double[origins.Reach];
            for (var h = 0; h < origins.Reach; h++)
            {
                var at = origins.Starts[o] + h;
                _errors[o][h] = history.Known[at] ? history.Values[at] - paths[o][h] : double.NaN;
            }
        }

        _widths = new(_errors, shape);
    }

    public int Reach => _origins.Reach;

    /// <summary>
    /// Noise of a bucket on the log scale as a standard deviation: 1.4826 times the median of the errors' distances from their own origin's median, so that neither a level
    /// that was missed nor a shift among the origins passes for noise; NaN without origins.
    /// </summary>
    public double TypicalNoise()
    {
        var sizes = new List<double>();
        foreach (var errors in _errors)
        {
            var known = errors.Where(e => !double.IsNaN(e)).ToArray();
            var middle = Quantile.MedianInPlace(known);
            sizes.AddRange(known.Select(e => Math.Abs(e - middle)));
        }

        return 1.4826 * Quantile.MedianInPlace(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(sizes));
    }

    /// <summary>Half width over shape of the band that holds a share of the buckets.</summary>
    public double Multiplier(double level, int without = -1)
    {
        var multiplier = _widths.Multiplier(level, without);
        return double.IsNaN(multiplier) ? CostForecaster.Unmeasured(level) : multiplier;
    }

    /// <summary>
    /// Log errors of running totals, [origin][k] = ln(sum of the first k+1 actuals / sum of the forecasts of the same buckets); NaN where undefined.
    /// </summary>
    public double[][] TotalErrors()
    {
        var result = new double[_paths.Length][];
        for (var o = 0; o < _paths.Length; o++)
        {
            result[o] = new double[_origins.Reach];
            double actual = 0, forecast = 0;
            for (var h = 0; h < _origins.Reach; h++)
            {
                var at = _origins.Starts[o] + h;
                if (_history.Known[at])
                {
                    actual += _history.Costs[at];
                    forecast += Math.Max(0, _history.Scale.Back(_paths[o][h]));
                }

                result[o][h] = actual > 0 && forecast > 0 ? Math.Log(actual / forecast) : double.NaN;
            }
        }

        return result;
    }

    public ForecastRecord Record(IReadOnlyList<int> seasons)
    {
        double error = 0, actual = 0;
        int inside80 = 0, inside95 = 0, count = 0;
        for (var o = 0; o < _paths.Length; o++)
        {
            var wide80 = Multiplier(0.80, o);
            var wide95 = Math.Max(wide80, Multiplier(0.95, o));
            for (var h = 0; h < _origins.Reach; h++)
            {
                var at = _origins.Starts[o] + h;
                if (!_history.Known[at])
                {
                    continue;
                }

                error += Math.Abs(_history.Costs[at] - Math.Max(0, _history.Scale.Back(_paths[o][h])));
                actual += Math.Abs(_history.Costs[at]);
                inside80 += Math.Abs(_errors[o][h]) <= (wide80 * _shape[h]) + 1e-9 ? 1 : 0;
                inside95 += Math.Abs(_errors[o][h]) <= (wide95 * _shape[h]) + 1e-9 ? 1 : 0;
                count++;
            }
        }

        if (count == 0)
        {
            return new(0, double.NaN, double.NaN, double.NaN, double.NaN, "none");
        }

        var wape = actual > 0 ? error / actual : error == 0 ? 0 : double.NaN;
        var naive = NaiveError(_history.Costs, seasons);
        var mase = naive > 0 ? error / count / naive : double.NaN;
        return new(_paths.Length, wape, mase, (double)inside80 / count, (double)inside95 / count, Grade(wape));
    }

    /// <summary>FinOps Foundation forecast-variance level of a WAPE.</summary>
    internal static string Grade(double wape) => wape switch
    {
        <= 0.12 => "run",
        <= 0.15 => "walk",
        <= 0.20 => "crawl",
        _ => "none",
    };

    /// <summary>In-sample error of the naive forecast one (shortest) season back; NaN when there is none.</summary>
    internal static double NaiveError(ReadOnlySpan<double> costs, IReadOnlyList<int> seasons)
    {
        var length = costs.Length;
        var season = seasons.Where(s => s > 1 && 2 * s <= length).DefaultIfEmpty(1).Min();
        var sum = 0.0;
        var count = 0;
        for (var t = season; t < length; t++)
        {
            if (!double.IsNaN(costs[t]) && !double.IsNaN(costs[t - season]))
            {
                sum += Math.Abs(costs[t] - costs[t - season]);
                count++;
            }
        }

        return count == 0 ? double.NaN : sum / count;
    }
}
