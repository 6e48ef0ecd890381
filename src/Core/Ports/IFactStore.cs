using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Facts;

namespace FinOpsAI.Core.Ports;

/// <summary>
/// Daily sums in every dimension a record has, with the quantities of all units: what the explorer groups by and what scenarios price again. A
/// projection of the ledger that follows it by a few seconds and knows the position it includes, so that each entry counts exactly once through
/// any crash. Kept for ever.
/// </summary>
public interface IFactStore
{
    /// <summary>The ledger position included; 0 at first.</summary>
    Task<long> GetPositionAsync(CancellationToken cancellationToken);

    /// <summary>Adds sums and moves the position in one transaction. A row whose records come to none is gone.</summary>
    /// <returns>False, with nothing changed, when the stored position is not <paramref name="previous"/>: somebody else went on.</returns>
    Task<bool> CommitAsync(long previous, long upto, IReadOnlyDictionary<FactKey, FactSums> deltas, CancellationToken cancellationToken);

    /// <summary>Rows of whole UTC days, in pages of bounded size, by day.</summary>
    /// <param name="from">First UTC day.</param>
    /// <param name="to">The UTC day after the last.</param>
    /// <param name="kind">Rows of scopes of this level.</param>
    /// <param name="within">Only those that are this scope or lie below it; null for all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    IAsyncEnumerable<IReadOnlyList<CostFact>> ReadAsync(
        DateOnly from, DateOnly to, ScopeKind kind, ScopePath? within, CancellationToken cancellationToken);

    /// <summary>Forgets everything and goes back to position 0, for a rebuild from the ledger.</summary>
    Task ResetAsync(CancellationToken cancellationToken);
}
