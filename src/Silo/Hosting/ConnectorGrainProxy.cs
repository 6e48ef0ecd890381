using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Silo.Hosting;

/// <summary>Stands for a connector grain.</summary>
internal sealed class ConnectorGrainProxy(GrainAddress grain) : IConnectorGrain
{
    public Task<DateTimeOffset?> TickAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        grain.AskAsync<IConnectorGrain, DateTimeOffset, DateTimeOffset?>(now, static (g, n, ct) => g.TickAsync(n, ct), cancellationToken);

    public Task<SourceState?> HurryAsync(CancellationToken cancellationToken) =>
        grain.AskAsync<IConnectorGrain, int, SourceState?>(0, static (g, _, ct) => g.HurryAsync(ct), cancellationToken);

    public Task<SourceState?> BackfillAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        grain.AskAsync<IConnectorGrain, (DateTimeOffset From, DateTimeOffset To), SourceState?>(
            (from, to), static (g, range, ct) => g.BackfillAsync(range.From, range.To, ct), cancellationToken);
}
