using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Grains.Budgets;

/// <summary>
/// Decides calls one after the other on top of a book, without changing it: the book takes over what was decided only when it is committed.
/// Without a known limit nothing new is granted; what was granted is still settled and released.
/// </summary>
internal sealed class ReservationBatch(Budget budget, BudgetWindow window, decimal? limit, decimal spent, ReservationBook book, int maxOpen, DateTimeOffset now)
{
    private readonly Dictionary<string, ReservationCounter> _counters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Reservation> _added = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Reservation> _changed = new(StringComparer.Ordinal);

    private int _open = book.Open;

    public bool IsEmpty => _added.Count == 0 && _changed.Count == 0;

    public IReadOnlyCollection<string> AddedKeys => _added.Keys;

    public ReservationCommit Commit => new(budget.Id, [.. _counters.Values], [.. _added.Values], [.. _changed.Values]);

    public BudgetStanding Standing
    {
        get
        {
            var counter = Counter(window.Key);
            return new(window.Key, limit ?? 0, spent, counter.Settled, counter.Held);
        }
    }

    /// <summary>Gives back what leases that ran out held.</summary>
    public void Expire()
    {
        foreach (var due in book.Due(now))
        {
            Close(due, due with { State = ReservationState.Expired, ClosedAt = due.ExpiresAt }, 0);
        }
    }

    public ReservationAnswer Decide(ReservationCall call) => call.Verb switch
    {
        ReservationVerb.Reserve => Reserve(call),
        ReservationVerb.Settle => Settle(call),
        _ => Release(call),
    };

    /// <summary>Lets the book take over what was committed.</summary>
    public void Apply()
    {
        foreach (var counter in _counters.Values)
        {
            book.Set(counter with { ETag = counter.ETag + 1 });
        }

        foreach (var reservation in _added.Values.Concat(_changed.Values))
        {
            book.Set(reservation);
        }
    }

    private ReservationAnswer Reserve(ReservationCall call)
    {
        if (Find(call.Key) is { } known)
        {
            return known.Amount != call.Amount ? Answer(ReservationOutcome.Conflict, ReservationReason.OtherAmount, known)
                : known.State == ReservationState.Held ? Answer(ReservationOutcome.Granted, ReservationReason.None, known)
                : Answer(ReservationOutcome.Denied, ReservationReason.KeyClosed, known);
        }

        if (now < window.Start)
        {
            return Answer(ReservationOutcome.Denied, ReservationReason.NotStarted, null, window.Start);
        }

        if (window.End <= now)
        {
            return Answer(ReservationOutcome.Denied, ReservationReason.Ended, null);
        }

        if (limit is null)
        {
            return Answer(ReservationOutcome.Denied, ReservationReason.NoExchangeRate, null);
        }

        if (_open >= maxOpen)
        {
            return Answer(ReservationOutcome.Denied, ReservationReason.TooManyOpen, null, book.NextExpiry);
        }

        var standing = Standing;
        var fits = call.Amount <= standing.Left;
        if (fits || !budget.IsHard)
        {
            return Grant(call, isFree: false, fits ? ReservationReason.None : ReservationReason.OverBudget);
        }

        if (budget.IsFree(call.Model))
        {
            return Grant(call, isFree: true, ReservationReason.OverBudget);
        }

        if (call.Amount > limit)
        {
            return Answer(ReservationOutcome.Denied, ReservationReason.LargerThanLimit, null);
        }

        // What others hold may come back; what was spent does so only with the next period.
        var retryAt = call.Amount <= standing.Left + standing.Held && standing.Consumed <= limit ? book.NextExpiry ?? now + call.Lease : window.End;
        return Answer(ReservationOutcome.Denied, ReservationReason.OverBudget, null, retryAt);
    }

    private ReservationAnswer Grant(ReservationCall call, bool isFree, ReservationReason reason)
    {
        var granted = new Reservation(budget.Id, call.Key, window.Key, call.Amount, now, now + call.Lease) { Model = call.Model, IsFree = isFree };
        _added.Add(call.Key, granted);
        _open++;
        var counter = Counter(window.Key);
        _counters[window.Key] = counter with { Held = counter.Held + granted.Held };
        return Answer(ReservationOutcome.Granted, reason, granted) with { IsNew = true };
    }

    private ReservationAnswer Settle(ReservationCall call)
    {
        if (Find(call.Key) is not { } known)
        {
            return Answer(ReservationOutcome.UnknownKey, ReservationReason.None, null);
        }

        switch (known.State)
        {
            case ReservationState.Settled:
                return known.Settled == call.Amount
                    ? Answer(ReservationOutcome.Settled, ReservationReason.None, known)
                    : Answer(ReservationOutcome.Conflict, ReservationReason.OtherAmount, known);
            case ReservationState.Released:
                return Answer(ReservationOutcome.Conflict, ReservationReason.AlreadyReleased, known);
            default:
                var settled = known with
                {
                    State = ReservationState.Settled, Settled = call.Amount, ClosedAt = now, IsLate = known.State == ReservationState.Expired,
                };
                Close(known, settled, call.Amount);
                return Answer(ReservationOutcome.Settled, ReservationReason.None, settled);
        }
    }

    private ReservationAnswer Release(ReservationCall call)
    {
        if (Find(call.Key) is not { } known)
        {
            return Answer(ReservationOutcome.UnknownKey, ReservationReason.None, null);
        }

        switch (known.State)
        {
            case ReservationState.Settled:
                return Answer(ReservationOutcome.Conflict, ReservationReason.AlreadySettled, known);
            case ReservationState.Held:
                var released = known with { State = ReservationState.Released, ClosedAt = now };
                Close(known, released, 0);
                return Answer(ReservationOutcome.Released, ReservationReason.None, released);
            default:
                return Answer(ReservationOutcome.Released, ReservationReason.None, known);
        }
    }

    /// <summary>Moves a reservation on: what it held is free, what it cost counts in the period of its grant.</summary>
    private void Close(Reservation before, Reservation after, decimal settled)
    {
        var counter = Counter(before.Period);
        _counters[before.Period] = counter with { Held = counter.Held - before.Held, Settled = counter.Settled + settled };
        _open -= before.State == ReservationState.Held ? 1 : 0;
        var part = _added.ContainsKey(after.Key) ? _added : _changed;
        part[after.Key] = after;
    }

    private Reservation? Find(string key) => _added.GetValueOrDefault(key) ?? _changed.GetValueOrDefault(key) ?? book.Find(key);

    private ReservationCounter Counter(string period) => _counters.GetValueOrDefault(period) ?? book.Counter(period);

    private ReservationAnswer Answer(ReservationOutcome outcome, ReservationReason reason, Reservation? reservation, DateTimeOffset? retryAt = null) =>
        new(outcome, reason, reservation, Standing, retryAt, IsNew: false);
}
