using FinOpsAI.Core.Forecasting;
using MathNet.Numerics.Distributions;

namespace FinOpsAI.Core.Budgets;

/// <summary>How probable it is that a total ends above a limit, from the quantiles of its forecast.</summary>
public static class ExceedProbability
{
    private static readonly double[] Scores = [-1.959964, -1.281552, 0, 1.281552, 1.959964];

    /// <summary>
    /// The quantiles are joined by straight lines in normal scores (a normal or any other shape that the forecast has is kept at its five points), and
    /// the outer lines go on beyond them. Where neighbouring quantiles are equal, the limit at that value is not exceeded by them.
    /// </summary>
    /// <param name="forecast">Quantiles of the total, ascending.</param>
    /// <param name="limit">In the same unit.</param>
    /// <returns>0 to 1.</returns>
    public static double Of(Quantiles forecast, double limit)
    {
        double[] values = [forecast.P025, forecast.P10, forecast.P50, forecast.P90, forecast.P975];
        var above = Array.FindIndex(values, value => value > limit);
        if (above < 0 && values[^1] <= values[^2])
        {
            // A point mass at the top: all of it is at or below the limit.
            return limit >= values[^1] && values[0] == values[^1] ? 0 : 1 - Normal.CDF(0, 1, Scores[^1]);
        }

        if (above == 0 && values[0] >= values[1])
        {
            return values[0] == values[^1] ? 1 : Normal.CDF(0, 1, -Scores[0]);
        }

        var right = above < 0 ? values.Length - 1 : Math.Max(1, above);
        var left = right - 1;
        var score = Scores[left] + ((Scores[right] - Scores[left]) * (limit - values[left]) / (values[right] - values[left]));
        return 1 - Normal.CDF(0, 1, score);
    }
}
