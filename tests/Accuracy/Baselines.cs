using FinOpsAI.Core.Series;

namespace FinOpsAI.Accuracy;

/// <summary>
/// Simple detectors to compare with: the scores of an independent, identically distributed spike test (kernel density of the last values), of residuals of
/// a singular spectrum analysis trained once on the first rows, and of a z-score over a sliding window.
/// </summary>
internal static class Baselines
{
    public static double[] WindowedZ(IReadOnlyList<SeriesRow> rows, int window)
        => Windowed([.. rows.Select(r => r.Value)], window, static (value, history) =>
        {
            var mean = history.ToArray().Average();
            var variance = history.ToArray().Average(v => (v - mean) * (v - mean));
            return Math.Abs(value - mean) / Math.Sqrt(variance + 1e-18);
        });

    public static double[] IidSpike(IReadOnlyList<SeriesRow> rows, int window) => Windowed([.. rows.Select(r => r.Value)], window, KernelSurprise);

    public static double[] BatchSsa(IReadOnlyList<SeriesRow> rows, int length)
    {
        const int Training = 400;
        const int Rank = 8;
        var values = rows.Select(r => r.Value).ToArray();
        var model = BatchSsaModel.Fit(values.AsSpan(0, Math.Min(Training, values.Length)), length, Rank);
        return Windowed(model.Residuals(values), 500, KernelSurprise);
    }

    // -log10 of the smaller two-sided tail under a Gaussian kernel density of the history (Silverman's bandwidth), floored like published implementations do.
    private static double KernelSurprise(double value, ReadOnlySpan<double> history)
    {
        double mean = 0, square = 0;
        foreach (var v in history)
        {
            mean += v / history.Length;
        }

        foreach (var v in history)
        {
            square += (v - mean) * (v - mean) / history.Length;
        }

        var bandwidth = (1.06 * Math.Sqrt(square) * Math.Pow(history.Length, -0.2)) + 1e-12;
        var below = 0.0;
        foreach (var v in history)
        {
            below += NormalCdf((value - v) / bandwidth) / history.Length;
        }

        return -Math.Log10(Math.Max(2 * Math.Min(below, 1 - below), 1e-8));
    }

    private static double[] Windowed(double[] values, int window, Func<double, ReadOnlySpan<double>, double> score)
    {
        var scores = new double[values.Length];
        for (var i = 30; i < values.Length; i++)
        {
            var from = Math.Max(0, i - window);
            scores[i] = score(values[i], values.AsSpan(from, i - from));
        }

        return scores;
    }

    // Abramowitz and Stegun 26.2.17; absolute error below 7.5e-8.
    private static double NormalCdf(double x)
    {
        var t = 1 / (1 + (0.2316419 * Math.Abs(x)));
        var tail = Math.Exp(-x * x / 2) / 2.5066282746310002
            * t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return x >= 0 ? 1 - tail : tail;
    }
}
