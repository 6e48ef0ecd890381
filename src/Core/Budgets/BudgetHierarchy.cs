using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Budgets;

/// <summary>What of a budget does not fit another one.</summary>
public enum BudgetMisfit
{
    /// <summary>The budgets below add up to more than the one above them.</summary>
    ChildrenExceedParent = 1,

    /// <summary>A budget is larger than one above it.</summary>
    LargerThanParent = 2,
}

/// <summary>A budget and its limit.</summary>
/// <param name="Budget">The budget.</param>
/// <param name="Limit">Its amount in the reporting currency.</param>
public sealed record BudgetLimit(Budget Budget, decimal Limit);

/// <summary>Something that does not fit.</summary>
/// <param name="Misfit">What.</param>
/// <param name="Above">The budget above.</param>
/// <param name="Below">The sum, or the one, below; reporting currency.</param>
public sealed record BudgetWarning(BudgetMisfit Misfit, BudgetLimit Above, decimal Below);

/// <summary>
/// Whether budgets of one period fit each other. Nothing is refused: teams may be given more than the organization will let all of them spend, as long as
/// somebody means it.
/// </summary>
public static class BudgetHierarchy
{
    /// <summary>What does not fit around a budget.</summary>
    /// <param name="budget">The budget.</param>
    /// <param name="all">All budgets, this one as it shall be.</param>
    public static IReadOnlyList<BudgetWarning> Check(BudgetLimit budget, IReadOnlyList<BudgetLimit> all)
    {
        if (budget.Budget is { Experiment: not null } or { Period: BudgetPeriod.Total })
        {
            return [];
        }

        // Of several budgets of one scope the smallest counts: it is reached first.
        var byScope = all
            .Where(other => other.Budget.Experiment is null && other.Budget.Period == budget.Budget.Period)
            .GroupBy(other => other.Budget.Scope)
            .ToDictionary(group => group.Key, group => group.MinBy(other => other.Limit)!);
        var warnings = new List<BudgetWarning>();
        if (Above(budget.Budget.Scope, byScope) is { } parent)
        {
            if (budget.Limit > parent.Limit)
            {
                warnings.Add(new(BudgetMisfit.LargerThanParent, parent, budget.Limit));
            }

            AddSum(parent, byScope, warnings);
        }

        AddSum(byScope.GetValueOrDefault(budget.Budget.Scope, budget), byScope, warnings);
        return warnings;
    }

    private static void AddSum(BudgetLimit parent, Dictionary<ScopePath, BudgetLimit> byScope, List<BudgetWarning> warnings)
    {
        var below = byScope.Values.Where(other => ReferenceEquals(Above(other.Budget.Scope, byScope), parent)).Sum(other => other.Limit);
        if (below > parent.Limit)
        {
            warnings.Add(new(BudgetMisfit.ChildrenExceedParent, parent, below));
        }
    }

    /// <summary>The nearest budget above a scope; null without one.</summary>
    private static BudgetLimit? Above(ScopePath scope, Dictionary<ScopePath, BudgetLimit> byScope) =>
        scope.SelfAndAncestors().Skip(1).Select(above => byScope.GetValueOrDefault(above)).FirstOrDefault(above => above is not null);
}
