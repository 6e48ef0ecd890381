using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Web.Identity;

namespace FinOpsAI.Web.Contracts;

/// <summary>Sets a scope's monthly budget: soft, with the usual thresholds, in the reporting currency.</summary>
/// <param name="MonthlyAmount">In the reporting currency, above 0.</param>
public sealed record MonthlyBudgetRequest(decimal MonthlyAmount);

/// <summary>Makes or replaces a budget. What is left out has its default.</summary>
/// <param name="Name">What people call it; 1 to 200 characters.</param>
/// <param name="Scope">Whose spend it limits; default the organization. Cannot be changed later.</param>
/// <param name="Period"><c>day</c>, <c>week</c> (from Monday), <c>month</c>, <c>quarter</c> or <c>total</c>, of the UTC calendar; default <c>month</c>. Cannot be changed later.</param>
/// <param name="Start">When a <c>total</c> begins, RFC 3339; default now. Not for other periods.</param>
/// <param name="End">When a <c>total</c> ends, RFC 3339, exclusive; default open. Not for other periods.</param>
/// <param name="Amount">What may be spent in a period, in <paramref name="Currency"/>; above 0.</param>
/// <param name="Currency">ISO 4217 code; default the reporting currency. One without an exchange rate is refused.</param>
/// <param name="Hard">Whether reservations beyond the limit are denied; default false: they are granted with a warning.</param>
/// <param name="Thresholds">Shares of the limit that are told once a period, each above 0, at most 10; default 0.5, 0.8 and 1. An empty list tells none.</param>
/// <param name="ForecastProbability">From which probability on a coming excess is told: 0.5 to 0.99, or 0 for never; default 0.8.</param>
/// <param name="CarriesOver">Whether what a period leaves is added to the next; default false. Not for <c>total</c>.</param>
/// <param name="CarryOverCap">The most that is carried into a period, in <paramref name="Currency"/>; default no bound.</param>
/// <param name="Owner">The team or person who answers for it; at most 200 characters.</param>
/// <param name="FreeModels">Models that are granted also when nothing is left: names, <c>*</c> for any characters; at most 50.</param>
public sealed record BudgetRequest(
    string? Name,
    string? Scope,
    BudgetPeriod? Period,
    string? Start,
    string? End,
    decimal? Amount,
    string? Currency,
    bool? Hard,
    IReadOnlyList<decimal>? Thresholds,
    double? ForecastProbability,
    bool? CarriesOver,
    decimal? CarryOverCap,
    string? Owner,
    IReadOnlyList<string>? FreeModels) : IScopedRequest
{
    bool IScopedRequest.StaysInPlace => true;
}

/// <summary>A budget and how its present period stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Scope">Whose spend it limits.</param>
/// <param name="Experiment">The experiment whose spend it limits instead; null for the scope's.</param>
/// <param name="Period">How long the amount is meant to last.</param>
/// <param name="Start">When a total begins, UTC; else null.</param>
/// <param name="End">When a total ends, UTC, exclusive; null for open, and for other periods.</param>
/// <param name="Amount">What was set, in <paramref name="Currency"/>, without an increase.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Hard">Whether reservations beyond the limit are denied.</param>
/// <param name="Thresholds">Shares of the limit that are told.</param>
/// <param name="ForecastProbability">From which probability on a coming excess is told; 0 for never.</param>
/// <param name="CarriesOver">Whether what a period leaves is added to the next.</param>
/// <param name="CarryOverCap">The most that is carried over, in <paramref name="Currency"/>; null for no bound.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="FreeModels">Models that stay usable.</param>
/// <param name="Increase">An approved increase that holds now; null for none.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="Status">How the present period stands.</param>
/// <param name="Warnings">What does not fit other budgets. Budgets below one that is too small for them share its warning.</param>
public sealed record BudgetResponse(
    string Id,
    string Name,
    ScopeResponse Scope,
    string? Experiment,
    BudgetPeriod Period,
    DateTimeOffset? Start,
    DateTimeOffset? End,
    decimal Amount,
    string Currency,
    bool Hard,
    IReadOnlyList<decimal> Thresholds,
    double ForecastProbability,
    bool CarriesOver,
    decimal? CarryOverCap,
    string? Owner,
    IReadOnlyList<string> FreeModels,
    BudgetIncreaseResponse? Increase,
    DateTimeOffset CreatedAt,
    BudgetStatusResponse Status,
    IReadOnlyList<BudgetWarningResponse> Warnings);

/// <summary>An approved increase.</summary>
/// <param name="Amount">Holds instead of the budget's amount, in the budget's currency.</param>
/// <param name="Until">When the old amount holds again, UTC; null for never.</param>
/// <param name="RequestId">The request that was approved.</param>
public sealed record BudgetIncreaseResponse(decimal Amount, DateTimeOffset? Until, string RequestId);

/// <summary>How a budget's present period stands. Amounts in the reporting currency, shares as parts of 1.</summary>
/// <param name="Period">The period's key: <c>2026-11-22</c>, <c>2026-W47</c>, <c>2026-11</c>, <c>2026-Q4</c> or <c>total</c>.</param>
/// <param name="From">Its start, UTC, inclusive.</param>
/// <param name="To">Its end, UTC, exclusive; null for a total without end.</param>
/// <param name="AsOf">UTC.</param>
/// <param name="Limit">What may be spent: amount or increase, converted by the rate of the period's start, and what was carried over.</param>
/// <param name="CarriedOver">The part of the limit that earlier periods left.</param>
/// <param name="Spent">What the ledger says.</param>
/// <param name="Settled">What settled reservations cost.</param>
/// <param name="Held">What open reservations hold.</param>
/// <param name="Used">The larger of spent and settled, and what is held.</param>
/// <param name="Left">Limit less used; never below 0.</param>
/// <param name="Share">The larger of spent and settled over the limit.</param>
/// <param name="Drift">Spent less settled: above 0, spend that did not pass by the reservations; below 0, settled spend that the ledger does not show yet.</param>
/// <param name="PerHour">The present pace: mean of the last three hours.</param>
/// <param name="HoursToBreach">Hours until the limit at that pace; 0 when reached; null when not before the period's end.</param>
/// <param name="Forecast">What the period will have cost at its end; null without a forecast.</param>
/// <param name="ForecastReason">Why there is none: <c>history_too_short</c>, <c>no_data</c>, <c>open_end</c>, <c>experiment</c>, <c>unavailable</c>, …</param>
/// <param name="Probability">How probable it is that the period ends above its limit; null without a forecast.</param>
/// <param name="ThresholdsPassed">Thresholds that actual spend has passed.</param>
/// <param name="RateAsOf">From when the exchange rate of the limit is, UTC; null when none was needed.</param>
/// <param name="RateSource">Who published it; null when none was needed.</param>
/// <param name="LimitUnknown">Why the limit is not known, English and Korean: there is no exchange rate. Limit, left and share are then 0, and reservations are denied. Null when it is known.</param>
public sealed record BudgetStatusResponse(
    string Period,
    DateTimeOffset From,
    DateTimeOffset? To,
    DateTimeOffset AsOf,
    decimal Limit,
    decimal CarriedOver,
    decimal Spent,
    decimal Settled,
    decimal Held,
    decimal Used,
    decimal Left,
    decimal Share,
    decimal Drift,
    decimal PerHour,
    double? HoursToBreach,
    QuantilesResponse? Forecast,
    string? ForecastReason,
    double? Probability,
    IReadOnlyList<decimal> ThresholdsPassed,
    DateTimeOffset? RateAsOf,
    string? RateSource,
    LocalizedText? LimitUnknown);

/// <summary>What of a budget does not fit others of the same period. Nothing is refused for it.</summary>
/// <param name="Code"><c>children_exceed_parent</c> or <c>larger_than_parent</c>.</param>
/// <param name="Text">In words, English and Korean.</param>
/// <param name="BudgetId">The other budget.</param>
public sealed record BudgetWarningResponse(string Code, LocalizedText Text, string BudgetId);

/// <summary>All budgets.</summary>
/// <param name="Items">By scope key, then name.</param>
public sealed record BudgetListResponse(IReadOnlyList<BudgetResponse> Items);

/// <summary>Reserves an amount before it is spent.</summary>
/// <param name="Key">The caller's own key, unique within the budget: the same key with the same amount is the same reservation; 1 to 100 characters.</param>
/// <param name="Amount">What is about to be spent at most; above 0.</param>
/// <param name="Currency">ISO 4217 code of the amount; default the reporting currency.</param>
/// <param name="Ttl">How long it is held unless settled or released: seconds, or ISO 8601 such as <c>PT10M</c>; default and maximum are settings.</param>
/// <param name="Model">The model it is for; free models are granted also when nothing is left.</param>
public sealed record ReservationRequest(string? Key, decimal? Amount, string? Currency, string? Ttl, string? Model);

/// <summary>Settles a reservation.</summary>
/// <param name="Amount">What it really cost; 0 or more. It counts whole, also beyond what was reserved and after the lease ran out.</param>
/// <param name="Currency">ISO 4217 code of the amount; default the reporting currency.</param>
public sealed record SettlementRequest(decimal? Amount, string? Currency);

/// <summary>
/// The answer to a reservation, a settlement or a release. A denial is an answer too, with status 402, so that a caller that looks at nothing but the status
/// does not spend.
/// </summary>
/// <param name="Granted">Whether the call holds: of a reservation, whether the caller may spend.</param>
/// <param name="Reason">Why not: <c>overBudget</c>, <c>largerThanLimit</c>, <c>notStarted</c>, <c>ended</c>, <c>keyClosed</c>, <c>tooManyOpen</c>, <c>noExchangeRate</c>; on a grant <c>overBudget</c> is a warning; else <c>none</c>.</param>
/// <param name="Text">The reason in words; null for none.</param>
/// <param name="Reservation">The reservation as it now is; null when nothing was granted.</param>
/// <param name="Limit">What the period may spend, reporting currency.</param>
/// <param name="Left">What is left now, reporting currency.</param>
/// <param name="RetryAfter">Seconds after which a denied call may fit; null when it never will, and on a grant.</param>
public sealed record ReservationAnswerResponse(
    bool Granted, ReservationReason Reason, LocalizedText? Text, ReservationResponse? Reservation, decimal Limit, decimal Left, long? RetryAfter);

/// <summary>A reservation. Amounts in the reporting currency.</summary>
/// <param name="Key">The caller's key.</param>
/// <param name="Period">The period in which it was granted and to which it belongs.</param>
/// <param name="State"><c>held</c>, <c>settled</c>, <c>released</c> or <c>expired</c>.</param>
/// <param name="Amount">What was asked for.</param>
/// <param name="Settled">What it really cost; null before.</param>
/// <param name="Free">Granted to a free model when nothing was left; holds nothing.</param>
/// <param name="Late">Settled after its lease had run out.</param>
/// <param name="Model">The model it is for.</param>
/// <param name="GrantedAt">UTC.</param>
/// <param name="ExpiresAt">When its lease runs out, UTC.</param>
/// <param name="ClosedAt">When it was settled, released or ran out, UTC; null while held.</param>
public sealed record ReservationResponse(
    string Key,
    string Period,
    ReservationState State,
    decimal Amount,
    decimal? Settled,
    bool Free,
    bool Late,
    string? Model,
    DateTimeOffset GrantedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? ClosedAt);

/// <summary>A budget's reservations.</summary>
/// <param name="Items">Newest grant first.</param>
public sealed record ReservationListResponse(IReadOnlyList<ReservationResponse> Items);

/// <summary>Asks for a larger budget.</summary>
/// <param name="Amount">The amount wanted instead, in the budget's currency; above the present one.</param>
/// <param name="Reason">Why; 1 to 2,000 characters.</param>
/// <param name="Until">Until when, RFC 3339, exclusive; default for good.</param>
/// <param name="By">Who asks; default the caller.</param>
public sealed record IncreaseRequestRequest(decimal? Amount, string? Reason, string? Until, string? By);

/// <summary>Answers a request.</summary>
/// <param name="Comment">What is said to it; at most 2,000 characters.</param>
/// <param name="Until">When an approved increase ends, RFC 3339; default what was asked for.</param>
public sealed record IncreaseDecisionRequest(string? Comment, string? Until);

/// <summary>How a budget's period stood. Amounts in the reporting currency.</summary>
/// <param name="AsOf">UTC.</param>
/// <param name="Limit">What may be spent.</param>
/// <param name="Consumed">Spent so far.</param>
/// <param name="ForecastP50">Median end of the period; null without a forecast.</param>
/// <param name="ForecastP90">Its 90 % quantile; null without a forecast.</param>
/// <param name="Probability">How probable an excess is; null without a forecast.</param>
public sealed record IncreaseOutlookResponse(
    DateTimeOffset AsOf, decimal Limit, decimal Consumed, decimal? ForecastP50, decimal? ForecastP90, double? Probability);

/// <summary>A request for a larger budget.</summary>
/// <param name="Id">Its id.</param>
/// <param name="BudgetId">The budget.</param>
/// <param name="BudgetName">What people call the budget.</param>
/// <param name="Scope">The budget's scope.</param>
/// <param name="Owner">Who answers for the budget.</param>
/// <param name="Amount">The amount wanted, in <paramref name="Currency"/>.</param>
/// <param name="Currency">ISO 4217 code of the budget.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">Until when it is wanted, UTC; null for good.</param>
/// <param name="By">Who asks.</param>
/// <param name="At">When, UTC.</param>
/// <param name="State"><c>pending</c>, <c>approved</c> or <c>declined</c>.</param>
/// <param name="DecidedBy">Who answered.</param>
/// <param name="DecidedAt">When, UTC.</param>
/// <param name="Comment">What was said.</param>
/// <param name="Expires">When the increase ends, UTC; null for never, and before.</param>
/// <param name="AtAsking">How the budget stood when it was asked for.</param>
/// <param name="Now">How it stands now; null when the budget is gone, and while its limit is not known.</param>
public sealed record IncreaseRequestResponse(
    string Id,
    string BudgetId,
    string? BudgetName,
    ScopeResponse Scope,
    string? Owner,
    decimal Amount,
    string Currency,
    string Reason,
    DateTimeOffset? Until,
    string By,
    DateTimeOffset At,
    IncreaseState State,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    string? Comment,
    DateTimeOffset? Expires,
    IncreaseOutlookResponse AtAsking,
    IncreaseOutlookResponse? Now);

/// <summary>Requests for larger budgets.</summary>
/// <param name="Items">Newest first.</param>
public sealed record IncreaseRequestListResponse(IReadOnlyList<IncreaseRequestResponse> Items);
