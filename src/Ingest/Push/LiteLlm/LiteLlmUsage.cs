using System.Collections.Frozen;

namespace FinOpsAI.Ingest.Push.LiteLlm;

/// <summary>
/// A provider's usage object as LiteLLM hands it on: in the shape of OpenAI's chat API, of OpenAI's responses API, or of Anthropic's
/// messages API, which alone counts cached tokens beside the input rather than in it.
/// </summary>
internal sealed class LiteLlmUsage
{
    private static readonly FrozenSet<string> Groups = new[]
    {
        "prompt_tokens_details", "input_tokens_details", "completion_tokens_details", "output_tokens_details", "cache_creation",
        "cache_creation_token_details", "server_tool_use",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Counts = new[]
    {
        "prompt_tokens", "completion_tokens", "input_tokens", "output_tokens", "cache_read_input_tokens", "cache_creation_input_tokens",
        "prompt_tokens_details.cached_tokens", "prompt_tokens_details.cache_creation_tokens", "prompt_tokens_details.audio_tokens",
        "prompt_tokens_details.image_tokens", "input_tokens_details.cached_tokens", "input_tokens_details.audio_tokens",
        "input_tokens_details.image_tokens", "completion_tokens_details.reasoning_tokens", "completion_tokens_details.audio_tokens",
        "completion_tokens_details.image_tokens", "output_tokens_details.reasoning_tokens", "output_tokens_details.audio_tokens",
        "output_tokens_details.image_tokens", "cache_creation.ephemeral_5m_input_tokens", "cache_creation.ephemeral_1h_input_tokens",
        "cache_creation_token_details.ephemeral_5m_input_tokens", "cache_creation_token_details.ephemeral_1h_input_tokens",
        "server_tool_use.web_search_requests",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly Dictionary<string, decimal> _counts = new(StringComparer.Ordinal);

    public string? ServiceTier { get; set; }

    public decimal WebSearches => Of("server_tool_use.web_search_requests");

    /// <summary>True for an object of counts inside the usage object.</summary>
    public static bool IsGroup(string name) => Groups.Contains(name);

    /// <summary>True for a count that is used; those in a group carry the group's name and a dot.</summary>
    public static bool IsCount(string name) => Counts.Contains(name);

    public void Set(string name, decimal count) => _counts[name] = count;

    public TokenCounts ToCounts() => new()
    {
        Input = Find("prompt_tokens") ?? Find("input_tokens"),
        Output = Find("completion_tokens") ?? Find("output_tokens"),
        InputExcludesCache = IsAnthropic(),
        CacheRead = Of("prompt_tokens_details.cached_tokens", "input_tokens_details.cached_tokens", "cache_read_input_tokens"),
        CacheWrite = Of("cache_creation_input_tokens", "prompt_tokens_details.cache_creation_tokens"),
        CacheWrite5Minutes = Of("cache_creation.ephemeral_5m_input_tokens", "cache_creation_token_details.ephemeral_5m_input_tokens"),
        CacheWrite1Hour = Of("cache_creation.ephemeral_1h_input_tokens", "cache_creation_token_details.ephemeral_1h_input_tokens"),
        InputAudio = Of("prompt_tokens_details.audio_tokens", "input_tokens_details.audio_tokens"),
        InputImage = Of("prompt_tokens_details.image_tokens", "input_tokens_details.image_tokens"),
        OutputAudio = Of("completion_tokens_details.audio_tokens", "output_tokens_details.audio_tokens"),
        OutputImage = Of("completion_tokens_details.image_tokens", "output_tokens_details.image_tokens"),
        Reasoning = Of("completion_tokens_details.reasoning_tokens", "output_tokens_details.reasoning_tokens"),
    };

    private bool IsAnthropic() =>
        !_counts.ContainsKey("prompt_tokens") && _counts.ContainsKey("input_tokens")
        && (_counts.ContainsKey("cache_read_input_tokens") || _counts.ContainsKey("cache_creation_input_tokens"));

    private decimal? Find(string name) => _counts.TryGetValue(name, out var count) ? count : null;

    /// <summary>The largest of several spellings of the same count: 0 often fills those that the provider does not use.</summary>
    private decimal Of(params ReadOnlySpan<string> names)
    {
        decimal largest = 0;
        foreach (var name in names)
        {
            largest = Math.Max(largest, Find(name) ?? 0);
        }

        return largest;
    }
}
