using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Grains.Budgets;

/// <summary>What an activation knows of a budget's reservations: all that are held, and those lately over, so that repeated calls find them.</summary>
/// <param name="budget">The budget's id.</param>
internal sealed class ReservationBook(string budget)
{
    private const int RecentAtMost = 20_000;

    private readonly Dictionary<string, ReservationCounter> _counters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Held> _held = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Reservation> _recent = new(StringComparer.Ordinal);
    private readonly Queue<string> _recentOrder = new();
    private readonly PriorityQueue<string, DateTimeOffset> _expiries = new();

    public int Open => _held.Count;

    /// <summary>When the next lease runs out; null when none is held.</summary>
    public DateTimeOffset? NextExpiry
    {
        get
        {
            while (_expiries.TryPeek(out var key, out var at))
            {
                if (_held.TryGetValue(key, out var held) && held.ExpiresAt == at)
                {
                    return at;
                }

                _expiries.Dequeue();
            }

            return null;
        }
    }

    public bool HasCounter(string period) => _counters.ContainsKey(period);

    public ReservationCounter Counter(string period) => _counters[period];

    public Reservation? Find(string key) =>
        _held.TryGetValue(key, out var held) ? held.Of(budget, key) : _recent.GetValueOrDefault(key);

    /// <summary>Those whose lease has run out; they stay in the book until a commit takes them out.</summary>
    public IReadOnlyList<Reservation> Due(DateTimeOffset now)
    {
        if (NextExpiry is not { } next || next > now)
        {
            return [];
        }

        return [.. _held.Where(held => held.Value.ExpiresAt <= now).Select(held => held.Value.Of(budget, held.Key))];
    }

    public void Set(ReservationCounter counter) => _counters[counter.Period] = counter;

    /// <summary>Takes a reservation as the store has it.</summary>
    public void Set(Reservation reservation)
    {
        if (reservation.State == ReservationState.Held)
        {
            _held[reservation.Key] = new(reservation);
            _expiries.Enqueue(reservation.Key, reservation.ExpiresAt);
            return;
        }

        _held.Remove(reservation.Key);
        if (!_recent.ContainsKey(reservation.Key))
        {
            _recentOrder.Enqueue(reservation.Key);
            if (_recentOrder.Count > RecentAtMost)
            {
                _recent.Remove(_recentOrder.Dequeue());
            }
        }

        _recent[reservation.Key] = reservation;
    }

    /// <summary>
    /// A held reservation without an object of its own: hundreds of thousands may be held, and each object alive lengthens the pauses for which
    /// callers wait.
    /// </summary>
    private readonly struct Held(Reservation of)
    {
        private readonly string _period = of.Period;
        private readonly string? _model = of.Model;
        private readonly decimal _amount = of.Amount;
        private readonly DateTimeOffset _grantedAt = of.GrantedAt;
        private readonly bool _isFree = of.IsFree;

        public DateTimeOffset ExpiresAt { get; } = of.ExpiresAt;

        public Reservation Of(string budget, string key) => new(budget, key, _period, _amount, _grantedAt, ExpiresAt) { Model = _model, IsFree = _isFree };
    }
}
