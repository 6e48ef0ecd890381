using FinOpsAI.Core.Explanations;

namespace FinOpsAI.Web.Contracts;

/// <summary>Why a scope's cost differs from what it is compared with. Amounts in the reporting currency, times in UTC.</summary>
/// <param name="Scope">Whose cost.</param>
/// <param name="Occasion">Why it is explained.</param>
/// <param name="From">Inclusive start of the period explained, whole minutes or hours.</param>
/// <param name="To">Its exclusive end.</param>
/// <param name="BaselineFrom">Inclusive start of what is compared with; of a forecast, when the earlier one was issued.</param>
/// <param name="BaselineTo">Its exclusive end.</param>
/// <param name="BaselineWindows">How many like times <paramref name="Before"/> is the mean of; 1 for one period.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Before">The cost compared with, at the period's length; or what was expected.</param>
/// <param name="After">The cost of the period.</param>
/// <param name="Delta"><paramref name="After"/> less <paramref name="Before"/>.</param>
/// <param name="Rounded">The same three as the texts show them.</param>
/// <param name="Parts">What made the difference, largest first; they add up to <paramref name="Delta"/>.</param>
/// <param name="Children">What the scopes directly below contributed, largest first; empty for a resource.</param>
/// <param name="OtherChildren">What those not listed contributed together; with the listed ones it adds up to <paramref name="Delta"/>.</param>
/// <param name="OtherChildrenRounded">The same as the texts show it.</param>
/// <param name="Unpriced">Records of the period without a price; their cost is in no figure.</param>
/// <param name="HasRetries">Whether failed calls were measured.</param>
/// <param name="Headline">One line.</param>
/// <param name="Sentences">The whole story; its figures add up to the cent.</param>
public sealed record ExplanationResponse(
    ScopeResponse Scope,
    ExplanationOccasion Occasion,
    DateTimeOffset From,
    DateTimeOffset To,
    DateTimeOffset BaselineFrom,
    DateTimeOffset BaselineTo,
    int BaselineWindows,
    string Currency,
    decimal Before,
    decimal After,
    decimal Delta,
    RoundedChangeResponse Rounded,
    IReadOnlyList<ExplanationPartResponse> Parts,
    IReadOnlyList<ExplanationChildResponse> Children,
    decimal OtherChildren,
    decimal OtherChildrenRounded,
    long Unpriced,
    bool HasRetries,
    LocalizedText Headline,
    LocalizedTexts Sentences);

/// <summary>A change rounded to the currency's decimals so that it still adds up.</summary>
/// <param name="Before">Before.</param>
/// <param name="After">After.</param>
/// <param name="Delta">After less before.</param>
public sealed record RoundedChangeResponse(decimal Before, decimal After, decimal Delta);

/// <summary>One part of a change.</summary>
/// <param name="Factor">What made it.</param>
/// <param name="Amount">What it made, signed.</param>
/// <param name="Rounded">The same as the texts show it; these add up to the rounded change.</param>
/// <param name="Subject">The model that most of it comes from; null when none stands out.</param>
/// <param name="Measure">What <paramref name="Before"/> and <paramref name="After"/> are; null without a measure.</param>
/// <param name="Before">The factor's own measure before.</param>
/// <param name="After">The same after.</param>
public sealed record ExplanationPartResponse(
    CostFactor Factor, decimal Amount, decimal Rounded, string? Subject, ExplanationMeasure? Measure, decimal? Before, decimal? After);

/// <summary>What a scope below contributed to a change.</summary>
/// <param name="Scope">The scope directly below.</param>
/// <param name="Before">Its cost before, at the period's length.</param>
/// <param name="After">Its cost in the period.</param>
/// <param name="Delta">After less before.</param>
/// <param name="Rounded">The same as the texts show it.</param>
public sealed record ExplanationChildResponse(ScopeResponse Scope, decimal Before, decimal After, decimal Delta, decimal Rounded);

/// <summary>Sentences in both languages.</summary>
/// <param name="En">English.</param>
/// <param name="Ko">Korean.</param>
public sealed record LocalizedTexts(IReadOnlyList<string> En, IReadOnlyList<string> Ko);
