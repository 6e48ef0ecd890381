using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Sources;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Push.Otlp;

/// <summary>Turns tokens counted by the histogram <c>gen_ai.client.token.usage</c> into a draft.</summary>
internal sealed class TokenUsagePoints(OtlpPlacement placement)
{
    /// <summary>The unit of a point's tokens; null when they are no model's input or output, or repeat those of others.</summary>
    public static string? UnitOf(OtlpPoint point)
    {
        var operation = GenAi.First(point.Attributes, GenAi.Operation);
        if (operation is not null && !GenAi.ModelOperations.Contains(operation))
        {
            return null;
        }

        return GenAi.First(point.Attributes, GenAi.TokenType) switch
        {
            "input" or "prompt" => operation == "embeddings" ? UsageUnits.Embedding : UsageUnits.Input,
            "output" or "completion" => UsageUnits.Output,
            _ => null,
        };
    }

    /// <summary>What says which points belong together: all attributes of resource and point, and when the counting began.</summary>
    public static string SeriesOf(OtlpPoint point)
    {
        List<string?> parts = [point.StartNanoseconds.ToString(CultureInfo.InvariantCulture), point.Scope];
        foreach (var attributes in (ReadOnlySpan<Dictionary<string, string>>)[point.Resource.Attributes, point.Attributes])
        {
            // A separator that no attribute has as its name.
            parts.Add(null);
            foreach (var (name, text) in attributes.OrderBy(attribute => attribute.Key, StringComparer.Ordinal))
            {
                parts.Add(name);
                parts.Add(text);
            }
        }

        return RowId.Of([.. parts]);
    }

    /// <summary>The tokens of a point.</summary>
    /// <exception cref="InvalidDataException">It has none, or a number that cannot be.</exception>
    public static decimal TokensOf(OtlpPoint point) => point.Sum switch
    {
        null => throw new InvalidDataException("sum: is missing, expected the number of tokens"),
        >= 0 and < 1e18 and var sum => (decimal)sum,
        _ => throw new InvalidDataException($"sum: got {OtlpAttributes.Number(point.Sum.Value)}, expected a number of 0 or more"),
    };

    /// <summary>Fills a cleared draft with some tokens of a point's series.</summary>
    public void Fill(UsageDraft draft, OtlpPoint point, string unit, string id, ulong startNanoseconds, decimal tokens, decimal requests)
    {
        draft.Line = point.Number;
        draft.Id = id;
        draft.Source = GenAi.Source;
        draft.Timestamp = OtlpTime.Of(startNanoseconds);
        draft.Provider = GenAi.First(point.Attributes, GenAi.Provider);
        draft.Model = GenAi.First(point.Attributes, GenAi.Model);
        draft.ServiceTier = GenAi.First(point.Attributes, GenAi.ServiceTier);
        placement.Apply(draft, point.Attributes, point.Resource);
        PushTags.Set(draft, "operation", GenAi.First(point.Attributes, GenAi.Operation));
        draft.Usage.Add(new(unit, tokens));

        // Each request is counted in both histograms, so only one of them may say how many there were.
        if (unit != UsageUnits.Output && requests > 0)
        {
            draft.Usage.Add(new(UsageUnits.Request, requests));
        }
    }
}
