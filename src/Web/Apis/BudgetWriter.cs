using System.Globalization;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;

namespace FinOpsAI.Web.Apis;

/// <summary>Writes budgets with everything that goes with it: the audit line, the grain that must know, the dashboards.</summary>
internal sealed class BudgetWriter(
    IBudgetStore budgets, IBudgetReader reader, ICurrencies currencies, IAuditLog audit, IGrainResolver grains, ILiveFeed feed, TimeProvider time)
{
    public async Task SaveAsync(Budget budget, Budget? before, string actor, CancellationToken cancellationToken)
    {
        await budgets.SaveAsync(budget, cancellationToken);
        var details = new Dictionary<string, string> { ["name"] = budget.Name, ["amount"] = Text(budget) };
        if (before is not null)
        {
            details["amountBefore"] = Text(before);
        }

        if (before?.IsHard != budget.IsHard)
        {
            details["hard"] = budget.IsHard ? "true" : "false";
        }

        await LogAsync(before is null ? "budget.created" : "budget.changed", budget, actor, details, cancellationToken);
        await TellAsync(budget, cancellationToken);
    }

    public async Task RemoveAsync(Budget budget, string actor, CancellationToken cancellationToken)
    {
        await budgets.RemoveAsync(budget.Id, cancellationToken);
        await LogAsync(
            "budget.removed", budget, actor, new() { ["name"] = budget.Name, ["amount"] = Text(budget) }, cancellationToken);
        await TellAsync(budget, cancellationToken);
    }

    public Task LogAsync(string action, Budget budget, string actor, Dictionary<string, string> details, CancellationToken cancellationToken) =>
        audit.AppendAsync(
            [new(time.GetUtcNow(), actor, action, $"budget/{budget.Id}", budget.Scope) { Details = details }], cancellationToken);

    /// <summary>A budget as it stands, with what does not fit.</summary>
    public async Task<BudgetResponse> ReadAsync(Budget budget, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var all = new List<BudgetLimit>();
        foreach (var other in await budgets.ListAsync(cancellationToken))
        {
            if (currencies.TryConvert(other.AmountAt(now), other.Currency, BudgetWindow.At(other, now).Start, out var limit, out _))
            {
                all.Add(new(other, limit));
            }
        }

        var status = await reader.ReadAsync(budget, now, cancellationToken);
        var own = all.FirstOrDefault(other => other.Budget.Id == budget.Id);
        return status.ToResponse(currencies.Reporting, own is null ? [] : BudgetHierarchy.Check(own, all));
    }

    public string Text(Budget budget) =>
        string.Create(CultureInfo.InvariantCulture, $"{budget.Amount} {budget.Currency ?? currencies.Reporting}");

    private async Task TellAsync(Budget budget, CancellationToken cancellationToken)
    {
        feed.CostChanged([budget.Scope.Key]);
        try
        {
            await grains.Get<IBudgetGrain>(budget.Id).RefreshAsync(cancellationToken);
        }
        catch (GrainFault)
        {
            // The change fences off whoever does not know it yet, so the grain learns of it with its next grant.
        }
    }
}
