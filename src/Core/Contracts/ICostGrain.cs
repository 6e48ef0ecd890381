using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Contracts;

/// <summary>
/// Rolling cost state of one scope: a fold over the scope's part of the ledger. One grain serves all four levels;
/// its key is a <see cref="ScopePath.Key"/>.
/// </summary>
public interface ICostGrain
{
    /// <summary>
    /// Folds a stretch of the ledger. Idempotent: entries at or below the applied position are skipped, and when the stretch does not
    /// continue it, the grain reads what lies between from the ledger. Retrying is always safe.
    /// </summary>
    /// <returns>The ledger position that the grain now includes.</returns>
    Task<long> ApplyAsync(ScopeBatch batch, CancellationToken cancellationToken);

    /// <summary>Lets time pass: closes buckets, notices silence, saves a snapshot when one is due.</summary>
    /// <param name="now">The host's time, UTC.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task TickAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The scope's figures now.</summary>
    Task<ScopeSummary> GetSummaryAsync(CancellationToken cancellationToken);

    /// <summary>The scope's forecast to the end of the month and beyond; recomputed when a bucket has closed since the last one.</summary>
    Task<ScopeForecast> GetForecastAsync(ForecastRequest request, CancellationToken cancellationToken);

    /// <summary>What a scope below this one may start its detectors from: shape and noise, learnt from this scope's spend before that time.</summary>
    /// <param name="before">UTC; the first hour of the scope that asks.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Null when this scope is itself too young.</returns>
    Task<DetectorPrior?> GetPriorAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>The band in which the detectors expected recent hours, for the chart; oldest first.</summary>
    Task<IReadOnlyList<BandPoint>> GetBandAsync(CancellationToken cancellationToken);
}
