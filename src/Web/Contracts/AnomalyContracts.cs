using FinOpsAI.Core.Domain;

namespace FinOpsAI.Web.Contracts;

/// <summary>A sentence in both languages.</summary>
/// <param name="En">English.</param>
/// <param name="Ko">Korean.</param>
public sealed record LocalizedText(string En, string Ko);

/// <summary>An episode in which one scope's spend left its band.</summary>
/// <param name="Id">Stable.</param>
/// <param name="Scope">Where.</param>
/// <param name="Kind">What.</param>
/// <param name="State">Whether it goes on.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Granularity">The bucket length it was seen on: <c>minute</c>, <c>hour</c> or <c>day</c>.</param>
/// <param name="Start">UTC.</param>
/// <param name="End">UTC, exclusive.</param>
/// <param name="Actual">Spend in the episode.</param>
/// <param name="Expected">Spend expected in the episode.</param>
/// <param name="Lower">Lower edge of the band.</param>
/// <param name="Upper">Upper edge of the band.</param>
/// <param name="Excess">Actual minus expected.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="IncidentId">The incident it belongs to.</param>
/// <param name="Headline">One line.</param>
/// <param name="Explanation">Two or three sentences whose figures add up.</param>
/// <param name="Feedback">What a person said of it; null for nothing.</param>
public sealed record AnomalyResponse(
    string Id,
    ScopeResponse Scope,
    AnomalyKind Kind,
    AnomalyState State,
    Severity Severity,
    string Granularity,
    DateTimeOffset Start,
    DateTimeOffset End,
    decimal Actual,
    decimal Expected,
    decimal Lower,
    decimal Upper,
    decimal Excess,
    double Score,
    string? IncidentId,
    LocalizedText Headline,
    LocalizedText Explanation,
    FeedbackResponse? Feedback);

/// <summary>Anomalies, newest start first.</summary>
/// <param name="Items">The anomalies.</param>
public sealed record AnomalyListResponse(IReadOnlyList<AnomalyResponse> Items);

/// <summary>What contributed to an anomaly's excess.</summary>
/// <param name="Kind"><c>child</c> or <c>model</c>.</param>
/// <param name="Key">The child's scope key, or the model.</param>
/// <param name="Name">For display.</param>
/// <param name="Actual">Spend in the episode.</param>
/// <param name="Baseline">Spend in the same hours one week before.</param>
public sealed record ContributorResponse(string Kind, string Key, string Name, decimal Actual, decimal Baseline);

/// <summary>An anomaly with what is needed to judge it.</summary>
/// <param name="Anomaly">The anomaly.</param>
/// <param name="Incident">The incident it belongs to; null while it is being correlated.</param>
/// <param name="Series">Hourly cost from two days before to two days after.</param>
/// <param name="Band">The detectors' band over the same time, where it is still known.</param>
/// <param name="Contributors">Largest difference first; children first, then models.</param>
/// <param name="Explanation">
/// Why it differs from what was expected, in parts that add up to the excess; null where spend is not known (silence, a stuck meter, a bill) or there
/// is nothing to compare with.
/// </param>
public sealed record AnomalyDetailResponse(
    AnomalyResponse Anomaly,
    IncidentResponse? Incident,
    IReadOnlyList<CostRowResponse> Series,
    IReadOnlyList<BandPointResponse> Band,
    IReadOnlyList<ContributorResponse> Contributors,
    ExplanationResponse? Explanation);

/// <summary>One cause, told once. The same shape comes over the live hub, kind <c>incident</c>.</summary>
/// <param name="Id">Stable.</param>
/// <param name="State">Whether it goes on.</param>
/// <param name="Cause">The anomaly at the lowest scope that explains the others.</param>
/// <param name="Impact">The anomalies of wider scopes that it explains, narrowest first; of each scope the largest.</param>
/// <param name="OpenedAt">UTC.</param>
/// <param name="UpdatedAt">UTC.</param>
/// <param name="Handling">What was done about it.</param>
public sealed record IncidentResponse(
    string Id,
    IncidentState State,
    AnomalyResponse Cause,
    IReadOnlyList<AnomalyResponse> Impact,
    DateTimeOffset OpenedAt,
    DateTimeOffset UpdatedAt,
    IncidentHandlingResponse Handling);

/// <summary>Incidents, newest first.</summary>
/// <param name="Items">The incidents.</param>
public sealed record IncidentListResponse(IReadOnlyList<IncidentResponse> Items);
