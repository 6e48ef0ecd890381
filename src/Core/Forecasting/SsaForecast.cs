using FinOpsAI.Core.Series;

namespace FinOpsAI.Core.Forecasting;

/// <summary>
/// Singular spectrum analysis with the recurrent forecast (Golyandina, Nekrutkin, Zhigljavsky 2001), on log spend. The rank is the one that foretold
/// the end of the training part best, judged on values the basis has not seen; in-sample energy would choose far too many.
/// </summary>
internal sealed class SsaForecast(IReadOnlyList<int> seasons, int horizon) : IMember
{
    private const int LongestWindow = 168;
    private const int HighestRank = 28;
    private static readonly int[] _ranks = [1, 2, 3, 4, 6, 8, 11, 14, 18, 23, 28];
    private double[] _coefficients = [];

    public string Name => "ssa";

    /// <summary>Learns basis and rank; forecasts then go on from any later point without learning again.</summary>
    public void Prepare(ReadOnlySpan<double> history)
    {
        _coefficients = [];
        var n = history.Length;
        var season = SeasonalNaive.Season(seasons, n);
        var wanted = season >= 24 ? season : 4 * Math.Max(season, 6);
        var length = Math.Min(Math.Min(wanted, LongestWindow), n / 3);
        var held = Math.Min(2 * horizon, n / 4);
        if (length < 6 || n - held < 2 * length || held < 2)
        {
            return;
        }

        var mean = Mean(history[..(n - held)]);
        var centred = new double[n];
        for (var i = 0; i < n; i++)
        {
            centred[i] = history[i] - mean;
        }

        var fit = SubspaceFit.Of(centred.AsSpan(0, n - held), length, Math.Min(HighestRank, length - 1));
        var best = double.PositiveInfinity;
        var candidate = new double[length - 1];
        foreach (var rank in _ranks)
        {
            if (rank > fit.Rank || !fit.Recurrence(rank, candidate))
            {
                continue;
            }

            var loss = Loss(centred, n - held, candidate);
            if (loss < best)
            {
                best = loss;
                _coefficients = [.. candidate];
            }
        }
    }

    public bool Forecast(ReadOnlySpan<double> history, Span<double> path)
    {
        var order = _coefficients.Length;
        if (order == 0 || history.Length < order)
        {
            return false;
        }

        var mean = Mean(history);
        var work = new double[order + path.Length];
        for (var i = 0; i < order; i++)
        {
            work[i] = history[history.Length - order + i] - mean;
        }

        Continue(work, order, _coefficients);
        for (var h = 0; h < path.Length; h++)
        {
            path[h] = work[order + h] + mean;
        }

        return true;
    }

    private static void Continue(double[] work, int order, double[] coefficients)
    {
        for (var t = order; t < work.Length; t++)
        {
            work[t] = Math.Clamp(Dense.Dot(coefficients, work.AsSpan(t - order, order)), -1e3, 1e3);
        }
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    // Mean absolute error from a few origins within the held-out end.
    private double Loss(double[] centred, int from, double[] coefficients)
    {
        const int Origins = 3;
        var order = coefficients.Length;
        var reach = Math.Min(horizon, (centred.Length - from + 1) / 2);
        var step = Math.Max(1, (centred.Length - from - reach) / (Origins - 1));
        var sum = 0.0;
        var count = 0;
        var work = new double[order + reach];
        for (var origin = from; origin + reach <= centred.Length && count < Origins * reach; origin += step)
        {
            Array.Copy(centred, origin - order, work, 0, order);
            Continue(work, order, coefficients);
            for (var h = 0; h < reach; h++, count++)
            {
                sum += Math.Abs(work[order + h] - centred[origin + h]);
            }
        }

        return count == 0 ? double.PositiveInfinity : sum / count;
    }
}
