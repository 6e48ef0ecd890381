using System.Globalization;

namespace FinOpsAI.Core.Gpu;

/// <summary>Parts of a GPU that is divided into instances (MIG).</summary>
public static class GpuMig
{
    /// <summary>Compute slices of a whole GPU that can be divided (A100, H100, H200, B200).</summary>
    private const int Slices = 7;

    /// <summary>The A30 has fewer.</summary>
    private const int SlicesOfA30 = 4;

    /// <summary>
    /// The part of its GPU that an instance is: compute slices of its profile / slices of the GPU; <c>3g.40gb</c> is 3/7, on an A30
    /// <c>2g.12gb</c> is 2/4. A compute instance in it (<c>1c.3g.20gb</c>) counts by its own slices. Null when the profile is not understood.
    /// </summary>
    public static decimal? Fraction(string profile, string model)
    {
        var slices = GpuModelName.Matches("A30", model) ? SlicesOfA30 : Slices;
        foreach (var part in profile.Split('.', '+'))
        {
            if (part.Length > 1 && part[^1] is 'c' or 'g'
                && int.TryParse(part.AsSpan(0, part.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
            {
                return Math.Min(1m, (decimal)count / slices);
            }
        }

        return null;
    }
}
