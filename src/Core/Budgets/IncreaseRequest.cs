using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Budgets;

/// <summary>What became of a request.</summary>
public enum IncreaseState
{
    /// <summary>Nobody has answered.</summary>
    Pending = 1,

    /// <summary>The larger amount holds, until it ends.</summary>
    Approved = 2,

    /// <summary>The amount stays.</summary>
    Declined = 3,
}

/// <summary>Somebody asks for a larger budget.</summary>
/// <param name="Id">Unique.</param>
/// <param name="Budget">The budget's id.</param>
/// <param name="Scope">The budget's scope.</param>
/// <param name="Amount">The amount wanted instead, in the budget's currency.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">Until when it is wanted, UTC; null for good.</param>
/// <param name="By">Who asks.</param>
/// <param name="At">When, UTC.</param>
/// <param name="AtAsking">How the budget stood then.</param>
public sealed record IncreaseRequest(
    string Id, string Budget, ScopePath Scope, decimal Amount, string Reason, DateTimeOffset? Until, string By, DateTimeOffset At, IncreaseOutlook AtAsking)
{
    /// <summary>What became of it.</summary>
    public IncreaseState State { get; init; } = IncreaseState.Pending;

    /// <summary>Who answered; null before.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>When, UTC; null before.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>What was said to it; null for nothing.</summary>
    public string? Comment { get; init; }

    /// <summary>When an approved increase ends, UTC; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }
}

/// <summary>How a budget's period stood at a moment; reporting currency.</summary>
/// <param name="AsOf">UTC.</param>
/// <param name="Limit">What may be spent.</param>
/// <param name="Consumed">Spent so far.</param>
/// <param name="ForecastP50">Median end of the period; null without a forecast.</param>
/// <param name="ForecastP90">Its 90 % quantile; null without a forecast.</param>
/// <param name="Probability">How probable an excess is, 0 to 1; null without a forecast.</param>
public sealed record IncreaseOutlook(
    DateTimeOffset AsOf, decimal Limit, decimal Consumed, decimal? ForecastP50, decimal? ForecastP90, double? Probability)
{
    /// <summary>What of a status is kept beside a request.</summary>
    public static IncreaseOutlook Of(BudgetStatus status) => new(
        status.AsOf,
        status.Standing.Limit,
        status.Standing.Consumed,
        status.Forecast is { } end ? Money(end.P50) : null,
        status.Forecast is { } high ? Money(high.P90) : null,
        status.Probability);

    private static decimal Money(double value) => Math.Round((decimal)Math.Clamp(value, 0, 1e15), 6);
}
