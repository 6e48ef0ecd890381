namespace FinOpsAI.Core.Narratives;

/// <summary>
/// Rounds figures so that what a reader adds up still adds up: each is rounded down, and the units missing to the whole go to those that lost most
/// (the largest-remainder method of Hamilton).
/// </summary>
public static class RoundedSum
{
    /// <summary>Rounds parts to a whole that is itself rounded.</summary>
    /// <param name="whole">What the rounded parts add up to; has at most <paramref name="decimals"/> decimals.</param>
    /// <param name="parts">Their sum is less than a unit of the last decimal away from the whole.</param>
    /// <param name="decimals">Decimals kept, 0 to 12.</param>
    /// <returns>The parts in their order, each less than two units of the last decimal from what it was.</returns>
    public static decimal[] Round(decimal whole, IReadOnlyList<decimal> parts, int decimals)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        if (parts.Count == 0)
        {
            return [];
        }

        var unit = new decimal(1, 0, 0, false, (byte)decimals);
        var rounded = parts.Select(part => Math.Round(part, decimals, MidpointRounding.ToNegativeInfinity)).ToArray();
        var missing = (int)((whole - rounded.Sum()) / unit);
        var order = Enumerable.Range(0, parts.Count).OrderByDescending(i => parts[i] - rounded[i]).ThenBy(i => i).ToArray();
        for (var i = 0; i < Math.Abs(missing); i++)
        {
            var at = missing > 0 ? order[i % order.Length] : order[^((i % order.Length) + 1)];
            rounded[at] += missing > 0 ? unit : -unit;
        }

        return rounded;
    }
}
