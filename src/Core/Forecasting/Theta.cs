namespace FinOpsAI.Core.Forecasting;

/// <summary>
/// The theta method (Assimakopoulos, Nikolopoulos 2000, Int. J. Forecasting 16:521) in its form of simple exponential smoothing with half the
/// trend as drift (Hyndman, Billah 2003), on the log series after a seasonal profile was taken out. The smoothing constant is the best of a grid.
/// </summary>
internal sealed class Theta(IReadOnlyList<int> seasons) : IMember
{
    private const int LongestMemory = 1500;

    public string Name => "theta";

    public bool Forecast(ReadOnlySpan<double> history, Span<double> path)
    {
        var season = SeasonalNaive.Season(seasons, history.Length);
        var y = history[Math.Max(0, history.Length - Math.Max(LongestMemory, 3 * season))..];
        var n = y.Length;
        if (n < 4)
        {
            return false;
        }

        var profile = Profile(y, season);
        double slope = 0, spread = 0;
        var flat = new double[n];
        for (var i = 0; i < n; i++)
        {
            flat[i] = y[i] - profile[i % season];
            var x = i - ((n - 1) / 2.0);
            slope += x * flat[i];
            spread += x * x;
        }

        slope /= spread;
        var (alpha, level) = Smooth(flat);
        for (var h = 0; h < path.Length; h++)
        {
            var drift = slope / 2 * (h + ((1 - Math.Pow(1 - alpha, n)) / alpha));
            path[h] = level + drift + profile[(n + h) % season];
        }

        return true;
    }

    private static (double Alpha, double Level) Smooth(double[] flat)
    {
        var best = double.PositiveInfinity;
        var result = (0.5, flat[^1]);
        foreach (var alpha in (ReadOnlySpan<double>)[0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9])
        {
            var level = flat[0];
            var loss = 0.0;
            foreach (var value in flat)
            {
                loss += Math.Abs(value - level);
                level += alpha * (value - level);
            }

            if (loss < best)
            {
                best = loss;
                result = (alpha, level);
            }
        }

        return result;
    }

    // Mean by phase of the deviation from a centred moving average of one season.
    private static double[] Profile(ReadOnlySpan<double> y, int season)
    {
        var profile = new double[season];
        if (season == 1)
        {
            return profile;
        }

        var counts = new int[season];
        var half = season / 2;
        var window = 0.0;
        for (var i = 0; i < season; i++)
        {
            window += y[i];
        }

        for (var i = half; i + season - half < y.Length; i++)
        {
            // For an even season the two outermost values count half.
            var mean = season % 2 == 1 ? window / season : (window + ((y[i + half] - y[i - half]) / 2)) / season;
            profile[i % season] += y[i] - mean;
            counts[i % season]++;
            window += y[i - half + season] - y[i - half];
        }

        var average = 0.0;
        for (var phase = 0; phase < season; phase++)
        {
            profile[phase] = counts[phase] > 0 ? profile[phase] / counts[phase] : 0;
            average += profile[phase] / season;
        }

        for (var phase = 0; phase < season; phase++)
        {
            profile[phase] -= average;
        }

        return profile;
    }
}
