namespace FinOpsAI.Core.Forecasting;

/// <summary>
/// Spend that is nothing in most buckets, without a rhythm: a chance of spend and a size of it, both with a memory of thirty spends (Teunter, Syntetos, Babai 2011,
/// European J. of Operational Research 214:606). A bucket's quantiles are those of the mixture; a total's those of a gamma distribution with the sum's mean and
/// variance (quantile by Wilson, Hilferty 1931).
/// </summary>
internal sealed class Intermittent
{
    private const double Memory = 30;
    private const double Rhythmic = 0.5;
    private static readonly double[] _levels = [0.025, 0.10, 0.50, 0.90, 0.975];
    private static readonly double[] _normal = [-1.959963985, -1.281551566, 0, 1.281551566, 1.959963985];
    private readonly double[] _sizes;
    private readonly double[] _weights;
    private readonly double _chance;
    private readonly double _mean;
    private readonly double _variance;

    private Intermittent(ReadOnlySpan<double> costs)
    {
        double spends = 0, known = 0, sum = 0, square = 0;
        var sizes = new List<(double Size, double Weight)>();
        var share = Share(costs);
        var decay = Math.Exp(-share / Memory);
        var weight = 1.0;
        for (var i = costs.Length - 1; i >= 0; i--, weight *= decay)
        {
            if (double.IsNaN(costs[i]))
            {
                continue;
            }

            known += weight;
            if (costs[i] > 0)
            {
                sizes.Add((costs[i], weight));
                spends += weight;
                sum += weight * costs[i];
            }
        }

        _chance = spends / known;
        _mean = sum / spends;
        foreach (var (size, w) in sizes)
        {
            square += w * (size / _mean) * (size / _mean);
        }

        // Of one bucket, in units of the mean spend: E[x²] - E[x]².
        _variance = (_chance * square / spends) - (_chance * _chance);
        sizes.Sort();
        _sizes = [.. sizes.Select(s => s.Size)];
        _weights = [.. sizes.Select(s => s.Weight / spends)];
    }

    /// <summary>More than half of the known buckets are zero, and the phase of the season does not tell which.</summary>
    public static bool Is(LogHistory history, IReadOnlyList<int> seasons)
    {
        var share = Share(history.Costs);
        if (share is 0 or >= 0.5)
        {
            return false;
        }

        foreach (var season in seasons.Where(s => s > 1 && 3 * s <= history.Costs.Length))
        {
            var spends = new int[season];
            var known = new int[season];
            for (var i = 0; i < history.Costs.Length; i++)
            {
                known[i % season] += history.Known[i] ? 1 : 0;
                spends[i % season] += history.Known[i] && history.Costs[i] > 0 ? 1 : 0;
            }

            // Brier score of the phase's own share, each bucket left out of it, against that of the overall share.
            double own = 0, overall = 0;
            for (var i = 0; i < history.Costs.Length; i++)
            {
                var phase = i % season;
                if (history.Known[i] && known[phase] > 1)
                {
                    var hit = history.Costs[i] > 0 ? 1 : 0;
                    own += Math.Pow(hit - ((spends[phase] - hit) / (known[phase] - 1.0)), 2);
                    overall += Math.Pow(hit - share, 2);
                }
            }

            if (own < Rhythmic * overall)
            {
                return false;
            }
        }

        return true;
    }

    public static ForecastResult Forecast(LogHistory history, ForecastSettings settings)
    {
        var model = new Intermittent(history.Costs);
        var one = model.One();
        var steps = new Quantiles[settings.Horizon];
        Array.Fill(steps, one);
        var totals = new Quantiles[settings.Horizon];
        totals[0] = one;
        for (var k = 1; k < totals.Length; k++)
        {
            totals[k] = model.Sum(k + 1).AtLeast(totals[k - 1]);
        }

        return new("intermittent", steps, totals, Record(history, settings), null);
    }

    private static double Share(ReadOnlySpan<double> costs)
    {
        int known = 0, spends = 0;
        foreach (var cost in costs)
        {
            known += double.IsNaN(cost) ? 0 : 1;
            spends += cost > 0 ? 1 : 0;
        }

        return known == 0 ? 0 : (double)spends / known;
    }

    private static ForecastRecord Record(LogHistory history, ForecastSettings settings)
    {
        var origins = RollingOrigins.For(history.Costs.Length, settings.Horizon, settings.Seasons);
        double error = 0, actual = 0, in80 = 0, in95 = 0, count = 0;
        var scored = 0;
        foreach (var start in origins.Starts)
        {
            if (Share(history.Costs.AsSpan(0, start)) == 0)
            {
                continue;
            }

            scored++;
            var q = new Intermittent(history.Costs.AsSpan(0, start)).One();
            foreach (var cost in history.Costs.AsSpan(start, origins.Reach))
            {
                if (!double.IsNaN(cost))
                {
                    error += Math.Abs(cost - q.P50);
                    actual += Math.Abs(cost);
                    in80 += cost >= q.P10 && cost <= q.P90 ? 1 : 0;
                    in95 += cost >= q.P025 && cost <= q.P975 ? 1 : 0;
                    count++;
                }
            }
        }

        if (count == 0)
        {
            return new(0, double.NaN, double.NaN, double.NaN, double.NaN, "none");
        }

        var wape = actual > 0 ? error / actual : error == 0 ? 0 : double.NaN;
        var naive = BacktestReport.NaiveError(history.Costs, settings.Seasons);
        return new(scored, wape, naive > 0 ? error / count / naive : double.NaN, in80 / count, in95 / count, BacktestReport.Grade(wape));
    }

    private Quantiles One()
    {
        Span<double> q = stackalloc double[_levels.Length];
        for (var l = 0; l < _levels.Length; l++)
        {
            q[l] = Size((_levels[l] - (1 - _chance)) / _chance);
        }

        return new(q[0], q[1], q[2], q[3], q[4], _chance * _mean);
    }

    // Quantile of the sizes; 0 below the chance of nothing.
    private double Size(double level)
    {
        if (level <= 0)
        {
            return 0;
        }

        var below = 0.0;
        for (var i = 0; i < _sizes.Length; i++)
        {
            below += _weights[i];
            if (below >= level - 1e-12)
            {
                return _sizes[i];
            }
        }

        return _sizes[^1];
    }

    private Quantiles Sum(int buckets)
    {
        var mean = buckets * _chance;
        var variance = Math.Max(buckets * _variance, 1e-12 * mean);
        var shape = mean * mean / variance;
        Span<double> q = stackalloc double[_levels.Length];
        for (var l = 0; l < _levels.Length; l++)
        {
            var root = 1 - (1 / (9 * shape)) + (_normal[l] / (3 * Math.Sqrt(shape)));

            // Nothing at all is as likely as (1 - chance)^buckets.
            q[l] = Math.Pow(1 - _chance, buckets) >= _levels[l] ? 0 : _mean * mean * Math.Pow(Math.Max(root, 0), 3);
        }

        return new(q[0], q[1], q[2], q[3], q[4], _mean * mean);
    }
}
