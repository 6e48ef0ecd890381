using FinOpsAI.Core.Budgets;

namespace FinOpsAI.Core.Ports;

/// <summary>What the reservations of one period of a budget come to, behind a fence.</summary>
/// <param name="Period">The period's key.</param>
/// <param name="ETag">Changes with every commit, and with every change of the budget.</param>
/// <param name="Settled">What settled reservations cost, reporting currency.</param>
/// <param name="Held">What open reservations hold, reporting currency.</param>
public sealed record ReservationCounter(string Period, long ETag, decimal Settled, decimal Held);

/// <summary>What one commit changes. All of it holds, or nothing.</summary>
/// <param name="Budget">The budget's id.</param>
/// <param name="Counters">Counters of the periods concerned, each with the etag that was loaded and the sums that it shall have.</param>
/// <param name="Added">New reservations.</param>
/// <param name="Changed">Known reservations as they shall be.</param>
public sealed record ReservationCommit(
    string Budget, IReadOnlyList<ReservationCounter> Counters, IReadOnlyList<Reservation> Added, IReadOnlyList<Reservation> Changed);

/// <summary>What became of a commit.</summary>
public enum CommitOutcome
{
    /// <summary>It holds and is durable.</summary>
    Committed = 1,

    /// <summary>Another activation has gone on, or the budget was changed: nothing holds.</summary>
    Stale = 2,

    /// <summary>A key among the added ones is in the books already: nothing holds.</summary>
    KeyTaken = 3,
}

/// <summary>
/// Reservations and their counters. A counter can only be moved on by who has seen its last state, in the transaction that writes the reservations:
/// of two activations of a budget one at most can grant.
/// </summary>
public interface IReservationStore
{
    /// <summary>A period's counter, made with zeros when there is none yet: what is not there could not be fenced.</summary>
    Task<ReservationCounter> OpenAsync(string budget, string period, CancellationToken cancellationToken);

    /// <summary>All counters of a budget, by period.</summary>
    Task<IReadOnlyList<ReservationCounter>> ListCountersAsync(string budget, CancellationToken cancellationToken);

    /// <summary>Reservations of any period whose amounts are held, by expiry.</summary>
    Task<IReadOnlyList<Reservation>> ListHeldAsync(string budget, CancellationToken cancellationToken);

    /// <summary>Reservations by key; unknown keys are left out.</summary>
    Task<IReadOnlyList<Reservation>> FindAsync(string budget, IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>Newest grants first.</summary>
    /// <param name="budget">The budget's id.</param>
    /// <param name="state">Only those in this state; null for all.</param>
    /// <param name="limit">1 to 1,000.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<Reservation>> ListAsync(string budget, ReservationState? state, int limit, CancellationToken cancellationToken);

    /// <summary>Moves counters on and writes reservations in one transaction, durable when the task completes.</summary>
    Task<CommitOutcome> CommitAsync(ReservationCommit commit, CancellationToken cancellationToken);

    /// <summary>Forgets reservations that are no longer held and were granted before a time, at most so many at once.</summary>
    /// <returns>How many were forgotten.</returns>
    Task<int> PruneAsync(DateTimeOffset grantedBefore, int limit, CancellationToken cancellationToken);
}
