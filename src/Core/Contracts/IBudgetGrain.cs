using FinOpsAI.Core.Budgets;

namespace FinOpsAI.Core.Contracts;

/// <summary>
/// Decides who may spend what is left of a budget; its key is the budget's id. What it grants is durable, and fenced against any other activation
/// of the same budget, before it answers.
/// </summary>
public interface IBudgetGrain
{
    /// <summary>Decides calls in the order given and commits all of them together.</summary>
    /// <returns>One answer for each call.</returns>
    /// <exception cref="GrainFault">
    /// Nothing of these calls holds, or it is not known whether it does: calls are idempotent by key and may be sent again.
    /// </exception>
    Task<IReadOnlyList<ReservationAnswer>> ApplyAsync(IReadOnlyList<ReservationCall> calls, CancellationToken cancellationToken);

    /// <summary>What the present period has used up; null when there is no such budget.</summary>
    Task<BudgetStanding?> GetStandingAsync(CancellationToken cancellationToken);

    /// <summary>Takes a changed budget at once.</summary>
    Task RefreshAsync(CancellationToken cancellationToken);

    /// <summary>Lets time pass: leases run out, spend is read from the ledger.</summary>
    /// <param name="now">The host's time, UTC.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task TickAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>What a caller wants.</summary>
public enum ReservationVerb
{
    /// <summary>Hold an amount.</summary>
    Reserve = 1,

    /// <summary>Say what it really cost.</summary>
    Settle = 2,

    /// <summary>Give it back.</summary>
    Release = 3,
}

/// <summary>One call of the reservation API.</summary>
/// <param name="Verb">What the caller wants.</param>
/// <param name="Key">The caller's own key.</param>
/// <param name="Amount">To reserve, or what it cost; reporting currency.</param>
/// <param name="Lease">How long a reservation holds unless it is settled or released.</param>
/// <param name="Model">The model it is for; null when none was named.</param>
public sealed record ReservationCall(ReservationVerb Verb, string Key, decimal Amount, TimeSpan Lease, string? Model);

/// <summary>What became of a call.</summary>
public enum ReservationOutcome
{
    /// <summary>The reservation is held; also when it already was.</summary>
    Granted = 1,

    /// <summary>Nothing is held; the reason says why.</summary>
    Denied = 2,

    /// <summary>Settled, or settled before with the same amount.</summary>
    Settled = 3,

    /// <summary>Released, or free already.</summary>
    Released = 4,

    /// <summary>The key is known with another amount, or in a state that does not allow the call.</summary>
    Conflict = 5,

    /// <summary>There is no reservation of this key.</summary>
    UnknownKey = 6,

    /// <summary>There is no such budget.</summary>
    UnknownBudget = 7,
}

/// <summary>Why nothing was granted, or what is wrong with a grant.</summary>
public enum ReservationReason
{
    /// <summary>Nothing to say.</summary>
    None = 0,

    /// <summary>Less is left than was asked for.</summary>
    OverBudget = 1,

    /// <summary>More was asked for than the whole period may spend.</summary>
    LargerThanLimit = 2,

    /// <summary>The budget's time has not begun.</summary>
    NotStarted = 3,

    /// <summary>The budget's time is over, or its experiment has been stopped.</summary>
    Ended = 4,

    /// <summary>The key's reservation is over; a new one needs a new key.</summary>
    KeyClosed = 5,

    /// <summary>Too many reservations are open at once.</summary>
    TooManyOpen = 6,

    /// <summary>The key is known with another amount.</summary>
    OtherAmount = 7,

    /// <summary>What was settled cannot be released.</summary>
    AlreadySettled = 8,

    /// <summary>What was released cannot be settled.</summary>
    AlreadyReleased = 9,

    /// <summary>The budget is in a currency without an exchange rate: nobody knows what is left.</summary>
    NoExchangeRate = 10,
}

/// <summary>The answer to one call.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Why not; on a soft budget also why a grant is a warning.</param>
/// <param name="Reservation">The reservation as it now is; null without one.</param>
/// <param name="Standing">The budget's period after the call; null when there is no such budget.</param>
/// <param name="RetryAt">When a denied call may fit, UTC; null when it never will.</param>
/// <param name="IsNew">Whether this very call made the reservation.</param>
public sealed record ReservationAnswer(
    ReservationOutcome Outcome, ReservationReason Reason, Reservation? Reservation, BudgetStanding? Standing, DateTimeOffset? RetryAt, bool IsNew);
