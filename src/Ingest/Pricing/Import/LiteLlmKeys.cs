using System.Globalization;
using System.Text.RegularExpressions;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Ingest.Pricing;

/// <summary>A key of LiteLLM's price file taken apart: <c>input_cost_per_token_above_200k_tokens_priority</c>.</summary>
/// <param name="Name">The key without size and tier.</param>
/// <param name="Above">Holds for requests with more input tokens than this; 0 for all.</param>
/// <param name="Tier">The service tier; null for the standard one.</param>
internal readonly partial record struct LiteLlmKey(string Name, long Above, string? Tier)
{
    /// <summary>Per token; the price of a million is kept.</summary>
    private static readonly Dictionary<string, string> Tokens = new()
    {
        ["input_cost_per_token"] = UsageUnits.Input,
        ["output_cost_per_token"] = UsageUnits.Output,
        ["cache_read_input_token_cost"] = UsageUnits.CacheRead,
        ["input_cost_per_token_cache_hit"] = UsageUnits.CacheRead,
        ["cache_creation_input_token_cost"] = UsageUnits.CacheWrite,
        ["cache_creation_input_token_cost_above_1hr"] = UsageUnits.CacheWrite1Hour,
        ["output_cost_per_reasoning_token"] = UsageUnits.OutputReasoning,
        ["input_cost_per_audio_token"] = "token.input_audio",
        ["output_cost_per_audio_token"] = "token.output_audio",
        ["cache_read_input_audio_token_cost"] = "token.cache_read_audio",
        ["cache_read_input_token_cost_per_audio_token"] = "token.cache_read_audio",
        ["cache_creation_input_audio_token_cost"] = "other:token.cache_write_audio",
        ["input_cost_per_image_token"] = "token.input_image",
        ["output_cost_per_image_token"] = "token.output_image",
        ["cache_read_input_image_token_cost"] = "token.cache_read_image",
        ["input_cost_per_video_token"] = "token.input_video",
        ["output_cost_per_video_token"] = "token.output_video",
        ["citation_cost_per_token"] = "other:token.output_citation",
    };

    /// <summary>Per piece.</summary>
    private static readonly Dictionary<string, string> Pieces = new()
    {
        ["output_cost_per_image"] = "image",
        ["input_cost_per_character"] = "character",
        ["output_cost_per_character"] = "other:character.output",
        ["input_cost_per_audio_per_second"] = "second.audio",
        ["output_cost_per_audio_per_second"] = "other:second.audio_output",
        ["input_cost_per_video_per_second"] = "other:second.video",
        ["output_cost_per_video_per_second"] = "other:second.video_output",
        ["input_cost_per_query"] = UsageUnits.Request,
        ["input_cost_per_request"] = UsageUnits.Request,
        ["code_interpreter_cost_per_session"] = "session",
        ["file_search_cost_per_gb_per_day"] = "other:gb_day.file_search",
        ["vector_store_cost_per_gb_per_day"] = "other:gb_day.vector_store",
        ["ocr_cost_per_page"] = "other:page",
        ["annotation_cost_per_page"] = "other:page.annotation",
    };

    /// <summary>The same cost once more in another measure.</summary>
    private static readonly string[] Repeated =
    [
        "input_dbu_cost_per_token", "output_dbu_cost_per_token", "output_db_cost_per_token",
    ];

    [GeneratedRegex("^(.*?)(?:_above_([0-9]+)k_tokens)?(?:_(batches|flex|priority))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Parts();

    /// <summary>True for a key that says what something costs.</summary>
    public static bool IsPrice(string key) =>
        (key.Contains("cost", StringComparison.Ordinal) || key.Contains("price", StringComparison.Ordinal) || key is "tiered_pricing")
        && !Repeated.Contains(key, StringComparer.Ordinal);

    public static LiteLlmKey Parse(string key)
    {
        var match = Parts().Match(key);
        var tier = match.Groups[3].Value switch
        {
            "" => null,
            "batches" => "batch",
            var other => other,
        };
        return new(
            match.Groups[1].Value,
            match.Groups[2].Success ? long.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) * 1_000 : 0,
            tier);
    }

    /// <summary>Our unit, and the factor from the price of one to the price kept.</summary>
    /// <param name="mode">The model's <c>mode</c>, as some names mean different things with different modes.</param>
    public (string Unit, decimal Factor)? Unit(string? mode)
    {
        if (Tokens.TryGetValue(Name, out var token))
        {
            return (token, 1_000_000m);
        }

        if (Pieces.TryGetValue(Name, out var piece))
        {
            return (piece, 1m);
        }

        var makesImages = mode is "image_generation" or "image_edit";
        var hears = mode is "audio_transcription" or "audio_speech";
        return Name switch
        {
            "input_cost_per_image" => (makesImages ? "image" : "other:image.input", 1m),
            "input_cost_per_pixel" => ("other:pixel", 1m),
            "output_cost_per_pixel" => ("other:pixel.output", 1m),
            "input_cost_per_second" => (hears ? "second.audio" : "other:second.input", 1m),
            "output_cost_per_second" => (hears ? "second.audio" : mode is "video_generation" ? "other:second.video_output" : "other:second.output", 1m),
            "file_search_cost_per_1k_calls" => ("file_search", 0.001m),
            _ => null,
        };
    }
}
