using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Explanations;

namespace FinOpsAI.Core.Narratives;

/// <summary>An explanation in English.</summary>
internal sealed class EnglishExplanation(RoundedExplanation rounded, string currency) : ExplanationWords(rounded, currency)
{
    protected override NarrativeLanguage Language => NarrativeLanguage.English;

    public override string Headline(Explanation explanation)
    {
        var name = ScopeWords.Start(explanation.Scope, Language);
        if (Rounded.Delta == 0)
        {
            return $"{name}: no more and no less than {Compared(explanation)}";
        }

        var change = $"{name}: {Money(Rounded.Delta)} {MoreOrLess(Rounded.Delta)} than {Compared(explanation)}";
        return Main(explanation) is { } main ? $"{change}, mainly {Cause(main.Part)} ({Signed(main.Amount)})" : change;
    }

    public override string Opening(Explanation explanation)
    {
        var name = ScopeWords.Start(explanation.Scope, Language);
        var difference = Rounded.Delta == 0 ? "exactly" : $"{Money(Rounded.Delta)} {MoreOrLess(Rounded.Delta)} than";
        if (explanation.Occasion == ExplanationOccasion.Forecast)
        {
            return $"This month's forecast for {ScopeWords.Name(explanation.Scope, Language)} is {Amount(Rounded.After)}, {difference} the {Amount(Rounded.Before)} forecast on {Time(explanation.BaselineFrom)}.";
        }

        var spent = explanation.Occasion == ExplanationOccasion.Budget
            ? $"{name} has spent {Amount(Rounded.After)} since {Time(explanation.From)}"
            : $"{name} cost {Amount(Rounded.After)} from {Time(explanation.From)} to {Time(explanation.To)}";
        return $"{spent}, {difference} the {Amount(Rounded.Before)} {Baseline(explanation)}.";
    }

    public override string Part(ExplanationPart part, decimal amount)
    {
        var did = amount < 0 ? $"took off {Money(amount)}" : $"added {Money(amount)}";
        if (Measures(part, amount) is not var (from, to))
        {
            return $"{Capital(Cause(part))} {did}.";
        }

        var change = $"went from {from} to {to}";
        return part.Factor switch
        {
            CostFactor.Volume =>
                $"{(part.Measure == ExplanationMeasure.Tokens ? "Tokens" : "Requests")} {change}{(part.Subject is null ? "" : $", mostly of {part.Subject}")}, which {did}.",
            CostFactor.ModelMix => $"The share of {part.Subject ?? "spend without a model"} {change}, and with it the mix of models {did}.",
            CostFactor.TokensPerRequest => $"Tokens in a request of {part.Subject} {change}, which {did}.",
            CostFactor.TokenMix => $"The share of {Kind(part)} tokens of {part.Subject} {change}, which {did}.",
            CostFactor.Price => $"The price of {(part.Measure == ExplanationMeasure.PricePerRequest ? "a request" : "a million tokens")} of {part.Subject} {change}, which {did}.",
            CostFactor.Retries => $"Requests that failed {change}, which {did}.",
            CostFactor.GpuHours => $"GPU hours {change}, which {did}.",
            CostFactor.Expected => $"Instead of the {from} of the like hours, {to} was expected for season, trend and plans, which {did}.",
            CostFactor.SpentSince => $"Since then {to} was spent where {from} had been forecast, which {did}.",
            CostFactor.Plans => $"What is planned for the rest of the month {change}, which {did}.",
            CostFactor.Outlook => $"The outlook for the rest of the month, without plans, {change}, which {did}.",
            _ => $"{Capital(Cause(part))} {change}, which {did}.",
        };
    }

    public override string Children(Explanation explanation)
    {
        var others = Rounded.OtherChildren == 0 ? [] : new[] { $"all others together {Signed(Rounded.OtherChildren)}" };
        return $"One level down: {string.Join(", ", ChildFigures(explanation).Concat(others))}.";
    }

    public override string Unpriced(long records) => records == 1
        ? "1 record has no price; its cost is in none of these figures."
        : $"{records:#,0} records have no price; their cost is in none of these figures.";

    private static string Cause(ExplanationPart part) => part.Factor switch
    {
        CostFactor.Volume => part.Subject is null ? "the number of requests" : $"the number of requests of {part.Subject}",
        CostFactor.ModelMix => part.Subject is null ? "the mix of models" : $"the mix of models, above all {part.Subject}",
        CostFactor.TokensPerRequest => part.Subject is null ? "the tokens of a request" : $"the tokens of a request of {part.Subject}",
        CostFactor.TokenMix => part.Subject is null ? "the mix of input, cached and output tokens" : $"the mix of input, cached and output tokens of {part.Subject}",
        CostFactor.Price => part.Subject is null ? "prices" : $"the price of {part.Subject}",
        CostFactor.Retries => "failed calls",
        CostFactor.GpuHours => "GPU hours",
        CostFactor.Charges => "charges without usage (fees, credits, corrections)",
        CostFactor.Expected => "season, trend and plans",
        CostFactor.SpentSince => "what was spent since",
        CostFactor.Plans => "planned events",
        _ => "the outlook for the rest of the month",
    };

    private static string Kind(ExplanationPart part) => part.Measure switch
    {
        ExplanationMeasure.CachedShare => "cached",
        ExplanationMeasure.OutputShare => "output",
        _ => "uncached input",
    };

    private static string Compared(Explanation explanation) => explanation switch
    {
        { Occasion: ExplanationOccasion.Forecast } => "forecast before",
        { Occasion: ExplanationOccasion.Anomaly } => "expected",
        { BaselineWindows: > 1 } => "usual",
        _ => "before",
    };

    private string Baseline(Explanation explanation) => explanation switch
    {
        { Occasion: ExplanationOccasion.Anomaly } => "expected",
        { BaselineWindows: > 1 } =>
            $"average of the same hours on {explanation.BaselineWindows} earlier days or weeks, {Time(explanation.BaselineFrom)} to {Time(explanation.BaselineTo)}",
        _ => $"from {Time(explanation.BaselineFrom)} to {Time(explanation.BaselineTo)}{(IsScaled(explanation) ? ", scaled to the same length" : "")}",
    };

    private static string MoreOrLess(decimal delta) => delta > 0 ? "more" : "less";

    private string Time(DateTimeOffset instant) => NarrativeFormat.Time(instant, Language);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
