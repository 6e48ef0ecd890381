using FinOpsAI.Core.Experiments;
using FinOpsAI.Web.Identity;

namespace FinOpsAI.Web.Contracts;

/// <summary>Starts an experiment.</summary>
/// <param name="Name">What people call it; 1 to 200 characters. Its id is made from it: lower case, <c>-</c> for anything but letters and digits.</param>
/// <param name="Id">The id that usage records will name, when it is not to be made from the name; letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, 1 to 100.</param>
/// <param name="Scope">Where it is run; default the organization.</param>
/// <param name="Estimate">What it is meant to cost, in <paramref name="Currency"/>; above 0.</param>
/// <param name="Cap">What it may cost at most; it makes a budget with the reservation API. Default none.</param>
/// <param name="Hard">Whether reservations beyond the cap are denied; default true.</param>
/// <param name="Currency">ISO 4217 code; default the reporting currency.</param>
/// <param name="Duration">How long it is meant to run: seconds, or ISO 8601 such as <c>P2D</c>; what runaway is measured by. Default a day.</param>
/// <param name="Owner">Who answers for it; default the caller.</param>
/// <param name="Tags">Words to find and compare it by; at most 20.</param>
/// <param name="FreeModels">Models that stay usable beyond the cap: names, <c>*</c> for any characters.</param>
public sealed record ExperimentRequest(
    string? Name,
    string? Id,
    string? Scope,
    decimal? Estimate,
    decimal? Cap,
    bool? Hard,
    string? Currency,
    string? Duration,
    string? Owner,
    IReadOnlyDictionary<string, string>? Tags,
    IReadOnlyList<string>? FreeModels) : IScopedRequest;

/// <summary>Ends an experiment.</summary>
/// <param name="State"><c>finished</c> or <c>stopped</c>; default <c>finished</c>.</param>
/// <param name="Outcome">What came of it; at most 2,000 characters.</param>
public sealed record ExperimentEndRequest(ExperimentState? State, string? Outcome);

/// <summary>Reports what an experiment has come to.</summary>
/// <param name="Name">What is counted, such as <c>eval points</c>; 1 to 100 characters.</param>
/// <param name="Value">How much of it so far, not since the last report; 0 or more.</param>
public sealed record ExperimentMetricRequest(string? Name, decimal? Value);

/// <summary>An experiment as it stands. Amounts in the reporting currency.</summary>
/// <param name="Id">What usage records name.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Scope">Where it is run.</param>
/// <param name="State"><c>running</c>, <c>finished</c> or <c>stopped</c>.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Tags">Words to find it by.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="EndedAt">UTC; null while it runs.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="BudgetId">The budget of its cap, for reservations; null without a cap.</param>
/// <param name="Estimate">What it was meant to cost.</param>
/// <param name="Cap">What it may cost at most; null without a cap.</param>
/// <param name="Cost">What it has cost, by the ledger.</param>
/// <param name="Held">What open reservations hold.</param>
/// <param name="Records">Records that name it, restated ones once.</param>
/// <param name="Unpriced">Records among them without a price or exchange rate: their cost is missing, not 0.</param>
/// <param name="EstimateShare">Cost over estimate.</param>
/// <param name="CapShare">Cost over cap; null without a cap.</param>
/// <param name="PerHour">The present pace: the last hour; 0 when it is over.</param>
/// <param name="PlannedPerHour">The pace that estimate and duration imply.</param>
/// <param name="HoursToCap">Hours until the cap at the present pace; 0 when reached; null without a cap or without spend.</param>
/// <param name="HoursToEstimate">Hours until the estimate at the present pace; 0 when reached; null without spend.</param>
/// <param name="Runaway">Whether the present pace is many times the planned one.</param>
/// <param name="LastRecordAt">Start of the last five minutes with records, UTC; null before the first.</param>
/// <param name="Metrics">The last report of each metric, by name.</param>
/// <param name="LimitUnknown">Why estimate and cap are not known, English and Korean: there is no exchange rate. Estimate, its share and the planned pace are then 0, the cap null, and nothing is told. Null when they are known.</param>
public sealed record ExperimentResponse(
    string Id,
    string Name,
    ScopeResponse Scope,
    ExperimentState State,
    string? Owner,
    IReadOnlyDictionary<string, string> Tags,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    string? Outcome,
    string? BudgetId,
    decimal Estimate,
    decimal? Cap,
    decimal Cost,
    decimal Held,
    long Records,
    long Unpriced,
    decimal EstimateShare,
    decimal? CapShare,
    decimal PerHour,
    decimal PlannedPerHour,
    double? HoursToCap,
    double? HoursToEstimate,
    bool Runaway,
    DateTimeOffset? LastRecordAt,
    IReadOnlyList<ExperimentMetricResponse> Metrics,
    LocalizedText? LimitUnknown);

/// <summary>The last report of a metric.</summary>
/// <param name="Name">What is counted.</param>
/// <param name="Value">How much of it.</param>
/// <param name="At">When it was reported, UTC.</param>
/// <param name="CostPerUnit">What the experiment had cost at the report over the value; null for a value of 0.</param>
public sealed record ExperimentMetricResponse(string Name, decimal Value, DateTimeOffset At, decimal? CostPerUnit);

/// <summary>An experiment with its course.</summary>
/// <param name="Experiment">As it stands.</param>
/// <param name="Course">Cost over time, an hour a point, oldest first, at most the last 30 days; hours without records have none.</param>
/// <param name="Reports">All reports of metrics, oldest first.</param>
public sealed record ExperimentDetailResponse(
    ExperimentResponse Experiment, IReadOnlyList<ExperimentPointResponse> Course, IReadOnlyList<ExperimentReportResponse> Reports);

/// <summary>What an experiment cost in an hour.</summary>
/// <param name="Start">UTC.</param>
/// <param name="Cost">Reporting currency.</param>
/// <param name="Total">From its beginning up to the hour's end; null when the course does not reach back to it.</param>
public sealed record ExperimentPointResponse(DateTimeOffset Start, decimal Cost, decimal? Total);

/// <summary>A report of a metric.</summary>
/// <param name="Name">What is counted.</param>
/// <param name="Value">How much of it.</param>
/// <param name="Cost">What the experiment had cost then, reporting currency.</param>
/// <param name="At">UTC.</param>
public sealed record ExperimentReportResponse(string Name, decimal Value, decimal Cost, DateTimeOffset At);

/// <summary>Experiments.</summary>
/// <param name="Items">Newest start first.</param>
/// <param name="Undeclared">Experiments that usage records name and nobody declared, dearest first.</param>
public sealed record ExperimentListResponse(IReadOnlyList<ExperimentResponse> Items, IReadOnlyList<UndeclaredExperimentResponse> Undeclared);

/// <summary>An experiment that usage records name and nobody declared.</summary>
/// <param name="Id">What the records name.</param>
/// <param name="Cost">Reporting currency.</param>
/// <param name="Records">Records, restated ones once.</param>
/// <param name="Unpriced">Records among them without a price or exchange rate.</param>
/// <param name="FirstRecordAt">Start of the first five minutes with records, UTC.</param>
/// <param name="LastRecordAt">Start of the last five minutes with records, UTC.</param>
public sealed record UndeclaredExperimentResponse(
    string Id, decimal Cost, long Records, long Unpriced, DateTimeOffset FirstRecordAt, DateTimeOffset LastRecordAt);

/// <summary>Experiments compared.</summary>
/// <param name="Metric">What cost is measured by; null for cost alone.</param>
/// <param name="Items">Cheapest by unit first, then those without the metric; by cost without one.</param>
public sealed record ExperimentComparisonResponse(string? Metric, IReadOnlyList<ComparedExperimentResponse> Items);

/// <summary>One experiment of a comparison.</summary>
/// <param name="Experiment">As it stands.</param>
/// <param name="Value">The metric's last report; null when it was not reported.</param>
/// <param name="CostPerUnit">Cost now over the value; null without one, and for 0.</param>
/// <param name="TimesBest">Cost per unit over the lowest of the comparison; null without one.</param>
/// <param name="Hours">How long it has run, or ran.</param>
public sealed record ComparedExperimentResponse(
    ExperimentResponse Experiment, decimal? Value, decimal? CostPerUnit, double? TimesBest, double Hours);
