using System.Numerics;

namespace FinOpsAI.Core.Series;

/// <summary>Vector arithmetic on spans, by the machine's vector width. The order of additions depends on that width, nothing else.</summary>
internal static class Dense
{
    /// <summary>Sum of products over the length of the first.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = Vector<double>.Zero;
        var i = 0;
        for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            sum += new Vector<double>(a[i..]) * new Vector<double>(b[i..]);
        }

        var total = Vector.Sum(sum);
        for (; i < a.Length; i++)
        {
            total += a[i] * b[i];
        }

        return total;
    }

    /// <summary>target += factor · values.</summary>
    public static void Add(Span<double> target, double factor, ReadOnlySpan<double> values)
    {
        var factors = new Vector<double>(factor);
        var i = 0;
        for (; i <= target.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var slice = target[i..];
            (new Vector<double>(slice) + (factors * new Vector<double>(values[i..]))).CopyTo(slice);
        }

        for (; i < target.Length; i++)
        {
            target[i] += factor * values[i];
        }
    }
}
