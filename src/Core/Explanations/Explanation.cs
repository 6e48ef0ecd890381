using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Explanations;

/// <summary>What made a cost change.</summary>
public enum CostFactor
{
    /// <summary>More or fewer requests, at the mix and price of before.</summary>
    Volume = 1,

    /// <summary>Other models for the same requests.</summary>
    ModelMix = 2,

    /// <summary>More or fewer tokens in a request of the same model.</summary>
    TokensPerRequest = 3,

    /// <summary>Another share of input, cached input and output among the tokens.</summary>
    TokenMix = 4,

    /// <summary>The same tokens of the same model at another price.</summary>
    Price = 5,

    /// <summary>Requests that were sent again after they had failed.</summary>
    Retries = 6,

    /// <summary>GPU hours: more or fewer, and their price.</summary>
    GpuHours = 7,

    /// <summary>Charges without usage: fees, purchases, credits, corrections.</summary>
    Charges = 8,

    /// <summary>What was expected to change anyway: season, trend, planned events.</summary>
    Expected = 9,

    /// <summary>Of a forecast: what was spent since the earlier one, against what that foretold of the same time.</summary>
    SpentSince = 10,

    /// <summary>Of a forecast: planned events that came, went or changed.</summary>
    Plans = 11,

    /// <summary>Of a forecast: what is foretold of the days that are left.</summary>
    Outlook = 12,
}

/// <summary>On what occasion a change is explained; it decides how the words begin.</summary>
public enum ExplanationOccasion
{
    /// <summary>Somebody asked about a period.</summary>
    Period = 0,

    /// <summary>An anomaly.</summary>
    Anomaly = 1,

    /// <summary>A budget that is, or will be, exceeded.</summary>
    Budget = 2,

    /// <summary>A month's forecast that differs from an earlier one.</summary>
    Forecast = 3,

    /// <summary>A regular report.</summary>
    Report = 4,
}

/// <summary>What a part's own measure is.</summary>
public enum ExplanationMeasure
{
    /// <summary>Requests in the period.</summary>
    Requests = 1,

    /// <summary>Tokens in the period, where requests are not counted.</summary>
    Tokens = 2,

    /// <summary>The subject's share of the requests (or tokens), 0 to 1.</summary>
    ShareOfVolume = 3,

    /// <summary>Tokens of all kinds in a request of the subject.</summary>
    TokensPerRequest = 4,

    /// <summary>Uncached input tokens' share of the subject's tokens, 0 to 1.</summary>
    InputShare = 5,

    /// <summary>Cached tokens' share of the subject's tokens, 0 to 1.</summary>
    CachedShare = 6,

    /// <summary>Output tokens' share of the subject's tokens, 0 to 1.</summary>
    OutputShare = 7,

    /// <summary>Price of a million tokens of the subject, both periods at the earlier one's mix of kinds, reporting currency.</summary>
    PricePerMillionTokens = 8,

    /// <summary>Cost of a request of the subject whose tokens are not known, reporting currency.</summary>
    PricePerRequest = 9,

    /// <summary>GPU hours in the period.</summary>
    GpuHours = 10,

    /// <summary>Spend of the month so far, or what was foretold of it, reporting currency.</summary>
    Money = 11,
}

/// <summary>One part of a change.</summary>
/// <param name="Factor">What made it.</param>
/// <param name="Amount">What it made, signed, reporting currency.</param>
/// <param name="Subject">The model, token kind or charge that most of it comes from; null when none stands out.</param>
/// <param name="Before">The factor's own measure before (requests, tokens a request, price of a million tokens, a share); null where there is none.</param>
/// <param name="After">The same measure after.</param>
public sealed record ExplanationPart(CostFactor Factor, decimal Amount, string? Subject, decimal? Before, decimal? After)
{
    /// <summary>What <see cref="Before"/> and <see cref="After"/> measure; null where there is no measure.</summary>
    public ExplanationMeasure? Measure { get; init; }
}

/// <summary>What a scope below contributed to a change.</summary>
/// <param name="Scope">The scope directly below.</param>
/// <param name="Before">Its cost in the earlier period, scaled to the later one's length.</param>
/// <param name="After">Its cost in the later period.</param>
public sealed record ExplanationChild(ScopePath Scope, decimal Before, decimal After)
{
    /// <summary>What it contributed.</summary>
    public decimal Delta => After - Before;
}

/// <summary>
/// Why a scope's cost differs from what it is compared with. The parts add up to <see cref="Delta"/> to the last decimal, and so do the children
/// (those not listed are one <see cref="OtherChildren"/>). Amounts in the reporting currency, times in UTC.
/// </summary>
/// <param name="Scope">Whose cost.</param>
/// <param name="From">Inclusive start of the period explained.</param>
/// <param name="To">Its exclusive end.</param>
/// <param name="BaselineFrom">Inclusive start of the period compared with.</param>
/// <param name="BaselineTo">Its exclusive end.</param>
/// <param name="Before">The cost compared with: of the baseline, scaled to the period's length, or what was expected.</param>
/// <param name="After">The cost of the period.</param>
/// <param name="Parts">Largest first.</param>
/// <param name="Children">Largest first; empty for a resource.</param>
/// <param name="OtherChildren">What the scopes not listed contributed together.</param>
public sealed record Explanation(
    ScopePath Scope,
    DateTimeOffset From,
    DateTimeOffset To,
    DateTimeOffset BaselineFrom,
    DateTimeOffset BaselineTo,
    decimal Before,
    decimal After,
    IReadOnlyList<ExplanationPart> Parts,
    IReadOnlyList<ExplanationChild> Children,
    decimal OtherChildren)
{
    /// <summary>What is explained.</summary>
    public decimal Delta => After - Before;

    /// <summary>Records of the period without a price or an exchange rate: their cost is in no figure here.</summary>
    public long Unpriced { get; init; }

    /// <summary>How many like times <see cref="Before"/> is the mean of: the same hours of that many weeks; 1 when one period was compared with.</summary>
    public int BaselineWindows { get; init; } = 1;

    /// <summary>Why it is explained.</summary>
    public ExplanationOccasion Occasion { get; init; }

    /// <summary>Whether calls that failed were measured, so that no part <see cref="CostFactor.Retries"/> means that they cost no more than before.</summary>
    public bool HasRetries { get; init; }
}
