using System.Globalization;
using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;

namespace FinOpsAI.Web.Apis;

/// <summary>Takes and answers requests for larger budgets, with the audit line and the word to the people.</summary>
internal sealed class IncreaseDesk(
    IBudgetStore budgets, IBudgetReader reader, BudgetWriter writer, INoticeSink notices, ICurrencies currencies, TimeProvider time)
{
    public async Task<IncreaseRequestListResponse> ReadAsync(IReadOnlyList<IncreaseRequest> requests, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var statuses = new Dictionary<string, BudgetStatus?>(StringComparer.Ordinal);
        foreach (var id in requests.Select(request => request.Budget).Distinct())
        {
            statuses[id] = await budgets.FindAsync(id, cancellationToken) is { } budget ? await reader.ReadAsync(budget, now, cancellationToken) : null;
        }

        return new([.. requests.Select(request => request.ToResponse(statuses[request.Budget], currencies.Reporting))]);
    }

    public async Task<IncreaseRequestResponse> AskAsync(
        Budget budget, decimal amount, string reason, DateTimeOffset? until, string by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var status = await reader.ReadAsync(budget, now, cancellationToken);
        var request = new IncreaseRequest(
            ContentId.Of(budget.Id, amount, reason, by, now.UtcTicks), budget.Id, budget.Scope, amount, reason, until, by, now, IncreaseOutlook.Of(status));
        await notices.TellAsync([RequestNarrative.Asked(request, status, currencies.Reporting)], cancellationToken);
        await budgets.SaveRequestAsync(request, cancellationToken);
        await writer.LogAsync(
            "budget.increaseRequested",
            budget,
            by,
            new() { ["request"] = request.Id, ["amount"] = Text(budget, amount), ["reason"] = reason },
            cancellationToken);
        return request.ToResponse(status, currencies.Reporting);
    }

    /// <summary>Answers a request; one that was answered before stays as it is.</summary>
    public async Task<(bool IsDecided, IncreaseRequestResponse Request)> DecideAsync(
        Budget budget,
        IncreaseRequest request,
        IncreaseState state,
        string? comment,
        DateTimeOffset? until,
        string actor,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (request.State != IncreaseState.Pending)
        {
            return (false, request.ToResponse(await reader.ReadAsync(budget, now, cancellationToken), currencies.Reporting));
        }

        var isApproved = state == IncreaseState.Approved;
        var decided = request with
        {
            State = state, DecidedBy = actor, DecidedAt = now, Comment = comment, Expires = isApproved ? until : null,
        };
        var after = isApproved ? budget with { Increase = new(request.Amount, until, request.Id) } : budget;
        await writer.LogAsync(
            isApproved ? "budget.increaseApproved" : "budget.increaseDeclined",
            budget,
            actor,
            new()
            {
                ["request"] = request.Id,
                ["amount"] = Text(budget, request.Amount),
                ["comment"] = comment ?? "",
                ["until"] = isApproved && until is { } end ? end.ToString("O", CultureInfo.InvariantCulture) : "",
            },
            cancellationToken);
        if (isApproved)
        {
            await writer.SaveAsync(after, budget, actor, cancellationToken);
        }

        var status = await reader.ReadAsync(after, now, cancellationToken);
        await notices.TellAsync([RequestNarrative.Decided(decided, status, currencies.Reporting)], cancellationToken);
        await budgets.SaveRequestAsync(decided, cancellationToken);
        return (true, decided.ToResponse(status, currencies.Reporting));
    }

    private string Text(Budget budget, decimal amount) =>
        string.Create(CultureInfo.InvariantCulture, $"{amount} {budget.Currency ?? currencies.Reporting}");
}
