using System.Text.Json;
using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Common;

/// <summary>Budgets and requests: JSON with the columns that lists need.</summary>
internal sealed class BudgetStore(IPayloads payloads) : IBudgetStore
{
    public Task<IReadOnlyList<Budget>> ListAsync(CancellationToken cancellationToken) =>
        payloads.ReadAsync(new("SELECT payload FROM budgets ORDER BY id"), PayloadJson.Default.Budget, cancellationToken);

    public Task<Budget?> FindAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return payloads.ReadAsync(new("SELECT payload FROM budgets WHERE id = $1", id), PayloadJson.Default.Budget, cancellationToken).FirstAsync();
    }

    public async Task<IReadOnlyList<Budget>> FindAsync(ScopePath scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var budgets = await payloads.ReadAsync(
            new("SELECT payload FROM budgets WHERE scope = $1 ORDER BY id", scope.Key), PayloadJson.Default.Budget, cancellationToken);
        return [.. budgets.Where(budget => budget.Experiment is null)];
    }

    public Task SaveAsync(Budget budget, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(budget);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(budget.Amount);
        var payload = JsonSerializer.Serialize(budget, PayloadJson.Default.Budget);
        return payloads.WriteAsync(
            [PayloadSql.Upsert("budgets", "id, scope, payload", budget.Id, budget.Scope.Key, payload), Fence(budget.Id)], cancellationToken);
    }

    public async Task<Budget?> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        var budget = await FindAsync(id, cancellationToken);
        await payloads.WriteAsync([new("DELETE FROM budgets WHERE id = $1", id), Fence(id)], cancellationToken);
        return budget;
    }

    public Task<BudgetTold?> FindToldAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return payloads.ReadAsync(new("SELECT payload FROM budgets_told WHERE id = $1", id), PayloadJson.Default.BudgetTold, cancellationToken).FirstAsync();
    }

    public Task SaveToldAsync(BudgetTold told, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(told);
        var payload = JsonSerializer.Serialize(told, PayloadJson.Default.BudgetTold);
        return payloads.WriteAsync([PayloadSql.Upsert("budgets_told", "id, payload", told.Budget, payload)], cancellationToken);
    }

    public Task<IReadOnlyList<IncreaseRequest>> ListRequestsAsync(string? budget, CancellationToken cancellationToken) => payloads.ReadAsync(
        new("SELECT payload FROM budget_requests WHERE ($1 IS NULL OR budget = $1) ORDER BY at DESC, id", budget),
        PayloadJson.Default.IncreaseRequest,
        cancellationToken);

    public Task<IncreaseRequest?> FindRequestAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return payloads.ReadAsync(
            new("SELECT payload FROM budget_requests WHERE id = $1", id), PayloadJson.Default.IncreaseRequest, cancellationToken).FirstAsync();
    }

    public Task SaveRequestAsync(IncreaseRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var payload = JsonSerializer.Serialize(request, PayloadJson.Default.IncreaseRequest);
        return payloads.WriteAsync(
            [PayloadSql.Upsert("budget_requests", "id, budget, at, payload", request.Id, request.Budget, request.At.ToStored(), payload)],
            cancellationToken);
    }

    /// <summary>Activations of the budget's grain that read it before can commit no more.</summary>
    private static PayloadSql Fence(string budget) => new("UPDATE reservation_counters SET etag = etag + 1 WHERE budget = $1", budget);
}
