using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Explanations;

/// <summary>Two costs and what made the difference; the parts add up to it to the last decimal.</summary>
/// <param name="Before">Rounded to <see cref="ExactShares.Decimals"/>.</param>
/// <param name="After">Rounded alike.</param>
/// <param name="Parts">Largest first, none of them 0.</param>
public sealed record DecomposedCost(decimal Before, decimal After, IReadOnlyList<ExplanationPart> Parts);

/// <summary>
/// Divides a change of cost among what made it. A model's cost is a product (requests x its share of them x tokens of a request x mix of token
/// kinds x price), and each factor gets its Shapley value: the mean of what it adds over all orders in which the factors could have changed. So no
/// rest remains, no order is preferred, and exchanging the periods turns every part's sign. docs/explanations.md has formulas and sources.
/// </summary>
public static class CostDecomposition
{
    /// <summary>Decomposes.</summary>
    /// <param name="before">The earlier period, already scaled to the later one's length.</param>
    /// <param name="after">The later period.</param>
    /// <param name="weights">What a model's kinds of tokens cost relative to each other; null where nobody knows.</param>
    public static DecomposedCost Decompose(PeriodCosts before, PeriodCosts after, Func<string, TokenWeights?> weights)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(weights);
        var effects = new FactorEffects();
        var (costBefore, costAfter) = (before.Models.Sum(row => row.Cost), after.Models.Sum(row => row.Cost));
        if (before.Failed is { } failedBefore && after.Failed is { } failedAfter)
        {
            AddRetries(effects, failedBefore, failedAfter);
            before = Without(before.Models, failedBefore);
            after = Without(after.Models, failedAfter);
        }

        var rows = CostRows.Pair(before.Models, after.Models, weights);
        AddProducts(effects, rows, CostBasis.Requests);
        AddProducts(effects, rows, CostBasis.Tokens);
        foreach (var row in rows.Where(row => row.Basis is CostBasis.GpuHours or CostBasis.Charges))
        {
            var isGpu = row.Basis == CostBasis.GpuHours;
            effects.Add(
                isGpu ? CostFactor.GpuHours : CostFactor.Charges,
                new(
                    row.Model,
                    row.After.Cost - row.Before.Cost,
                    isGpu ? ExplanationMeasure.GpuHours : null,
                    row.Before.Usage.GpuHours,
                    row.After.Usage.GpuHours));
        }

        return effects.ToParts(costBefore, costAfter);
    }

    private static void AddRetries(FactorEffects effects, IReadOnlyList<ModelCost> before, IReadOnlyList<ModelCost> after)
    {
        foreach (var model in before.Concat(after).Select(row => row.Model).Distinct(StringComparer.Ordinal))
        {
            var (was, now) = (CostRows.Sum(before, model), CostRows.Sum(after, model));
            effects.Add(
                CostFactor.Retries,
                new(model, now.Cost - was.Cost, ExplanationMeasure.Requests, was.Usage.Requests, now.Usage.Requests));
        }
    }

    private static PeriodCosts Without(IReadOnlyList<ModelCost> models, IReadOnlyList<ModelCost> failed) =>
        new([.. models.Concat(failed.Select(row => new ModelCost(row.Model, -row.Cost, -row.Usage)))]);

    /// <summary>Decomposes the rows of one basis: how much there was of it (volume), which models had it (mix), and what each made of it.</summary>
    private static void AddProducts(FactorEffects effects, IReadOnlyList<CostRowPair> all, CostBasis basis)
    {
        CostRowPair[] rows = [.. all.Where(row => row.Basis == basis)];
        var before = rows.Sum(row => row.BasisBefore);
        var after = rows.Sum(row => row.BasisAfter);
        foreach (var row in rows)
        {
            FactorChange[] changes;
            decimal[] amounts;
            try
            {
                changes = row.Changes(before, after);
                amounts = Shapley(changes);
            }
            catch (OverflowException)
            {
                // More than 28 digits: no such bill exists, and what the factors did to it can no longer be told apart.
                changes = [new(CostFactor.Volume, 0, 0)];
                amounts = [row.After.Cost - row.Before.Cost];
            }

            for (var i = 0; i < changes.Length; i++)
            {
                effects.Add(changes[i].Factor, row.Effect(changes[i], amounts[i], before, after));
            }

            // The factors' products are the costs but for the last of 28 digits.
            effects.Add(CostFactor.Price, new(row.Model, row.After.Cost - row.Before.Cost - amounts.Sum(), null, null, null));
        }
    }

    /// <summary>
    /// What each factor of a product contributes to its change. Of n factors, factor i gets the sum over all subsets S of the others of
    /// |S|! (n - |S| - 1)! / n! x (change of i) x (the factors of S as they are after) x (the rest as they were before).
    /// </summary>
    internal static decimal[] Shapley(IReadOnlyList<FactorChange> changes)
    {
        var n = changes.Count;
        var weight = Weights(n);
        var parts = new decimal[n];
        for (var i = 0; i < n; i++)
        {
            var change = changes[i].After - changes[i].Before;
            if (change == 0)
            {
                continue;
            }

            for (var subset = 0; subset < 1 << n; subset++)
            {
                if ((subset & (1 << i)) != 0)
                {
                    continue;
                }

                var product = change;
                for (var j = 0; j < n; j++)
                {
                    product *= j == i ? 1 : (subset & (1 << j)) != 0 ? changes[j].After : changes[j].Before;
                }

                parts[i] += product / weight[int.PopCount(subset)];
            }
        }

        return parts;
    }

    /// <summary>By the size of the subset: n! / (|S|! (n - |S| - 1)!), which is always whole.</summary>
    private static decimal[] Weights(int n)
    {
        static decimal Factorial(int k) => k <= 1 ? 1 : k * Factorial(k - 1);
        return [.. Enumerable.Range(0, n).Select(size => Factorial(n) / (Factorial(size) * Factorial(n - size - 1)))];
    }
}

/// <summary>A factor of a product before and after.</summary>
internal readonly record struct FactorChange(CostFactor Factor, decimal Before, decimal After);
