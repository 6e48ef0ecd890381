using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Push.Otlp;

/// <summary>Turns a span of a model's work into a draft.</summary>
internal sealed class GenAiSpans(OtlpPlacement placement)
{
    /// <summary>True for a span with any attribute of the conventions.</summary>
    public static bool IsRelated(Dictionary<string, string> attributes)
    {
        foreach (var name in attributes.Keys)
        {
            if (name.StartsWith("gen_ai.", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// True for the operations in which a model works. Instrumentations from before there were operations are known by their tokens.
    /// </summary>
    public static bool IsModelOperation(OtlpSpan span) =>
        GenAi.First(span.Attributes, GenAi.Operation) is { } operation
            ? GenAi.ModelOperations.Contains(operation)
            : GenAi.First(span.Attributes, GenAi.Model) is not null
              && (GenAi.First(span.Attributes, GenAi.InputTokens) ?? GenAi.First(span.Attributes, GenAi.OutputTokens)) is not null;

    /// <summary>Fills a cleared draft.</summary>
    /// <exception cref="InvalidDataException">A number is none.</exception>
    public void Fill(UsageDraft draft, OtlpSpan span)
    {
        var attributes = span.Attributes;
        var operation = GenAi.First(attributes, GenAi.Operation);
        draft.Line = span.Number;
        draft.Id = $"{span.TraceId}-{span.SpanId}";
        draft.Source = GenAi.Source;
        draft.Timestamp = OtlpTime.Of(span.StartNanoseconds);
        draft.Provider = GenAi.First(attributes, GenAi.Provider);
        draft.Model = GenAi.First(attributes, GenAi.Model);
        draft.ServiceTier = GenAi.First(attributes, GenAi.ServiceTier);
        placement.Apply(draft, attributes, span.Resource);
        PushTags.Set(draft, "operation", operation);

        draft.Usage.Add(new(UsageUnits.Request, 1));
        var counts = new TokenCounts
        {
            Input = Count(attributes, GenAi.InputTokens),
            Output = Count(attributes, GenAi.OutputTokens),
            CacheRead = Count(attributes, GenAi.CacheRead) ?? 0,
            CacheWrite = Count(attributes, GenAi.CacheWrite) ?? 0,
            Reasoning = Count(attributes, GenAi.Reasoning) ?? 0,
        };
        counts.AddTo(draft, operation == "embeddings");

        var error = GenAi.First(attributes, GenAi.ErrorType);
        if (error is null && !span.IsError)
        {
            return;
        }

        PushTags.Set(draft, "status", "failure");
        PushTags.Set(draft, "error", error);
        if (!counts.HasTotals)
        {
            // A call that failed before it used anything cost nothing; one that used tokens is priced like any other.
            draft.EffectiveCost = 0;
            draft.Status = CostStatus.Estimated;
        }
    }

    private static decimal? Count(Dictionary<string, string> attributes, string[] names)
    {
        if (GenAi.First(attributes, names) is not { } text)
        {
            return null;
        }

        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var count) && count >= 0
            ? count
            : throw new InvalidDataException($"{names[0]}: got \"{Excerpt.Of(text)}\", expected a number of 0 or more");
    }
}
