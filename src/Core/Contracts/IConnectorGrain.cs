using FinOpsAI.Core.Sources;

namespace FinOpsAI.Core.Contracts;

/// <summary>
/// Reads one data source: owns its place, its schedule, its patience after failures. Its key is the source's id. How it fares stands in the
/// source store, readable while it reads.
/// </summary>
public interface IConnectorGrain
{
    /// <summary>Reads if it is time to: for a while, as much as fits; the next tick goes on where this one stopped.</summary>
    /// <returns>When it wants to be called again, UTC; null when the source is paused or gone.</returns>
    Task<DateTimeOffset?> TickAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Makes the next tick read, whatever the schedule and earlier failures say.</summary>
    Task<SourceState?> HurryAsync(CancellationToken cancellationToken);

    /// <summary>Asks for a range to be read again; the next ticks do it, before anything else. Replaces a backfill that still runs.</summary>
    /// <returns>The state with the backfill in it; null when there is no such source.</returns>
    Task<SourceState?> BackfillAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);
}
