namespace FinOpsAI.Core.Forecasting;

/// <summary>Solves small symmetric positive definite systems.</summary>
internal static class Cholesky
{
    /// <summary>Solves A·x = b, reading and overwriting the lower triangle of A (row-major). False when A is not positive definite.</summary>
    public static bool Solve(Span<double> a, ReadOnlySpan<double> b, Span<double> x)
    {
        var n = b.Length;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = a[(i * n) + j];
                for (var k = 0; k < j; k++)
                {
                    sum -= a[(i * n) + k] * a[(j * n) + k];
                }

                if (i == j)
                {
                    if (!(sum > 1e-14))
                    {
                        return false;
                    }

                    a[(i * n) + i] = Math.Sqrt(sum);
                }
                else
                {
                    a[(i * n) + j] = sum / a[(j * n) + j];
                }
            }
        }

        for (var i = 0; i < n; i++)
        {
            var sum = b[i];
            for (var k = 0; k < i; k++)
            {
                sum -= a[(i * n) + k] * x[k];
            }

            x[i] = sum / a[(i * n) + i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            var sum = x[i];
            for (var k = i + 1; k < n; k++)
            {
                sum -= a[(k * n) + i] * x[k];
            }

            x[i] = sum / a[(i * n) + i];
        }

        return true;
    }
}
