using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Forecasting;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;

namespace FinOpsAI.Web.Apis;

/// <summary>Domain to wire.</summary>
internal static class Mapping
{
    public static ScopeResponse ToResponse(this ScopePath scope) => new(scope.Key, scope.Kind, scope.Name, scope.Parent?.Key, null, null);

    public static ScopeResponse ToResponse(this ScopeInfo info) =>
        info.Scope.ToResponse() with { FirstSeen = info.FirstSeen, LastSeen = info.LastSeen };

    public static PeriodResponse ToResponse(this PeriodFigures figures) => new(
        new(figures.Spend.Total, figures.Spend.Estimated, figures.Spend.Confirmed, figures.Spend.Invoiced),
        UsageResponse.From(figures.Usage),
        figures.Records,
        figures.Unpriced);

    public static QuantilesResponse ToResponse(this Quantiles q) =>
        new(Amount(q.P025), Amount(q.P10), Amount(q.P50), Amount(q.P90), Amount(q.P975), Amount(q.Mean));

    public static SummaryResponse ToResponse(this ScopeSummary summary, string epoch, long seq, BudgetPaceResponse? budget) => new(
        summary.Scope,
        epoch,
        seq,
        summary.AsOf,
        summary.SpendPerMinute,
        summary.Minutes,
        summary.Today.ToResponse(),
        summary.Yesterday.ToResponse(),
        summary.MonthToDate.ToResponse(),
        summary.PreviousMonth.ToResponse(),
        summary.Total.ToResponse(),
        summary.MonthEnd?.ToResponse(),
        summary.MonthEndReason,
        budget,
        summary.LastRecordAt);

    public static CostRowResponse ToResponse(this CostRow row, Func<CostAmounts, decimal> metric) => new(
        row.Bucket, row.Group, metric(row.Sums.Cost), UsageResponse.From(row.Sums.Usage), row.Sums.Records, row.Sums.Unpriced);

    public static AnomalyResponse ToResponse(
        this Anomaly anomaly, string currency, IReadOnlyDictionary<string, AnomalyFeedback> words) => new(
        anomaly.Id,
        anomaly.Scope.ToResponse(),
        anomaly.Kind,
        anomaly.State,
        anomaly.Severity,
        Name(anomaly.Clock),
        anomaly.Start,
        anomaly.End,
        anomaly.Actual,
        anomaly.Expected,
        anomaly.Lower,
        anomaly.Upper,
        anomaly.Excess,
        anomaly.Score,
        anomaly.IncidentId,
        Text(language => AnomalyNarrative.Headline(anomaly, currency, language)),
        Text(language => AnomalyNarrative.Explanation(anomaly, currency, language)),
        words.GetValueOrDefault(anomaly.Id)?.ToResponse());

    public static FeedbackResponse ToResponse(this AnomalyFeedback word) => new(word.Verdict, word.Note, word.At);

    public static FeedbackWordResponse ToWord(this AnomalyFeedback word) => new(
        word.Anomaly.Id,
        word.Anomaly.Kind,
        Name(word.Anomaly.Clock),
        word.Anomaly.Start,
        word.Anomaly.Excess,
        word.Verdict,
        word.Note,
        word.At,
        word.Verdict switch
        {
            FeedbackVerdict.Useful => FeedbackEffect.MoreEager,
            FeedbackVerdict.Noise => FeedbackEffect.LessEager,
            _ => FeedbackEffect.ExpectsTheLike,
        },
        word.At + (word.Verdict == FeedbackVerdict.Expected ? ScopeGuidance.ExpectedFor : ScopeGuidance.Memory));

    public static PlannedEventResponse ToResponse(this PlannedEvent plan) => new(
        plan.Id, plan.Scope.ToResponse(), plan.Title, plan.Start, plan.End, plan.ExtraCost, plan.Note, plan.CreatedAt);

    public static IncidentResponse ToResponse(
        this Incident incident, string currency, IReadOnlyDictionary<string, AnomalyFeedback> words) => new(
        incident.Id,
        incident.State,
        incident.Cause.ToResponse(currency, words),
        [.. incident.Impact
            .Where(anomaly => anomaly.Scope != incident.Cause.Scope)
            .GroupBy(anomaly => anomaly.Scope)
            .Select(scope => scope.MaxBy(anomaly => Math.Abs(anomaly.Excess))!.ToResponse(currency, words))],
        incident.OpenedAt,
        incident.UpdatedAt,
        incident.Handling.ToResponse());

    public static RecordResponse ToResponse(this UsageRecord record) => new(
        record.Id,
        record.Source,
        record.Revision,
        record.Timestamp,
        record.Provider,
        record.Model,
        record.Scope.Key,
        record.Experiment,
        record.Cost.Effective,
        record.Cost.Billed,
        record.Pricing,
        record.Status,
        record.Usage,
        record.Tags,
        record.Feature,
        record.Customer,
        record.Placement?.Rule,
        record.Placement?.Version,
        (record.Placement?.Scope ?? record.Scope).Key);

    public static BandPointResponse ToResponse(this BandPoint point) =>
        new(point.Start, Amount(point.Expected), Amount(point.Lower), Amount(point.Upper));

    public static string Name(Granularity granularity) => granularity switch
    {
        Granularity.Minute => "minute",
        Granularity.Hour => "hour",
        _ => "day",
    };

    /// <summary>A modelled figure as money: rounded, because its digits beyond a millionth mean nothing.</summary>
    public static decimal Amount(double value) =>
        !double.IsFinite(value) ? 0 : Math.Round((decimal)Math.Clamp(value, -1e15, 1e15), 6);

    private static LocalizedText Text(Func<NarrativeLanguage, string> write) => new(write(NarrativeLanguage.English), write(NarrativeLanguage.Korean));
}
