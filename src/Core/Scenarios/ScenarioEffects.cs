using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Scenarios;

/// <summary>What one driver does to the cost.</summary>
/// <param name="Driver">Which.</param>
/// <param name="Amount">Its part of the difference; negative where it saves.</param>
public sealed record ScenarioEffect(ScenarioDriver Driver, decimal Amount);

/// <summary>
/// Divides the difference that a scenario makes among its drivers: each gets its Shapley value, the mean of what it adds over all orders in which
/// the drivers could have changed. So no rest remains and no order is preferred.
/// </summary>
public static class ScenarioEffects
{
    /// <summary>Divides.</summary>
    /// <param name="active">The drivers that changed.</param>
    /// <param name="before">The cost with none of them, rounded to <see cref="ExactShares.Decimals"/>.</param>
    /// <param name="after">The cost with all of them, rounded alike.</param>
    /// <param name="cost">The cost with some of them.</param>
    /// <returns>Largest first; the sum is <paramref name="after"/> − <paramref name="before"/> to the last decimal.</returns>
    public static IReadOnlyList<ScenarioEffect> Of(
        IReadOnlyList<ScenarioDriver> active, decimal before, decimal after, Func<IReadOnlyCollection<ScenarioDriver>, decimal> cost)
    {
        ArgumentNullException.ThrowIfNull(active);
        ArgumentNullException.ThrowIfNull(cost);
        var n = active.Count;
        if (n == 0)
        {
            return [];
        }

        var costs = new decimal[1 << n];
        for (var set = 0; set < costs.Length; set++)
        {
            costs[set] = set == 0 ? before
                : set == costs.Length - 1 ? after
                : cost([.. active.Where((_, i) => (set & (1 << i)) != 0)]);
        }

        var amounts = Enumerable.Range(0, n).Select(i => Math.Round(Value(costs, n, i), ExactShares.Decimals)).ToArray();

        // Rounding leaves some of the last decimal: it goes to the largest, where it is least seen.
        var largest = Array.FindIndex(amounts, amount => Math.Abs(amount) == amounts.Max(Math.Abs));
        amounts[largest] += after - before - amounts.Sum();
        return [.. active.Select((driver, i) => new ScenarioEffect(driver, amounts[i])).OrderByDescending(effect => Math.Abs(effect.Amount)).ThenBy(effect => effect.Driver)];
    }

    /// <summary>Over all sets S of the other drivers: |S|! (n − |S| − 1)! / n! × (cost of S with driver i − cost of S).</summary>
    private static decimal Value(decimal[] costs, int n, int i)
    {
        decimal value = 0;
        for (var set = 0; set < costs.Length; set++)
        {
            if ((set & (1 << i)) == 0)
            {
                var size = System.Numerics.BitOperations.PopCount((uint)set);
                value += Factorial(size) * Factorial(n - size - 1) * (costs[set | (1 << i)] - costs[set]);
            }
        }

        return value / Factorial(n);
    }

    private static decimal Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
}
