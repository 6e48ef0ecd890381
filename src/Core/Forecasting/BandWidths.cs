namespace FinOpsAI.Core.Forecasting;

/// <summary>
/// Half widths of the bands on the log scale, from errors that rolling forecasts made out of sample: each origin's errors are divided by a shape that grows with
/// the horizon, the origin's own quantile is taken, and over the origins a high quantile of those with the (n+1) correction of split conformal
/// prediction. Overlapping origins are few independent ones, so a quantile over all pooled errors would promise too much.
/// </summary>
internal sealed class BandWidths
{
    private const double NearOriginLevel = 0.65;
    private const double FarOriginLevel = 0.75;
    private readonly double[][] _errors;
    private readonly double[] _shape;

    /// <param name="errors">Per origin, the errors by step; NaN where the actual is missing.</param>
    /// <param name="shape">Relative standard deviation by step; positive, at least as long as the horizon.</param>
    public BandWidths(double[][] errors, double[] shape)
    {
        _errors = errors;
        _shape = shape;
    }

    /// <summary>The multiplier of the shape that holds the given share; leaves one origin out when asked.</summary>
    public double Multiplier(double level, int without = -1)
    {
        var quantiles = new List<double>(_errors.Length);
        for (var o = 0; o < _errors.Length; o++)
        {
            if (o == without)
            {
                continue;
            }

            var scaled = new List<double>(_errors[o].Length);
            for (var h = 0; h < _errors[o].Length; h++)
            {
                if (!double.IsNaN(_errors[o][h]))
                {
                    scaled.Add(Math.Abs(_errors[o][h]) / _shape[h]);
                }
            }

            if (scaled.Count > 0)
            {
                scaled.Sort();
                quantiles.Add(Quantile.Conformal(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(scaled), level));
            }
        }

        quantiles.Sort();
        return Quantile.Conformal(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(quantiles), level > 0.9 ? FarOriginLevel : NearOriginLevel);
    }
}
