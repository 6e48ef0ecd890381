using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Contracts;

namespace FinOpsAI.Silo.Hosting;

/// <summary>Stands for a budget grain.</summary>
internal sealed class BudgetGrainProxy(GrainAddress grain) : IBudgetGrain
{
    public Task<IReadOnlyList<ReservationAnswer>> ApplyAsync(IReadOnlyList<ReservationCall> calls, CancellationToken cancellationToken) =>
        grain.AskAsync<IBudgetGrain, IReadOnlyList<ReservationCall>, IReadOnlyList<ReservationAnswer>>(
            calls, static (g, c, ct) => g.ApplyAsync(c, ct), cancellationToken);

    public Task<BudgetStanding?> GetStandingAsync(CancellationToken cancellationToken) =>
        grain.AskAsync<IBudgetGrain, int, BudgetStanding?>(0, static (g, _, ct) => g.GetStandingAsync(ct), cancellationToken);

    public Task RefreshAsync(CancellationToken cancellationToken) =>
        grain.TellAsync<IBudgetGrain, int>(0, static (g, _, ct) => g.RefreshAsync(ct), cancellationToken);

    public Task TickAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        grain.TellAsync<IBudgetGrain, DateTimeOffset>(now, static (g, n, ct) => g.TickAsync(n, ct), cancellationToken);
}
