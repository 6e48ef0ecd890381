using FinOpsAI.Core.Series;

namespace FinOpsAI.Core.Forecasting;

/// <summary>
/// Leading eigenvectors of the lag covariance of a series (the left singular vectors of its trajectory matrix), by block subspace iteration with
/// Rayleigh-Ritz (Golub, Van Loan, Matrix Computations, section 8.2.4). Deterministic start; O(L²·r) an iteration.
/// </summary>
internal sealed class SubspaceFit
{
    private const int Iterations = 10;

    private SubspaceFit(int length, int rank, double[] vectors)
    {
        Length = length;
        Rank = rank;
        Vectors = vectors;
    }

    /// <summary>L, the length of a lag vector.</summary>
    public int Length { get; }

    /// <summary>How many vectors there are.</summary>
    public int Rank { get; }

    /// <summary>Orthonormal, by falling eigenvalue, one vector a row.</summary>
    public double[] Vectors { get; }

    public static SubspaceFit Of(ReadOnlySpan<double> series, int length, int rank)
    {
        var covariance = Covariance(series, length);
        var block = new double[rank * length];
        for (var k = 0; k < rank; k++)
        {
            for (var i = 0; i < length; i++)
            {
                block[(k * length) + i] = Math.Cos(Math.PI * k * (i + 0.5) / length);
            }
        }

        Orthonormalise(block, length, rank);
        var image = new double[block.Length];
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            Multiply(covariance, block, image, length, rank);
            (block, image) = (image, block);
            Orthonormalise(block, length, rank);
        }

        Multiply(covariance, block, image, length, rank);
        return new(length, rank, Ritz(block, image, length, rank));
    }

    /// <summary>Coefficients of the SSA recurrence x_t = sum a_i x_(t-L+1+i) for the first <paramref name="rank"/> vectors; false when none exists.</summary>
    public bool Recurrence(int rank, Span<double> coefficients)
    {
        coefficients.Clear();
        var verticality = 0.0;
        for (var k = 0; k < rank; k++)
        {
            var vector = Vectors.AsSpan(k * Length, Length);
            var last = vector[^1];
            verticality += last * last;
            for (var i = 0; i < Length - 1; i++)
            {
                coefficients[i] += last * vector[i];
            }
        }

        if (verticality > 0.97)
        {
            return false;
        }

        for (var i = 0; i < Length - 1; i++)
        {
            coefficients[i] /= 1 - verticality;
        }

        return true;
    }

    // C[i][j] = sum over k of x[k+i]·x[k+j]; the next along a diagonal differs by one product leaving and one entering.
    private static double[] Covariance(ReadOnlySpan<double> x, int length)
    {
        var count = x.Length - length + 1;
        var c = new double[length * length];
        for (var lag = 0; lag < length; lag++)
        {
            var value = Dense.Dot(x[..count], x.Slice(lag, count));
            for (var i = 0; i + lag < length; i++)
            {
                var j = i + lag;
                c[(i * length) + j] = value;
                c[(j * length) + i] = value;
                if (j + 1 < length)
                {
                    value += (x[count + i] * x[count + j]) - (x[i] * x[j]);
                }
            }
        }

        return c;
    }

    private static void Multiply(double[] symmetric, double[] block, double[] image, int length, int rank)
    {
        for (var k = 0; k < rank; k++)
        {
            ReadOnlySpan<double> vector = block.AsSpan(k * length, length);
            for (var i = 0; i < length; i++)
            {
                image[(k * length) + i] = Dense.Dot(symmetric.AsSpan(i * length, length), vector);
            }
        }
    }

    private static void Orthonormalise(double[] block, int length, int rank)
    {
        for (var k = 0; k < rank; k++)
        {
            var vector = block.AsSpan(k * length, length);

            // Twice is enough (Kahan, Parlett): after the second pass the vectors are orthogonal to working precision.
            for (var pass = 0; pass < 2; pass++)
            {
                for (var j = 0; j < k; j++)
                {
                    var other = block.AsSpan(j * length, length);
                    var dot = Dense.Dot(vector, other);
                    Dense.Add(vector, -dot, other);
                }
            }

            var norm = Math.Sqrt(Dense.Dot(vector, vector));
            if (norm > 1e-150)
            {
                for (var i = 0; i < length; i++)
                {
                    vector[i] /= norm;
                }
            }
        }
    }

    private static double[] Ritz(double[] block, double[] image, int length, int rank)
    {
        var small = new double[rank * rank];
        for (var a = 0; a < rank; a++)
        {
            for (var b = 0; b < rank; b++)
            {
                small[(a * rank) + b] = Dense.Dot(block.AsSpan(a * length, length), image.AsSpan(b * length, length));
            }
        }

        var rotation = Jacobi(small, rank);
        int[] order = [.. Enumerable.Range(0, rank).OrderByDescending(k => small[(k * rank) + k]).ThenBy(k => k)];
        var vectors = new double[rank * length];
        for (var k = 0; k < rank; k++)
        {
            for (var j = 0; j < rank; j++)
            {
                Dense.Add(vectors.AsSpan(k * length, length), rotation[(j * rank) + order[k]], block.AsSpan(j * length, length));
            }
        }

        return vectors;
    }

    // Cyclic Jacobi: diagonalises a in place and returns the rotation whose columns are the eigenvectors.
    private static double[] Jacobi(double[] a, int n)
    {
        var v = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            v[(i * n) + i] = 1;
        }

        for (var sweep = 0; sweep < 12; sweep++)
        {
            double off = 0, diagonal = 0;
            for (var p = 0; p < n; p++)
            {
                diagonal += a[(p * n) + p] * a[(p * n) + p];
                for (var q = p + 1; q < n; q++)
                {
                    off += a[(p * n) + q] * a[(p * n) + q];
                }
            }

            if (off <= 1e-20 * diagonal)
            {
                break;
            }

            for (var p = 0; p < n; p++)
            {
                for (var q = p + 1; q < n; q++)
                {
                    Rotate(a, v, n, p, q);
                }
            }
        }

        return v;
    }

    private static void Rotate(double[] a, double[] v, int n, int p, int q)
    {
        var apq = a[(p * n) + q];
        if (Math.Abs(apq) < 1e-300)
        {
            return;
        }

        var theta = (a[(q * n) + q] - a[(p * n) + p]) / (2 * apq);
        var t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        var c = 1 / Math.Sqrt((t * t) + 1);
        var s = t * c;
        for (var k = 0; k < n; k++)
        {
            var x = a[(k * n) + p];
            var y = a[(k * n) + q];
            a[(k * n) + p] = (c * x) - (s * y);
            a[(k * n) + q] = (s * x) + (c * y);
        }

        for (var k = 0; k < n; k++)
        {
            var x = a[(p * n) + k];
            var y = a[(q * n) + k];
            a[(p * n) + k] = (c * x) - (s * y);
            a[(q * n) + k] = (s * x) + (c * y);
            x = v[(k * n) + p];
            y = v[(k * n) + q];
            v[(k * n) + p] = (c * x) - (s * y);
            v[(k * n) + q] = (s * x) + (c * y);
        }
    }
}
