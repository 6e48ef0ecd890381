using FinOpsAI.Core.Detection;

namespace FinOpsAI.Core.Forecasting;

/// <summary>Turns a path and half widths on the log scale into quantiles of money, per bucket and of running totals.</summary>
internal sealed class QuantileBuilder(LogScale scale, double[] path, double[] shape, BacktestReport report, BandScale bands)
{
    // Gauss-Hermite nodes and weights of a standard normal, for the mean.
    private static readonly double[] _nodes = [-2.856970013872806, -1.355626179974266, 0, 1.355626179974266, 2.856970013872806];
    private static readonly double[] _weights = [0.011257411327720, 0.222075922005613, 0.533333333333333, 0.222075922005613, 0.011257411327720];

    // Log units: beyond this the mean of a lognormal says more about its tail than about spend.
    private const double MostNoise = 0.7;

    // Ten overlapping origins hold fewer independent totals than their number, and never the most extreme one in twenty.
    private const double FewOrigins = 1.25;
    private const double FarFewOrigins = 2.2;

    public Quantiles[] Steps()
    {
        var wide80 = report.Multiplier(0.80);
        var wide95 = Math.Max(wide80, report.Multiplier(0.95));
        var typical = report.TypicalNoise() is var error && double.IsNaN(error) ? 0 : error;
        var steps = new Quantiles[path.Length];
        for (var h = 0; h < path.Length; h++)
        {
            var inner = bands.Inner * wide80 * shape[h];
            var outer = Math.Max(inner, bands.Outer * wide95 * shape[h]);
            var sigma = Math.Min(Math.Min(typical, wide80 * shape[h] / 1.2816), MostNoise);
            var mean = 0.0;
            for (var i = 0; i < _nodes.Length; i++)
            {
                mean += _weights[i] * Money(path[h] + (sigma * _nodes[i]));
            }

            steps[h] = new(Money(path[h] - outer), Money(path[h] - inner), Money(path[h]), Money(path[h] + inner), Money(path[h] + outer), mean);
        }

        return steps;
    }

    public Quantiles[] Totals(Quantiles[] steps)
    {
        var errors = report.TotalErrors();
        var totals = new Quantiles[path.Length];
        var mean = 0.0;
        double inner = 0, outer = 0;
        var stretch = 1.0;
        for (var k = 0; k < path.Length; k++)
        {
            mean += steps[k].Mean;
            if (k < report.Reach)
            {
                (inner, outer) = Widths(errors, k, inner, outer);
            }
            else
            {
                // Beyond what could be tried, the relative error of the total grows like the square root of the horizon.
                stretch = Math.Sqrt((k + 1.0) / report.Reach);
            }

            var near = Math.Min(bands.Inner * inner * stretch, 20);
            var far = Math.Max(near, Math.Min(bands.Outer * outer * stretch, 20));
            totals[k] = new(mean * Math.Exp(-far), mean * Math.Exp(-near), mean, mean * Math.Exp(near), mean * Math.Exp(far), mean);

            // A longer sum is not below a shorter one; only credits, which are no forecast, could make it so.
            totals[k] = k == 0 ? totals[k] : totals[k].AtLeast(totals[k - 1]);
        }

        return totals;
    }

    // Errors of totals over a window of neighbouring lengths, pooled over origins; never narrower than for a shorter total's half.
    private (double Inner, double Outer) Widths(double[][] errors, int k, double inner, double outer)
    {
        if (errors.Length == 0)
        {
            return (report.Multiplier(0.80) * shape[k], report.Multiplier(0.95) * shape[k]);
        }

        // Recomputed at about twenty lengths, held in between: a total's error changes slowly with its length.
        if (k > 20 && k % Math.Max(1, report.Reach / 20) != 0)
        {
            return (inner, outer);
        }

        var pool = new List<double>();
        foreach (var origin in errors)
        {
            var worst = 0.0;
            for (var j = (k + 1) * 2 / 3; j <= k; j++)
            {
                worst = double.IsNaN(origin[j]) ? worst : Math.Max(worst, Math.Abs(origin[j]));
            }

            pool.Add(worst);
        }

        pool.Sort();
        var sorted = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pool);
        return (FewOrigins * Quantile.Conformal(sorted, 0.80), FarFewOrigins * Quantile.Conformal(sorted, 0.95));
    }

    private double Money(double y) => Math.Clamp(scale.Back(y), 0, 1e300);
}
