using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Forecasting;

namespace FinOpsAI.Core.Contracts;

/// <summary>All entries of one scope in a stretch of the ledger.</summary>
/// <param name="Previous">Exclusive start: everything of the scope in (Previous, Upto] is in <paramref name="Entries"/>.</param>
/// <param name="Upto">Inclusive end of the stretch.</param>
/// <param name="Entries">In ledger order; may be empty.</param>
public sealed record ScopeBatch(long Previous, long Upto, IReadOnlyList<LedgerEntry> Entries);

/// <summary>Anomalies of one scope that are new or changed.</summary>
/// <param name="Anomalies">The anomalies, each as it now is.</param>
/// <param name="ReportedAt">UTC.</param>
public sealed record AnomalyReport(IReadOnlyList<Anomaly> Anomalies, DateTimeOffset ReportedAt);

/// <summary>Spend of one period split by how sure it is; the parts add up to the whole.</summary>
/// <param name="Estimated">Priced by us.</param>
/// <param name="Confirmed">Stated by the provider.</param>
/// <param name="Invoiced">Invoiced.</param>
public sealed record SpendByStatus(decimal Estimated, decimal Confirmed, decimal Invoiced)
{
    /// <summary>The whole.</summary>
    public decimal Total => Estimated + Confirmed + Invoiced;
}

/// <summary>A period's figures.</summary>
/// <param name="Spend">Effective cost by status, reporting currency.</param>
/// <param name="Usage">Tokens, requests, GPU hours.</param>
/// <param name="Records">Records counted, restated ones once.</param>
/// <param name="Unpriced">Records among them without a price or exchange rate.</param>
public sealed record PeriodFigures(SpendByStatus Spend, UsageTotals Usage, long Records, long Unpriced);

/// <summary>The figures of a scope at one moment; amounts in the reporting currency, periods in UTC.</summary>
/// <param name="Scope">The scope's key.</param>
/// <param name="Position">The ledger position included.</param>
/// <param name="AsOf">The time up to which "now" is meant, UTC.</param>
/// <param name="SpendPerMinute">Mean of the last five closed minutes.</param>
/// <param name="Minutes">Effective cost of each of the last 60 minutes, oldest first.</param>
/// <param name="Today">The UTC day so far.</param>
/// <param name="Yesterday">The UTC day before.</param>
/// <param name="MonthToDate">The UTC month so far.</param>
/// <param name="PreviousMonth">The UTC month before.</param>
/// <param name="Total">Everything ever.</param>
/// <param name="MonthEnd">Month-end total; null while there is no forecast.</param>
/// <param name="MonthEndReason">A code saying why <paramref name="MonthEnd"/> is null.</param>
/// <param name="LastRecordAt">Charge time of the newest record; null before the first.</param>
public sealed record ScopeSummary(
    string Scope,
    long Position,
    DateTimeOffset AsOf,
    decimal SpendPerMinute,
    IReadOnlyList<decimal> Minutes,
    PeriodFigures Today,
    PeriodFigures Yesterday,
    PeriodFigures MonthToDate,
    PeriodFigures PreviousMonth,
    PeriodFigures Total,
    Quantiles? MonthEnd,
    string? MonthEndReason,
    DateTimeOffset? LastRecordAt);

/// <summary>What to forecast.</summary>
/// <param name="Granularity">Hour or day.</param>
/// <param name="Horizon">How many buckets, 1 or more; null means to the end of the month, at least one bucket.</param>
public sealed record ForecastRequest(Granularity Granularity, int? Horizon);

/// <summary>A scope's forecast.</summary>
/// <param name="Scope">The scope's key.</param>
/// <param name="IssuedAt">UTC.</param>
/// <param name="Granularity">Bucket length.</param>
/// <param name="FirstBucket">Start of the first forecast bucket, UTC.</param>
/// <param name="Result">Quantiles per bucket and the record; or the reason why there is none.</param>
/// <param name="MonthToDate">Spend of the UTC month so far, without forecast.</param>
/// <param name="MonthEnd">Month-end total with bands of its own; null without a forecast.</param>
public sealed record ScopeForecast(
    string Scope,
    DateTimeOffset IssuedAt,
    Granularity Granularity,
    DateTimeOffset FirstBucket,
    ForecastResult Result,
    decimal MonthToDate,
    Quantiles? MonthEnd)
{
    /// <summary>How the daily forecasts issued for the scope turned out; null before the first of their days has closed.</summary>
    public LiveRecord? LiveRecord { get; init; }
}

/// <summary>What the detectors expected of one closed hour.</summary>
/// <param name="Start">UTC.</param>
/// <param name="Expected">Expected spend.</param>
/// <param name="Lower">Lower edge.</param>
/// <param name="Upper">Upper edge.</param>
public sealed record BandPoint(DateTimeOffset Start, double Expected, double Lower, double Upper);

/// <summary>Detectors of a wider scope, as saved, to start those of a new one from.</summary>
/// <param name="Hour">State on the hour clock.</param>
/// <param name="Day">State on the day clock.</param>
public sealed record DetectorPrior(byte[] Hour, byte[] Day);
