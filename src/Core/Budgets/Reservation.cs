namespace FinOpsAI.Core.Budgets;

/// <summary>Where in its life a reservation stands.</summary>
public enum ReservationState
{
    /// <summary>Its amount is held.</summary>
    Held = 1,

    /// <summary>The caller said what it really cost.</summary>
    Settled = 2,

    /// <summary>The caller gave it back.</summary>
    Released = 3,

    /// <summary>Its lease ran out: what it held is free again. The caller may still settle it.</summary>
    Expired = 4,
}

/// <summary>An amount that a caller asked for before spending it. Amounts in the reporting currency.</summary>
/// <param name="Budget">The budget's id.</param>
/// <param name="Key">The caller's own key, unique within the budget.</param>
/// <param name="Period">The period in which it was granted, and to which it belongs for ever.</param>
/// <param name="Amount">What was asked for.</param>
/// <param name="GrantedAt">UTC.</param>
/// <param name="ExpiresAt">When its lease runs out, UTC.</param>
public sealed record Reservation(string Budget, string Key, string Period, decimal Amount, DateTimeOffset GrantedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>The model it is for; null when none was named.</summary>
    public string? Model { get; init; }

    /// <summary>Granted to a free model when nothing was left: it holds nothing.</summary>
    public bool IsFree { get; init; }

    /// <summary>Where in its life it stands.</summary>
    public ReservationState State { get; init; } = ReservationState.Held;

    /// <summary>What it really cost; null before it is settled.</summary>
    public decimal? Settled { get; init; }

    /// <summary>When it was settled, released or ran out, UTC; null while held.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Settled after its lease had run out.</summary>
    public bool IsLate { get; init; }

    /// <summary>What it takes away from what is left.</summary>
    public decimal Held => State == ReservationState.Held && !IsFree ? Amount : 0;
}
