using FinOpsAI.Core.Explanations;

namespace FinOpsAI.Core.Narratives;

/// <summary>An explanation's figures as they are shown: rounded to the currency's decimals, and still adding up.</summary>
/// <param name="Decimals">Decimals of all amounts.</param>
/// <param name="Before">What it is compared with.</param>
/// <param name="After">The cost of the period.</param>
/// <param name="Parts">One for each part, in their order; they add up to <see cref="Delta"/>.</param>
/// <param name="Children">One for each child, in their order; with <paramref name="OtherChildren"/> they add up to <see cref="Delta"/>.</param>
/// <param name="OtherChildren">The other children together.</param>
public sealed record RoundedExplanation(
    int Decimals, decimal Before, decimal After, IReadOnlyList<decimal> Parts, IReadOnlyList<decimal> Children, decimal OtherChildren)
{
    private const int DecimalsOfSmall = 6;

    /// <summary>After less before, both as shown.</summary>
    public decimal Delta => After - Before;

    /// <summary>Rounds.</summary>
    /// <param name="explanation">What to show.</param>
    /// <param name="currency">ISO 4217 code of its amounts.</param>
    public static RoundedExplanation Of(Explanation explanation, string currency)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        var decimals = DecimalsOf(currency);
        if (Math.Max(Math.Abs(explanation.Before), Math.Abs(explanation.After)) < 100 * new decimal(1, 0, 0, false, (byte)decimals))
        {
            // A dollar of many small calls, or ten won: rounded to the usual decimals little would be left.
            decimals = decimals == 0 ? 2 : DecimalsOfSmall;
        }

        var before = Math.Round(explanation.Before, decimals, MidpointRounding.AwayFromZero);
        var after = Math.Round(explanation.After, decimals, MidpointRounding.AwayFromZero);
        var parts = RoundedSum.Round(after - before, [.. explanation.Parts.Select(part => part.Amount)], decimals);
        var hasChildren = explanation.Children.Count > 0 || explanation.OtherChildren != 0;
        var children = hasChildren
            ? RoundedSum.Round(after - before, [.. explanation.Children.Select(child => child.Delta), explanation.OtherChildren], decimals)
            : [0m];
        return new(decimals, before, after, parts, children[..^1], children[^1]);
    }

    private static int DecimalsOf(string currency) => currency is "KRW" or "JPY" ? 0 : 2;
}
