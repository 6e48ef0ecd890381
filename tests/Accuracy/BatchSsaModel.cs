using MathNet.Numerics.LinearAlgebra;

namespace FinOpsAI.Accuracy;

/// <summary>Singular spectrum analysis as commonly shipped: one decomposition of the first rows, a fixed recurrence from then on.</summary>
internal sealed class BatchSsaModel
{
    private readonly double[] _coefficients;
    private readonly double _mean;

    private BatchSsaModel(double[] coefficients, double mean) => (_coefficients, _mean) = (coefficients, mean);

    public static BatchSsaModel Fit(ReadOnlySpan<double> training, int length, int rank)
    {
        length = Math.Min(length, training.Length / 3);
        var mean = training.ToArray().Average();
        var values = training.ToArray();
        var columns = values.Length - length + 1;
        var trajectory = Matrix<double>.Build.Dense(length, columns, (i, j) => values[i + j] - mean);
        var vectors = (trajectory * trajectory.Transpose()).Evd(Symmetricity.Symmetric).EigenVectors;
        var coefficients = new double[length - 1];
        var verticality = 0.0;
        for (var k = 0; k < Math.Min(rank, length); k++)
        {
            var vector = vectors.Column(length - 1 - k);
            verticality += vector[length - 1] * vector[length - 1];
            for (var i = 0; i < length - 1; i++)
            {
                coefficients[i] += vector[length - 1] * vector[i];
            }
        }

        return new([.. coefficients.Select(c => c / Math.Max(1 - verticality, 0.05))], mean);
    }

    public double[] Residuals(double[] values)
    {
        var residuals = new double[values.Length];
        for (var t = _coefficients.Length; t < values.Length; t++)
        {
            residuals[t] = values[t] - Next(values.AsSpan(t - _coefficients.Length, _coefficients.Length));
        }

        return residuals;
    }

    public double[] Forecast(double[] values, int horizon)
    {
        var work = values.Concat(new double[horizon]).ToArray();
        for (var t = values.Length; t < work.Length; t++)
        {
            work[t] = Next(work.AsSpan(t - _coefficients.Length, _coefficients.Length));
        }

        return work[values.Length..];
    }

    private double Next(ReadOnlySpan<double> before)
    {
        var sum = _mean;
        for (var i = 0; i < before.Length; i++)
        {
            sum += _coefficients[i] * (before[i] - _mean);
        }

        return sum;
    }
}
