namespace FinOpsAI.Core.Forecasting;

/// <summary>Order statistics.</summary>
internal static class Quantile
{
    /// <summary>Median; sorts its input. NaN when empty.</summary>
    public static double MedianInPlace(Span<double> values)
    {
        if (values.IsEmpty)
        {
            return double.NaN;
        }

        values.Sort();
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /// <summary>
    /// Conformal quantile of sorted values: the ceil((n+1)·level)-th smallest, interpolated, and beyond the largest for small n the largest.
    /// NaN when empty.
    /// </summary>
    public static double Conformal(ReadOnlySpan<double> sorted, double level)
    {
        if (sorted.IsEmpty)
        {
            return double.NaN;
        }

        var rank = (level * (sorted.Length + 1)) - 1;
        if (rank <= 0)
        {
            return sorted[0];
        }

        if (rank >= sorted.Length - 1)
        {
            return sorted[^1];
        }

        var low = (int)rank;
        return sorted[low] + ((rank - low) * (sorted[low + 1] - sorted[low]));
    }
}
