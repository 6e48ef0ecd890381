namespace FinOpsAI.Core.Showback;

/// <summary>
/// Rounds a column so that what is printed adds up to its printed sum. Each value is at most one unit of the last decimal off, since what rounding
/// leaves over is carried on to the next row.
/// </summary>
internal static class PrintedColumn
{
    /// <summary>The printed values.</summary>
    /// <param name="exact">The column.</param>
    /// <param name="sum">What it has to add up to as printed; null for its own rounded sum.</param>
    /// <param name="decimals">Decimals printed.</param>
    public static decimal[] Of(IReadOnlyList<decimal> exact, decimal? sum, int decimals)
    {
        var printed = new decimal[exact.Count];
        decimal running = 0, given = 0;
        for (var index = 0; index < printed.Length; index++)
        {
            running += exact[index];
            var upToHere = Math.Round(running, decimals, MidpointRounding.AwayFromZero);
            printed[index] = exact[index] == 0 ? 0 : upToHere - given;
            given += printed[index];
        }

        var rest = (sum ?? Math.Round(running, decimals, MidpointRounding.AwayFromZero)) - given;
        var last = rest == 0 ? -1 : Enumerable.Range(0, printed.Length).LastOrDefault(index => exact[index] != 0, -1);
        if (last >= 0)
        {
            printed[last] += rest;
        }

        return printed;
    }
}
