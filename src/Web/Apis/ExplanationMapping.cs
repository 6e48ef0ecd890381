using FinOpsAI.Core.Explanations;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Web.Contracts;

namespace FinOpsAI.Web.Apis;

/// <summary>Explanations to wire.</summary>
internal static class ExplanationMapping
{
    public static ExplanationResponse ToResponse(this Explanation explanation, string currency)
    {
        var rounded = RoundedExplanation.Of(explanation, currency);
        return new(
            explanation.Scope.ToResponse(),
            explanation.Occasion,
            explanation.From,
            explanation.To,
            explanation.BaselineFrom,
            explanation.BaselineTo,
            explanation.BaselineWindows,
            currency,
            explanation.Before,
            explanation.After,
            explanation.Delta,
            new(rounded.Before, rounded.After, rounded.Delta),
            [.. explanation.Parts.Zip(rounded.Parts, (part, shown) => new ExplanationPartResponse(
                part.Factor, part.Amount, shown, part.Subject, part.Measure, part.Before, part.After))],
            [.. explanation.Children.Zip(rounded.Children, (child, shown) => new ExplanationChildResponse(
                child.Scope.ToResponse(), child.Before, child.After, child.Delta, shown))],
            explanation.OtherChildren,
            rounded.OtherChildren,
            explanation.Unpriced,
            explanation.HasRetries,
            new(
                ExplanationNarrative.Headline(explanation, currency, NarrativeLanguage.English),
                ExplanationNarrative.Headline(explanation, currency, NarrativeLanguage.Korean)),
            new(
                ExplanationNarrative.Sentences(explanation, currency, NarrativeLanguage.English),
                ExplanationNarrative.Sentences(explanation, currency, NarrativeLanguage.Korean)));
    }
}
