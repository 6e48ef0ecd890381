namespace FinOpsAI.Core.Domain;

/// <summary>Divides an amount so that the parts add up to it to the last decimal.</summary>
public static class ExactShares
{
    /// <summary>Decimals of a part.</summary>
    public const int Decimals = 12;

    /// <summary>
    /// Divides <paramref name="total"/> in proportion to <paramref name="weights"/>. Part i is R(T × W(i)) − R(T × W(i−1)), where W is the
    /// running share of the weights and R rounds to <see cref="Decimals"/>: the sum telescopes to R(T), no part is off by more than one unit
    /// of the last decimal, none changes its sign, and a weight of zero gets zero.
    /// </summary>
    /// <param name="total">What to divide; rounded to <see cref="Decimals"/> first.</param>
    /// <param name="weights">0 or more each, not all 0.</param>
    /// <returns>A part for each weight, in their order.</returns>
    /// <exception cref="ArgumentException">A weight is negative, or all are 0.</exception>
    public static decimal[] Split(decimal total, IReadOnlyList<decimal> weights)
    {
        decimal sum = 0;
        foreach (var weight in weights)
        {
            sum += weight >= 0 ? weight : throw new ArgumentException($"A weight is {weight}; expected 0 or more.", nameof(weights));
        }

        if (sum == 0)
        {
            throw new ArgumentException("All weights are 0.", nameof(weights));
        }

        total = Math.Round(total, Decimals);
        var parts = new decimal[weights.Count];
        decimal running = 0, given = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            running += weights[i];
            var upToHere = Math.Round(total * (running / sum), Decimals);
            parts[i] = upToHere - given;
            given = upToHere;
        }

        return parts;
    }
}
