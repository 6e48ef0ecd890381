using FinOpsAI.Core.Domain;
using FinOpsAI.Web.Identity;

namespace FinOpsAI.Web.Contracts;

/// <summary>Plans an event, or changes a planned one. Exactly one of <paramref name="ExtraCost"/> and <paramref name="Factor"/> is given.</summary>
/// <param name="Scope">Where the spend is planned; it need not have any spend yet.</param>
/// <param name="Title">What people call it; 1 to 200 characters.</param>
/// <param name="Start">RFC 3339, inclusive; without a zone it is UTC.</param>
/// <param name="End">RFC 3339, exclusive; after the start, at most 366 days.</param>
/// <param name="ExtraCost">Beyond what is usual over the whole event, reporting currency; negative for a pause; not 0.</param>
/// <param name="Factor">
/// What usual spend is multiplied by: 0 for a pause, 2 for twice as much; 0 to 1,000, not 1. Usual is the mean of the days with records among the 28 UTC days
/// before the event, or before today when it lies ahead.
/// </param>
/// <param name="Note">Anything else, at most 2,000 characters.</param>
public sealed record PlannedEventRequest(
    string? Scope, string? Title, string? Start, string? End, decimal? ExtraCost, decimal? Factor, string? Note) : IScopedRequest;

/// <summary>Spend that people know about beforehand.</summary>
/// <param name="Id">Stable.</param>
/// <param name="Scope">Where the spend is planned.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Start">UTC, inclusive.</param>
/// <param name="End">UTC, exclusive.</param>
/// <param name="ExtraCost">Beyond what is usual over the whole event; negative for a pause.</param>
/// <param name="Note">Anything else; null for nothing.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record PlannedEventResponse(
    string Id, ScopeResponse Scope, string Title, DateTimeOffset Start, DateTimeOffset End, decimal ExtraCost, string? Note, DateTimeOffset CreatedAt);

/// <summary>Planned events.</summary>
/// <param name="Items">By start.</param>
public sealed record PlannedEventListResponse(IReadOnlyList<PlannedEventResponse> Items);

/// <summary>A person's word on an anomaly.</summary>
/// <param name="Verdict"><c>useful</c>, <c>expected</c> or <c>noise</c>.</param>
/// <param name="Note">Why, at most 2,000 characters.</param>
public sealed record FeedbackRequest(string? Verdict, string? Note);

/// <summary>A person's word on an anomaly.</summary>
/// <param name="Verdict">The word.</param>
/// <param name="Note">Why; null for nothing.</param>
/// <param name="At">When it was given, UTC; a changed note leaves it as it is.</param>
public sealed record FeedbackResponse(FeedbackVerdict Verdict, string? Note, DateTimeOffset At);

/// <summary>What a word does to its scope's detectors.</summary>
public enum FeedbackEffect
{
    /// <summary>It counts against a word "noise", and for a doubled false-alert budget.</summary>
    MoreEager = 1,

    /// <summary>It halves the false-alert budget.</summary>
    LessEager = 2,

    /// <summary>The like of the anomaly at the same time of the week or month is not told.</summary>
    ExpectsTheLike = 3,
}

/// <summary>A word on one of a scope's anomalies, and what it does.</summary>
/// <param name="AnomalyId">The anomaly.</param>
/// <param name="Kind">What it was.</param>
/// <param name="Granularity">The bucket length it was seen on.</param>
/// <param name="Start">Its start, UTC.</param>
/// <param name="Excess">Its actual minus expected cost when the word was given.</param>
/// <param name="Verdict">The word.</param>
/// <param name="Note">Why; null for nothing.</param>
/// <param name="At">When the word was given, UTC.</param>
/// <param name="Effect">What it does.</param>
/// <param name="Until">When it stops doing so, UTC, exclusive.</param>
public sealed record FeedbackWordResponse(
    string AnomalyId,
    AnomalyKind Kind,
    string Granularity,
    DateTimeOffset Start,
    decimal Excess,
    FeedbackVerdict Verdict,
    string? Note,
    DateTimeOffset At,
    FeedbackEffect Effect,
    DateTimeOffset Until);

/// <summary>How eager a scope's detectors are, and why.</summary>
/// <param name="Scope">The scope's key.</param>
/// <param name="ConfiguredFalseAlertsPer30Days">Expected false alerts in 30 days without any word.</param>
/// <param name="FalseAlertsPer30Days">Expected false alerts in 30 days now.</param>
/// <param name="Useful">Words "useful" that count now.</param>
/// <param name="Expected">Words "expected" that hold now.</param>
/// <param name="Noise">Words "noise" that count now.</param>
/// <param name="Words">The words that do something now, newest first.</param>
public sealed record SensitivityResponse(
    string Scope,
    double ConfiguredFalseAlertsPer30Days,
    double FalseAlertsPer30Days,
    int Useful,
    int Expected,
    int Noise,
    IReadOnlyList<FeedbackWordResponse> Words);
