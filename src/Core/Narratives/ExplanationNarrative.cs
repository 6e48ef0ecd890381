using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Explanations;

namespace FinOpsAI.Core.Narratives;

/// <summary>Says in plain words why a cost changed. The figures are rounded together, so that a reader who adds them up gets the whole.</summary>
public static class ExplanationNarrative
{
    /// <summary>One line: whose cost, how much more or less, and what most of it comes from.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <param name="currency">ISO 4217 code of its amounts.</param>
    /// <param name="language">The reader's language.</param>
    public static string Headline(Explanation explanation, string currency, NarrativeLanguage language)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        return Words(RoundedExplanation.Of(explanation, currency), currency, language).Headline(explanation);
    }

    /// <summary>What was spent against what, then a sentence for each part, the scopes below, and what is not in the figures.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <param name="currency">ISO 4217 code of its amounts.</param>
    /// <param name="language">The reader's language.</param>
    public static IReadOnlyList<string> Sentences(Explanation explanation, string currency, NarrativeLanguage language)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        var rounded = RoundedExplanation.Of(explanation, currency);
        var words = Words(rounded, currency, language);
        List<string> sentences = [words.Opening(explanation)];
        for (var i = 0; i < explanation.Parts.Count; i++)
        {
            // What rounds to nothing is left out: the others add up without it.
            if (rounded.Parts[i] != 0)
            {
                sentences.Add(words.Part(explanation.Parts[i], rounded.Parts[i]));
            }
        }

        if (rounded.Children.Any(child => child != 0))
        {
            sentences.Add(words.Children(explanation));
        }

        if (explanation.Unpriced > 0)
        {
            sentences.Add(words.Unpriced(explanation.Unpriced));
        }

        return sentences;
    }

    /// <summary>
    /// The sentences that belong behind an anomaly's own: without the opening where both tell the same difference, else with it, since the figures then
    /// add up to another one.
    /// </summary>
    /// <param name="explanation">The explanation of the anomaly's time.</param>
    /// <param name="anomaly">The anomaly.</param>
    /// <param name="currency">ISO 4217 code of their amounts.</param>
    /// <param name="language">The reader's language.</param>
    public static IReadOnlyList<string> SentencesAfter(Explanation explanation, Anomaly anomaly, string currency, NarrativeLanguage language)
    {
        ArgumentNullException.ThrowIfNull(anomaly);
        var sentences = Sentences(explanation, currency, language);
        return RoundedExplanation.Of(explanation, currency).Delta == AnomalyNarrative.Excess(anomaly, currency) ? [.. sentences.Skip(1)] : sentences;
    }

    private static ExplanationWords Words(RoundedExplanation rounded, string currency, NarrativeLanguage language) =>
        language == NarrativeLanguage.Korean ? new KoreanExplanation(rounded, currency) : new EnglishExplanation(rounded, currency);
}

/// <summary>The words of one language for an explanation's figures.</summary>
internal abstract class ExplanationWords(RoundedExplanation rounded, string currency)
{
    protected abstract NarrativeLanguage Language { get; }

    protected RoundedExplanation Rounded => rounded;

    protected string Currency => currency;

    public abstract string Headline(Explanation explanation);

    public abstract string Opening(Explanation explanation);

    public abstract string Part(ExplanationPart part, decimal amount);

    public abstract string Children(Explanation explanation);

    public abstract string Unpriced(long records);

    /// <summary>An amount as it is.</summary>
    protected string Amount(decimal amount) => NarrativeFormat.Money(amount, currency, rounded.Decimals);

    /// <summary>An amount without its sign.</summary>
    protected string Money(decimal amount) => NarrativeFormat.Money(Math.Abs(amount), currency, rounded.Decimals);

    /// <summary>An amount with its sign, also a plus.</summary>
    protected string Signed(decimal amount) => (amount < 0 ? "-" : "+") + Money(amount);

    /// <summary>Whether what it is compared with was shorter or longer.</summary>
    protected static bool IsScaled(Explanation explanation) =>
        explanation.To - explanation.From != explanation.BaselineTo - explanation.BaselineFrom;

    /// <summary>The largest part that goes the way of the whole; null when there is none.</summary>
    protected (ExplanationPart Part, decimal Amount)? Main(Explanation explanation)
    {
        for (var i = 0; i < explanation.Parts.Count; i++)
        {
            if (rounded.Parts[i] != 0 && Math.Sign(rounded.Parts[i]) == Math.Sign(rounded.Delta))
            {
                return (explanation.Parts[i], rounded.Parts[i]);
            }
        }

        return null;
    }

    /// <summary>The listed scopes that changed, with what they contributed.</summary>
    protected IEnumerable<string> ChildFigures(Explanation explanation) => explanation.Children
        .Zip(rounded.Children, (child, amount) => (Name: ScopeWords.Name(child.Scope, Language), Amount: amount))
        .Where(child => child.Amount != 0)
        .Select(child => $"{child.Name} {Signed(child.Amount)}");

    /// <summary>A part's measure before and after, as a reader knows it; null when it has none.</summary>
    protected (string From, string To)? Measures(ExplanationPart part, decimal amount)
    {
        if (part is not { Measure: { } measure, Before: { } before, After: { } after })
        {
            return null;
        }

        string Written(decimal value) => measure switch
        {
            ExplanationMeasure.ShareOfVolume or ExplanationMeasure.InputShare or ExplanationMeasure.CachedShare or ExplanationMeasure.OutputShare =>
                NarrativeFormat.Share(value, before, after),
            ExplanationMeasure.PricePerMillionTokens or ExplanationMeasure.PricePerRequest => NarrativeFormat.Price(value, currency),
            ExplanationMeasure.Money => NarrativeFormat.Money(value, currency, rounded.Decimals),
            _ => NarrativeFormat.Count(value, before, after),
        };

        if (measure != ExplanationMeasure.Money)
        {
            return (Written(before), Written(after));
        }

        // The part is the difference of the two: they are shown so that a reader finds it.
        var shown = Math.Round(after, rounded.Decimals, MidpointRounding.AwayFromZero);
        return (Written(part.Factor == CostFactor.Expected ? shown + amount : shown - amount), Written(shown));
    }
}
