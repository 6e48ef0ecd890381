using System.Text.Json;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Ingest.Sources.OpenAi;

/// <summary>
/// Takes the token counts of a completions row apart so that no token is counted twice: there, input includes cached and written tokens of
/// all modalities.
/// </summary>
internal static class OpenAiTokens
{
    /// <summary>Quantities by unit; their token units add up to input plus output.</summary>
    public static IEnumerable<(string Unit, decimal Quantity)> Of(JsonElement row)
    {
        var cached = Count(row, "input_cached_tokens");
        var written = Count(row, "input_cache_write_tokens");
        var uncached = JsonFields.Number(row, "input_uncached_tokens") ?? (Count(row, "input_tokens") - cached - written);
        return
        [
            .. ByModality(row, "input", uncached, UsageUnits.Input),
            .. ByModality(row, "input_cached", cached, UsageUnits.CacheRead),
            (UsageUnits.CacheWrite, written),
            .. ByModality(row, "output", Count(row, "output_tokens"), UsageUnits.Output),
            (UsageUnits.Request, Count(row, "num_model_requests")),
        ];
    }

    /// <summary>The modalities when they add up to the whole; else the whole, as older rows leave some of them out.</summary>
    private static IEnumerable<(string Unit, decimal Quantity)> ByModality(JsonElement row, string side, decimal whole, string unit)
    {
        var text = Count(row, $"{side}_text_tokens");
        var audio = Count(row, $"{side}_audio_tokens");
        var image = Count(row, $"{side}_image_tokens");
        return text + audio + image == whole
            ? [(unit, text), ($"{unit}_audio", audio), ($"{unit}_image", image)]
            : [(unit, whole)];
    }

    private static decimal Count(JsonElement row, string name) => JsonFields.Number(row, name) ?? 0;
}
