namespace FinOpsAI.Core.Forecasting;

/// <summary>
/// Sparse linear autoregression on log spend: least squares on recent and seasonal lags of the standardised series, observations weighted
/// by e^(-age / 0.7n), a small ridge against collinear lags, forecast recursively. The lags are fixed by the seasons, not chosen on data.
/// </summary>
internal sealed class ArRidge(IReadOnlyList<int> seasons) : IMember
{
    private const double Ridge = 1e-3;
    private const double Memory = 0.7;
    private double[] _weights = [];
    private int[] _lags = [];

    public string Name => "ar";

    /// <summary>Standard deviation of the one-step residual of the last fit, log units; 0 when nothing could be fitted, or nothing varies.</summary>
    public double Sigma { get; private set; }

    public bool Forecast(ReadOnlySpan<double> history, Span<double> path)
    {
        // What an earlier, longer history gave says nothing about this one.
        Sigma = 0;
        _lags = Lags(seasons, history.Length);
        var longest = _lags[^1];
        var rows = history.Length - longest;
        if (rows < Math.Max(2 * (_lags.Length + 1), 8))
        {
            return false;
        }

        var (mean, scale) = Moments(history);
        if (scale < 1e-9)
        {
            path.Fill(history[^1]);
            _weights = new double[_lags.Length + 1];
            return true;
        }

        var z = new double[history.Length + path.Length];
        for (var i = 0; i < history.Length; i++)
        {
            z[i] = (history[i] - mean) / scale;
        }

        if (!Fit(z.AsSpan(0, history.Length)))
        {
            return false;
        }

        Sigma *= scale;
        for (var step = 0; step < path.Length; step++)
        {
            var at = history.Length + step;
            var value = _weights[^1];
            for (var j = 0; j < _lags.Length; j++)
            {
                value += _weights[j] * z[at - _lags[j]];
            }

            // An explosive fit is stopped far outside what was ever seen; the guard of the combination then drops it.
            z[at] = Math.Clamp(value, -50, 50);
            path[step] = mean + (scale * z[at]);
        }

        return true;
    }

    /// <summary>Standard deviation of the h-step error implied by the last fit (psi weights), for h = 1, 2, ...; log units.</summary>
    public void Spread(Span<double> sigma)
    {
        var psi = new double[sigma.Length];
        var variance = 0.0;
        for (var h = 0; h < sigma.Length; h++)
        {
            var value = h == 0 ? 1.0 : 0.0;
            for (var j = 0; j < _lags.Length && _lags[j] <= h; j++)
            {
                value += _weights[j] * psi[h - _lags[j]];
            }

            psi[h] = Math.Clamp(value, -3, 3);
            variance += psi[h] * psi[h];
            sigma[h] = Sigma * Math.Sqrt(variance);
        }
    }

    internal static int[] Lags(IReadOnlyList<int> seasons, int length)
    {
        var lags = new SortedSet<int> { 1, 2, 3 };
        int[] usable = [.. seasons.Where(s => s > 1 && (2 * s) + 4 < length).Order()];
        if (usable.Length == 0)
        {
            lags.Add(4);
            return [.. lags.Where(lag => lag * 4 <= Math.Max(length, 4))];
        }

        foreach (var season in usable)
        {
            lags.UnionWith([season - 1, season, season + 1]);
        }

        var first = usable[0];
        if (usable.Length == 1)
        {
            if (first >= 24)
            {
                lags.UnionWith([4, first / 4, first / 2]);
            }
            else if (length > 12 * first)
            {
                lags.UnionWith([2 * first, 3 * first]);
            }
        }
        else
        {
            var last = usable[^1];
            if (length >= 3 * last)
            {
                lags.UnionWith([2 * first, 3 * first, last - first, last + first, 2 * last]);
            }
        }

        lags.RemoveWhere(lag => lag < 1);
        return [.. lags];
    }

    private static (double Mean, double Scale) Moments(ReadOnlySpan<double> values)
    {
        double mean = 0, square = 0;
        foreach (var value in values)
        {
            mean += value;
        }

        mean /= values.Length;
        foreach (var value in values)
        {
            square += (value - mean) * (value - mean);
        }

        return (mean, Math.Sqrt(square / values.Length));
    }

    private bool Fit(ReadOnlySpan<double> z)
    {
        var p = _lags.Length + 1;
        var longest = _lags[^1];
        var gram = new double[p * p];
        var target = new double[p];
        var row = new double[p];
        row[^1] = 1;
        var decay = Math.Exp(-1 / (Memory * z.Length));
        var weight = 1.0;
        double total = 0, energy = 0;
        for (var t = z.Length - 1; t >= longest; t--, weight *= decay)
        {
            for (var j = 0; j < p - 1; j++)
            {
                row[j] = z[t - _lags[j]];
            }

            for (var a = 0; a < p; a++)
            {
                var scaled = weight * row[a];
                target[a] += scaled * z[t];
                for (var b = 0; b <= a; b++)
                {
                    gram[(a * p) + b] += scaled * row[b];
                }
            }

            total += weight;
            energy += weight * z[t] * z[t];
        }

        for (var a = 0; a < p - 1; a++)
        {
            gram[(a * p) + a] += Ridge * total;
        }

        _weights = new double[p];
        if (!Cholesky.Solve(gram, target, _weights))
        {
            return false;
        }

        var explained = 0.0;
        for (var a = 0; a < p; a++)
        {
            explained += _weights[a] * target[a];
        }

        Sigma = Math.Sqrt(Math.Max(energy - explained, 0) / total);
        return true;
    }
}
