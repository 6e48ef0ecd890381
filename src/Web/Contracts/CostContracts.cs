using FinOpsAI.Core.Domain;

namespace FinOpsAI.Web.Contracts;

/// <summary>What a client must know before its first page.</summary>
/// <param name="Organization">The organization's display name.</param>
/// <param name="Currency">ISO 4217 code of the reporting currency: every amount of this API is in it.</param>
/// <param name="Version">The product's version.</param>
/// <param name="IsDemo">True when the data is generated.</param>
/// <param name="Now">The server's time, UTC.</param>
public sealed record MetaResponse(string Organization, string Currency, string Version, bool IsDemo, DateTimeOffset Now);

/// <summary>A scope.</summary>
/// <param name="Key">What the <c>scope</c> parameter takes.</param>
/// <param name="Kind">Its level.</param>
/// <param name="Name">Its own name.</param>
/// <param name="Parent">The key of the next wider scope; null for the organization.</param>
/// <param name="FirstSeen">Earliest charge period, UTC; null before any.</param>
/// <param name="LastSeen">Latest charge period, UTC; null before any.</param>
public sealed record ScopeResponse(
    string Key, ScopeKind Kind, string Name, string? Parent, DateTimeOffset? FirstSeen, DateTimeOffset? LastSeen);

/// <summary>A list of scopes.</summary>
/// <param name="Items">By key.</param>
public sealed record ScopeListResponse(IReadOnlyList<ScopeResponse> Items);

/// <summary>Effective cost split by how sure it is.</summary>
/// <param name="Total">The whole.</param>
/// <param name="Estimated">Priced from the catalogue.</param>
/// <param name="Confirmed">Stated by the provider.</param>
/// <param name="Invoiced">Invoiced.</param>
public sealed record SpendResponse(decimal Total, decimal Estimated, decimal Confirmed, decimal Invoiced);

/// <summary>Usage totals.</summary>
/// <param name="InputTokens">Uncached input tokens.</param>
/// <param name="CachedTokens">Tokens read from or written to a cache.</param>
/// <param name="OutputTokens">Output tokens.</param>
/// <param name="Requests">Requests.</param>
/// <param name="GpuHours">GPU hours.</param>
public sealed record UsageResponse(decimal InputTokens, decimal CachedTokens, decimal OutputTokens, decimal Requests, decimal GpuHours)
{
    internal static UsageResponse From(UsageTotals usage) =>
        new(usage.InputTokens, usage.CachedTokens, usage.OutputTokens, usage.Requests, usage.GpuHours);
}

/// <summary>The figures of a period.</summary>
/// <param name="Spend">Effective cost.</param>
/// <param name="Usage">Usage.</param>
/// <param name="Records">Records, restated ones once.</param>
/// <param name="Unpriced">Records among them without a price or exchange rate.</param>
public sealed record PeriodResponse(SpendResponse Spend, UsageResponse Usage, long Records, long Unpriced);

/// <summary>Quantiles of an amount.</summary>
/// <param name="P025">2.5 %.</param>
/// <param name="P10">10 %.</param>
/// <param name="P50">Median.</param>
/// <param name="P90">90 %.</param>
/// <param name="P975">97.5 %.</param>
/// <param name="Mean">Expected value.</param>
public sealed record QuantilesResponse(decimal P025, decimal P10, decimal P50, decimal P90, decimal P975, decimal Mean);

/// <summary>A month's budget and how the month stands against it.</summary>
/// <param name="MonthlyAmount">The budget.</param>
/// <param name="UsedShare">Month to date over budget.</param>
/// <param name="ExpectedShare">Median month end over budget; null without a forecast.</param>
/// <param name="BreachAt">The UTC day on which the median forecast passes the budget; null when it does not, or without a forecast.</param>
public sealed record BudgetPaceResponse(decimal MonthlyAmount, decimal UsedShare, decimal? ExpectedShare, DateTimeOffset? BreachAt);

/// <summary>A scope's figures now. The same shape comes over the live hub, kind <c>summary</c>.</summary>
/// <param name="Scope">The scope's key.</param>
/// <param name="Epoch">Changes when the server restarts; with <paramref name="Seq"/> it orders snapshots and live messages of a scope.</param>
/// <param name="Seq">Grows with every change of the scope's figures within an epoch.</param>
/// <param name="AsOf">UTC.</param>
/// <param name="SpendPerMinute">Mean of the last five closed minutes.</param>
/// <param name="Minutes">Effective cost of the last 60 minutes, oldest first.</param>
/// <param name="Today">The UTC day so far.</param>
/// <param name="Yesterday">The UTC day before.</param>
/// <param name="MonthToDate">The UTC month so far.</param>
/// <param name="PreviousMonth">The UTC month before.</param>
/// <param name="Total">Everything ever.</param>
/// <param name="MonthEnd">Month-end total; null without a forecast.</param>
/// <param name="MonthEndReason">Why there is none: <c>history_too_short</c>, <c>no_data</c>, …</param>
/// <param name="Budget">The scope's budget; null when none is set.</param>
/// <param name="LastRecordAt">Charge time of the newest record, UTC.</param>
public sealed record SummaryResponse(
    string Scope,
    string Epoch,
    long Seq,
    DateTimeOffset AsOf,
    decimal SpendPerMinute,
    IReadOnlyList<decimal> Minutes,
    PeriodResponse Today,
    PeriodResponse Yesterday,
    PeriodResponse MonthToDate,
    PeriodResponse PreviousMonth,
    PeriodResponse Total,
    QuantilesResponse? MonthEnd,
    string? MonthEndReason,
    BudgetPaceResponse? Budget,
    DateTimeOffset? LastRecordAt);

/// <summary>One scope below another, for comparison.</summary>
/// <param name="Scope">The child.</param>
/// <param name="Today">Effective cost of the UTC day so far.</param>
/// <param name="Last7Days">Effective cost of the last seven full UTC days.</param>
/// <param name="Previous7Days">Effective cost of the seven UTC days before those.</param>
/// <param name="MonthToDate">Effective cost of the UTC month so far.</param>
/// <param name="Usage">Usage of the UTC month so far.</param>
/// <param name="MonthlyBudget">The child's budget; null when none is set.</param>
/// <param name="OpenAnomalies">Anomalies of the child and below that go on.</param>
/// <param name="Daily">Effective cost of the last 14 UTC days, oldest first, today last; null for a day without records.</param>
public sealed record ChildResponse(
    ScopeResponse Scope,
    decimal Today,
    decimal Last7Days,
    decimal Previous7Days,
    decimal MonthToDate,
    UsageResponse Usage,
    decimal? MonthlyBudget,
    int OpenAnomalies,
    IReadOnlyList<decimal?> Daily);

/// <summary>The scopes directly below one.</summary>
/// <param name="Scope">The parent's key.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Items">Those with the highest month to date, at most as many as asked for.</param>
public sealed record ChildListResponse(string Scope, int Total, IReadOnlyList<ChildResponse> Items);

/// <summary>One bucket of one group.</summary>
/// <param name="Bucket">Start, UTC.</param>
/// <param name="Group">The child's scope key, provider, model or status; empty when not grouped.</param>
/// <param name="Cost">The metric asked for.</param>
/// <param name="Usage">Usage.</param>
/// <param name="Records">Records, restated ones once.</param>
/// <param name="Unpriced">Records among them without a price or exchange rate.</param>
public sealed record CostRowResponse(DateTimeOffset Bucket, string Group, decimal Cost, UsageResponse Usage, long Records, long Unpriced);

/// <summary>An answer to a cost query.</summary>
/// <param name="Scope">The scope's key.</param>
/// <param name="From">Inclusive, UTC.</param>
/// <param name="To">Exclusive, UTC.</param>
/// <param name="Granularity"><c>minute</c>, <c>hour</c>, <c>day</c> or <c>total</c>.</param>
/// <param name="GroupBy"><c>none</c>, <c>child</c>, <c>provider</c>, <c>model</c> or <c>status</c>.</param>
/// <param name="Metric"><c>effective</c>, <c>billed</c> or <c>list</c>.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Total">Sum over all rows.</param>
/// <param name="Rows">By bucket, then group. A bucket without records has no row: missing is not zero.</param>
public sealed record CostsResponse(
    string Scope,
    DateTimeOffset From,
    DateTimeOffset To,
    string Granularity,
    string GroupBy,
    string Metric,
    string Currency,
    decimal Total,
    IReadOnlyList<CostRowResponse> Rows);

/// <summary>One forecast bucket.</summary>
/// <param name="Start">UTC.</param>
/// <param name="Value">Quantiles of the bucket.</param>
public sealed record ForecastPointResponse(DateTimeOffset Start, QuantilesResponse Value);

/// <summary>How the forecast has done on this scope's own past.</summary>
/// <param name="Origins">How many origins were scored.</param>
/// <param name="Wape">Weighted absolute percentage error, as a share; null without origins.</param>
/// <param name="Mase">Mean absolute scaled error; null without origins.</param>
/// <param name="Coverage80">Share of actuals inside P10 to P90; nominal 0.80.</param>
/// <param name="Coverage95">Share of actuals inside P2.5 to P97.5; nominal 0.95.</param>
/// <param name="Grade">FinOps Foundation level: <c>run</c>, <c>walk</c>, <c>crawl</c> or <c>none</c>.</param>
public sealed record ForecastRecordResponse(int Origins, double? Wape, double? Mase, double? Coverage80, double? Coverage95, string Grade);

/// <summary>How the daily forecasts really issued, one to seven days ahead, turned out over the last 90 days.</summary>
/// <param name="Days">Days that have closed.</param>
/// <param name="Forecasts">Forecasts of these days.</param>
/// <param name="Wape">Weighted absolute percentage error, as a share; null when nothing was spent.</param>
/// <param name="Coverage80">Share of actuals inside the P10 to P90 that was shown; nominal 0.80.</param>
/// <param name="Coverage95">Share of actuals inside the P2.5 to P97.5 that was shown; nominal 0.95.</param>
/// <param name="Bias">Forecast less actual over actual, as a share: above 0 is too high; null when nothing was spent.</param>
public sealed record LiveRecordResponse(int Days, int Forecasts, double? Wape, double? Coverage80, double? Coverage95, double? Bias);

/// <summary>A planned event in the time of a forecast.</summary>
/// <param name="Id">The planned event.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Start">UTC, inclusive; may lie before the forecast.</param>
/// <param name="End">UTC, exclusive; may lie behind the forecast.</param>
/// <param name="ExtraCost">Beyond what is usual over the whole event; negative for a pause.</param>
/// <param name="IsIncluded">Whether the forecast adds it: plans of the scope and of those below are; of a wider plan nobody knows the scope's share.</param>
public sealed record PlannedSpendResponse(string Id, string Title, DateTimeOffset Start, DateTimeOffset End, decimal ExtraCost, bool IsIncluded);

/// <summary>A scope's forecast.</summary>
/// <param name="Scope">The scope's key.</param>
/// <param name="IssuedAt">UTC.</param>
/// <param name="Granularity"><c>hour</c> or <c>day</c>.</param>
/// <param name="Method">The members that made it.</param>
/// <param name="Reason">Why there is none; null when there is one.</param>
/// <param name="Points">One per bucket.</param>
/// <param name="Record">Its record in a backtest.</param>
/// <param name="LiveRecord">Its record in earnest; null before the first issued day has closed.</param>
/// <param name="MonthToDate">Spend of the UTC month so far.</param>
/// <param name="MonthEnd">Month-end total; null without a forecast.</param>
/// <param name="Budget">The scope's budget; null when none is set.</param>
/// <param name="Planned">Planned events that concern the scope and overlap the points, by start.</param>
public sealed record ForecastResponse(
    string Scope,
    DateTimeOffset IssuedAt,
    string Granularity,
    string Method,
    string? Reason,
    IReadOnlyList<ForecastPointResponse> Points,
    ForecastRecordResponse Record,
    LiveRecordResponse? LiveRecord,
    decimal MonthToDate,
    QuantilesResponse? MonthEnd,
    BudgetPaceResponse? Budget,
    IReadOnlyList<PlannedSpendResponse> Planned);

/// <summary>What the detectors expected of one closed hour.</summary>
/// <param name="Start">UTC.</param>
/// <param name="Expected">Expected spend.</param>
/// <param name="Lower">Lower edge.</param>
/// <param name="Upper">Upper edge.</param>
public sealed record BandPointResponse(DateTimeOffset Start, decimal Expected, decimal Lower, decimal Upper);

/// <summary>The detectors' band of recent hours.</summary>
/// <param name="Scope">The scope's key.</param>
/// <param name="Points">Oldest first; hours in which the detectors were still learning are left out.</param>
public sealed record BandResponse(string Scope, IReadOnlyList<BandPointResponse> Points);
