using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;

namespace FinOpsAI.Web.Apis;

/// <summary>Budgets as they stand, with what of them does not fit others.</summary>
internal sealed class BudgetsReader(IBudgetStore budgets, IBudgetReader reader, ICurrencies currencies, TimeProvider time)
{
    /// <summary>One budget; of others that do not fit it those that the caller sees.</summary>
    public async Task<BudgetResponse> ReadAsync(Budget budget, Actor caller, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await ReadAsync(budget, Limits(await budgets.ListAsync(cancellationToken), now), caller, now, cancellationToken);
    }

    /// <summary>The budgets of a scope and of those below it that the caller sees.</summary>
    public async Task<IReadOnlyList<BudgetResponse>> ListAsync(ScopePath scope, Actor caller, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var all = await budgets.ListAsync(cancellationToken);
        var limits = Limits(all, now);
        var items = new List<BudgetResponse>();
        foreach (var budget in all.Where(budget => scope.Contains(budget.Scope) && caller.Sees(budget.Scope)))
        {
            items.Add(await ReadAsync(budget, limits, caller, now, cancellationToken));
        }

        return items;
    }

    private async Task<BudgetResponse> ReadAsync(
        Budget budget, IReadOnlyList<BudgetLimit> limits, Actor caller, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var status = await reader.ReadAsync(budget, now, cancellationToken);
        var own = limits.FirstOrDefault(other => other.Budget.Id == budget.Id);
        var warnings = own is null ? [] : BudgetHierarchy.Check(own, limits);
        return status.ToResponse(currencies.Reporting, [.. warnings.Where(warning => caller.Sees(warning.Above.Budget.Scope))]);
    }

    /// <summary>A budget whose limit is not known fits everywhere.</summary>
    private List<BudgetLimit> Limits(IReadOnlyList<Budget> all, DateTimeOffset now)
    {
        var limits = new List<BudgetLimit>();
        foreach (var budget in all)
        {
            if (currencies.TryConvert(budget.AmountAt(now), budget.Currency, BudgetWindow.At(budget, now).Start, out var limit, out _))
            {
                limits.Add(new(budget, limit));
            }
        }

        return limits;
    }
}
