using FinOpsAI.Core.Contracts;

namespace FinOpsAI.Silo.Hosting;

/// <summary>Stands for a cost grain.</summary>
internal sealed class CostGrainProxy(GrainAddress grain) : ICostGrain
{
    public Task<long> ApplyAsync(ScopeBatch batch, CancellationToken cancellationToken) =>
        grain.AskAsync<ICostGrain, ScopeBatch, long>(batch, static (g, b, ct) => g.ApplyAsync(b, ct), cancellationToken);

    public Task TickAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        grain.TellAsync<ICostGrain, DateTimeOffset>(now, static (g, n, ct) => g.TickAsync(n, ct), cancellationToken);

    public Task<ScopeSummary> GetSummaryAsync(CancellationToken cancellationToken) =>
        grain.AskAsync<ICostGrain, int, ScopeSummary>(0, static (g, _, ct) => g.GetSummaryAsync(ct), cancellationToken);

    public Task<ScopeForecast> GetForecastAsync(ForecastRequest request, CancellationToken cancellationToken) =>
        grain.AskAsync<ICostGrain, ForecastRequest, ScopeForecast>(request, static (g, r, ct) => g.GetForecastAsync(r, ct), cancellationToken);

    public Task<DetectorPrior?> GetPriorAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        grain.AskAsync<ICostGrain, DateTimeOffset, DetectorPrior?>(before, static (g, b, ct) => g.GetPriorAsync(b, ct), cancellationToken);

    public Task<IReadOnlyList<BandPoint>> GetBandAsync(CancellationToken cancellationToken) =>
        grain.AskAsync<ICostGrain, int, IReadOnlyList<BandPoint>>(0, static (g, _, ct) => g.GetBandAsync(ct), cancellationToken);
}
