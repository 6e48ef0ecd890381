using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Identity;

namespace FinOpsAI.Web.Contracts;

/// <summary>A unit of value to set up, or to change.</summary>
/// <param name="Name">What people call it, such as "Resolved tickets"; 1 to 200 characters.</param>
/// <param name="Scope">Whose spend brings it about; default the organization. Cannot be changed later.</param>
/// <param name="Worth">What one is worth, above 0 to 1,000,000,000; null when nobody says so: there is no return then.</param>
/// <param name="Currency">ISO 4217 code of the worth, one with an exchange rate; default the reporting currency.</param>
public sealed record ValueUnitRequest(string? Name, string? Scope, decimal? Worth, string? Currency) : IScopedRequest
{
    bool IScopedRequest.StaysInPlace => true;
}

/// <summary>A unit of value: what a scope's spend brings about.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Scope">Whose spend brings it about.</param>
/// <param name="Worth">What one is worth, in <paramref name="Currency"/>; null when nobody says so.</param>
/// <param name="Currency">ISO 4217 code of the worth.</param>
/// <param name="OwnerName">Who set it up.</param>
/// <param name="SavedAt">When it was last changed, UTC.</param>
public sealed record ValueUnitResponse(
    string Id, string Name, string Scope, decimal? Worth, string Currency, string OwnerName, DateTimeOffset SavedAt);

/// <summary>Units of value.</summary>
/// <param name="Items">By name.</param>
public sealed record ValueUnitListResponse(IReadOnlyList<ValueUnitResponse> Items);

/// <summary>Counts of a unit of value.</summary>
/// <param name="Counts">At most 4,000, one for each day.</param>
public sealed record ValueCountsRequest(IReadOnlyList<ValueCountRequest> Counts);

/// <summary>How many units a UTC day brought.</summary>
/// <param name="Day">The UTC day, not after tomorrow; the same day again replaces.</param>
/// <param name="Amount">0 to 1,000,000,000; null takes the day's count back.</param>
public sealed record ValueCountRequest(DateOnly Day, decimal? Amount);

/// <summary>What became of counts.</summary>
/// <param name="Accepted">Days that have a new count now.</param>
/// <param name="TakenBack">Days whose count was taken back.</param>
/// <param name="Rejected">Rows refused; the others were taken.</param>
/// <param name="Errors">The first 100; <c>line</c> is the row from 1 in JSON, the line of a CSV.</param>
public sealed record ValueCountsResponse(int Accepted, int TakenBack, int Rejected, IReadOnlyList<UsageError> Errors);

/// <summary>What a scope's units of value cost and are worth.</summary>
/// <param name="Scope">The scope's key.</param>
/// <param name="From">First UTC day.</param>
/// <param name="To">The UTC day after the last.</param>
/// <param name="PreviousFrom">First UTC day of the period before, as long as this one.</param>
/// <param name="Currency">ISO 4217 code of the amounts, the reporting currency.</param>
/// <param name="Items">The units of this scope and those below, the scope's own first, then by name.</param>
public sealed record ValueReportResponse(
    string Scope, DateOnly From, DateOnly To, DateOnly PreviousFrom, string Currency, IReadOnlyList<UnitValueResponse> Items);

/// <summary>What a unit costs and is worth.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Now">This period.</param>
/// <param name="Previous">The period before; null when it has no count.</param>
/// <param name="Days">The days of this period, oldest first.</param>
public sealed record UnitValueResponse(
    ValueUnitResponse Unit, ValueFiguresResponse Now, ValueFiguresResponse? Previous, IReadOnlyList<ValueDayResponse> Days);

/// <summary>The sums of a period, over the days that have both a count and records.</summary>
/// <param name="UsedDays">Days with a count and records.</param>
/// <param name="DaysWithoutCount">Days that are over and that nobody counted.</param>
/// <param name="DaysWithoutCost">Days with a count but without records.</param>
/// <param name="Count">Units of the used days.</param>
/// <param name="Cost">Effective cost of the used days.</param>
/// <param name="TotalCost">Effective cost of all days.</param>
/// <param name="CostPerUnit"><c>cost / count</c>; null without units.</param>
/// <param name="Value">What the units are worth, by each day's exchange rate; null without a worth or its rate.</param>
/// <param name="Roi"><c>(value - cost) / cost</c>; 0.5 is half as much again as was spent. Null without a value, or a cost above 0.</param>
public sealed record ValueFiguresResponse(
    int UsedDays,
    int DaysWithoutCount,
    int DaysWithoutCost,
    decimal Count,
    decimal Cost,
    decimal TotalCost,
    decimal? CostPerUnit,
    decimal? Value,
    decimal? Roi);

/// <summary>A UTC day of a unit of value.</summary>
/// <param name="Day">The day.</param>
/// <param name="Count">Units; null when nobody counted.</param>
/// <param name="Cost">Effective cost of the unit's scope; null when it has no records.</param>
/// <param name="CostPerUnit"><c>cost / count</c>; null when that cannot be said.</param>
/// <param name="Value">What the units are worth; null when that cannot be said.</param>
public sealed record ValueDayResponse(DateOnly Day, decimal? Count, decimal? Cost, decimal? CostPerUnit, decimal? Value);
