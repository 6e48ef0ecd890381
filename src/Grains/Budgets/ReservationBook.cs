using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Grains.Budgets;

/// <summary>What an activation knows of a budget's reservations: all that are held, and those lately over, so that repeated calls find them.</summary>
internal sealed class ReservationBook
{
    private const int RecentAtMost = 20_000;

    private readonly Dictionary<string, ReservationCounter> _counters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Reservation> _held = new(StringComparer.Ordinal);
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

    public Reservation? Find(string key) => _held.GetValueOrDefault(key) ?? _recent.GetValueOrDefault(key);

    /// <summary>Those whose lease has run out; they stay in the book until a commit takes them out.</summary>
    public IReadOnlyList<Reservation> Due(DateTimeOffset now)
    {
        if (NextExpiry is not { } next || next > now)
        {
            return [];
        }

        return [.. _held.Values.Where(held => held.ExpiresAt <= now)];
    }

    public void Set(ReservationCounter counter) => _counters[counter.Period] = counter;

    /// <summary>Takes a reservation as the store has it.</summary>
    public void Set(Reservation reservation)
    {
        if (reservation.State == ReservationState.Held)
        {
            _held[reservation.Key] = reservation;
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
}
