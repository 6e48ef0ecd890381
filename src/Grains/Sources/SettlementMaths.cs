using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Grains.Sources;

/// <summary>Shares of a bill, and the range in which bill and estimate usually differ. Money is decimal; ratios are not money.</summary>
public static class SettlementMaths
{
    /// <summary>Fewer days than this say nothing about a usual ratio.</summary>
    private const int LeastDays = 7;

    /// <summary>How many robust standard deviations are usual.</summary>
    private const double Deviations = 4;

    /// <summary>Differences up to this share are never unusual, however constant the days before were.</summary>
    private const double AlwaysUsual = 0.02;

    /// <summary>
    /// Splits an amount by weights, so that the parts add up to it exactly: by <see cref="ExactShares"/>, and what an amount has beyond its
    /// decimals goes to the largest weight, among equals the first.
    /// </summary>
    /// <param name="amount">What is split; may be negative.</param>
    /// <param name="weights">At least one above zero, none below.</param>
    public static decimal[] Split(decimal amount, IReadOnlyList<decimal> weights)
    {
        var parts = ExactShares.Split(amount, weights);
        var largest = 0;
        for (var index = 1; index < parts.Length; index++)
        {
            largest = weights[index] > weights[largest] ? index : largest;
        }

        parts[largest] += amount - parts.Sum();
        return parts;
    }

    /// <summary>
    /// The usual range of billed / estimated: the median of the logarithms, give or take four robust standard deviations (1.4826 times their median
    /// absolute deviation), at least 2 %.
    /// </summary>
    /// <param name="ratios">Earlier days' ratios, above zero.</param>
    /// <returns>Null while there are fewer than seven.</returns>
    public static DriftRange? Usual(IEnumerable<double> ratios)
    {
        var logs = ratios.Select(ratio => Math.Log(ratio)).Order().ToArray();
        if (logs.Length < LeastDays)
        {
            return null;
        }

        var middle = Median(logs);
        var spread = Math.Max(
            Deviations * 1.4826 * Median([.. logs.Select(log => Math.Abs(log - middle)).Order()]), Math.Log(1 + AlwaysUsual));
        return new(Math.Exp(middle - spread), Math.Exp(middle + spread));
    }

    private static double Median(double[] sorted) =>
        sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
}
