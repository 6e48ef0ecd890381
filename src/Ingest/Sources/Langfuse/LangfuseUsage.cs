using System.Text.Json;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Ingest.Sources.Langfuse;

/// <summary>
/// Makes disjoint units of <c>usageDetails</c>, whose keys are whatever the sender wrote. <c>total</c> is a sum, not a part, and tells how the
/// others are meant: when it is input plus output alone, the finer keys repeat a part of these; else all keys stand beside each other.
/// </summary>
internal static class LangfuseUsage
{
    private const string InputAudio = "token.input_audio";
    private const string InputImage = "token.input_image";
    private const string CacheReadAudio = "token.cache_read_audio";
    private const string CacheReadImage = "token.cache_read_image";
    private const string OutputAudio = "token.output_audio";
    private const string OutputImage = "token.output_image";

    private static readonly string[] InputParts =
    [
        UsageUnits.CacheRead, CacheReadAudio, CacheReadImage, UsageUnits.CacheWrite, UsageUnits.CacheWrite5Minutes, UsageUnits.CacheWrite1Hour,
        InputAudio, InputImage,
    ];

    /// <summary>Quantities by unit; empty when nothing was counted.</summary>
    /// <param name="details">The object; null when the observation has none.</param>
    /// <param name="isEmbedding">Whether input is what is embedded.</param>
    /// <exception cref="RowException">A quantity is no number.</exception>
    public static Dictionary<string, decimal> Of(JsonElement? details, bool isEmbedding)
    {
        Dictionary<string, decimal> units = new(StringComparer.Ordinal);
        decimal? total = null;
        foreach (var property in details?.EnumerateObject() ?? default)
        {
            var quantity = JsonFields.Number(details!.Value, property.Name) ?? 0;
            if (Unit(property.Name) is not { } unit)
            {
                total = quantity;
            }
            else if (quantity != 0)
            {
                units[unit] = units.GetValueOrDefault(unit) + quantity;
            }
        }

        if (units.Count == 0)
        {
            return total is > 0 ? new() { ["other:tokens"] = total.Value } : units;
        }

        Separate(units, total);
        if (isEmbedding && units.Remove(UsageUnits.Input, out var embedded))
        {
            units[UsageUnits.Embedding] = embedded;
        }

        return units;
    }

    private static void Separate(Dictionary<string, decimal> units, decimal? total)
    {
        var input = units.GetValueOrDefault(UsageUnits.Input);
        var output = units.GetValueOrDefault(UsageUnits.Output);
        var inputParts = InputParts.Sum(part => units.GetValueOrDefault(part));
        var otherOutput = units.GetValueOrDefault(OutputAudio) + units.GetValueOrDefault(OutputImage);
        var reasoning = units.GetValueOrDefault(UsageUnits.OutputReasoning);
        var repeats = total == input + output && input >= inputParts && output >= otherOutput + reasoning;
        Set(units, UsageUnits.Input, repeats ? input - inputParts : input);

        // The unit of reasoning is a part of the output's either way.
        Set(units, UsageUnits.Output, repeats ? output - otherOutput : output + reasoning);
    }

    private static void Set(Dictionary<string, decimal> units, string unit, decimal quantity)
    {
        if (quantity == 0)
        {
            units.Remove(unit);
        }
        else
        {
            units[unit] = quantity;
        }
    }

    /// <summary>The unit of a key; null for the total.</summary>
    private static string? Unit(string key)
    {
        var name = key.ToLowerInvariant();
        var isOutput = Has(name, "output") || Has(name, "completion");
        return name switch
        {
            "total" or "total_tokens" => null,
            "input" or "input_tokens" or "prompt_tokens" or "prompt" => UsageUnits.Input,
            "output" or "output_tokens" or "completion_tokens" or "completion" => UsageUnits.Output,
            _ when Has(name, "reasoning") || Has(name, "thought") => UsageUnits.OutputReasoning,
            _ when Has(name, "cache") && (Has(name, "creation") || Has(name, "write")) =>
                Has(name, "1h") ? UsageUnits.CacheWrite1Hour : Has(name, "5m") ? UsageUnits.CacheWrite5Minutes : UsageUnits.CacheWrite,
            _ when Has(name, "cache") => Has(name, "audio") ? CacheReadAudio : Has(name, "image") ? CacheReadImage : UsageUnits.CacheRead,
            _ when Has(name, "audio") => isOutput ? OutputAudio : InputAudio,
            _ when Has(name, "image") => isOutput ? OutputImage : InputImage,
            _ => $"other:{key}",
        };
    }

    private static bool Has(string name, string part) => name.Contains(part, StringComparison.Ordinal);
}
