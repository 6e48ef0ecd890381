using System.Globalization;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Web.Apis;

/// <summary>Writes budgets with everything that goes with it: the audit line, the grain that must know, the dashboards.</summary>
internal sealed class BudgetWriter(
    IBudgetStore budgets,
    IBudgetReader reader,
    INoticeSink notices,
    ICurrencies currencies,
    IAuditLog audit,
    IGrainResolver grains,
    ILiveFeed feed,
    TimeProvider time)
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
        // First, so that a pager's alert does not outlive the budget: told again after a failure it is delivered once.
        if (await budgets.FindToldAsync(budget.Id, cancellationToken) is { IsClosed: false } told)
        {
            var now = time.GetUtcNow();
            var status = await reader.ReadSpendAsync(budget, now, cancellationToken);
            await notices.TellAsync([BudgetNarrative.Removed(status, told, now, currencies.Reporting)], cancellationToken);
            await budgets.SaveToldAsync(told with { IsClosed = true }, cancellationToken);
        }

        await budgets.RemoveAsync(budget.Id, cancellationToken);
        await LogAsync(
            "budget.removed", budget, actor, new() { ["name"] = budget.Name, ["amount"] = Text(budget) }, cancellationToken);
        await TellAsync(budget, cancellationToken);
    }

    public Task LogAsync(string action, Budget budget, string actor, Dictionary<string, string> details, CancellationToken cancellationToken) =>
        audit.AppendAsync(
            [new(time.GetUtcNow(), actor, action, $"budget/{budget.Id}", budget.Scope) { Details = details }], cancellationToken);

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
