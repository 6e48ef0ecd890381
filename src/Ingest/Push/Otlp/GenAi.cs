using System.Collections.Frozen;

namespace FinOpsAI.Ingest.Push.Otlp;

/// <summary>Names of the OpenTelemetry conventions for generative AI (1.41), with those they had before.</summary>
internal static class GenAi
{
    /// <summary>The source of all records made of OpenTelemetry.</summary>
    public const string Source = "otlp";

    public const string ServiceName = "service.name";
    public const string Operation = "gen_ai.operation.name";
    public const string TokenType = "gen_ai.token.type";
    public const string ErrorType = "error.type";

    /// <summary>The histogram of used tokens.</summary>
    public const string TokenUsage = "gen_ai.client.token.usage";

    public static readonly string[] Provider = ["gen_ai.provider.name", "gen_ai.system"];
    public static readonly string[] Model = ["gen_ai.response.model", "gen_ai.request.model"];
    public static readonly string[] InputTokens = ["gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"];
    public static readonly string[] OutputTokens = ["gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"];
    public static readonly string[] CacheRead = ["gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens"];
    public static readonly string[] CacheWrite = ["gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cache_creation_input_tokens"];
    public static readonly string[] Reasoning = ["gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.reasoning_tokens"];

    public static readonly string[] ServiceTier =
    [
        "openai.response.service_tier", "gen_ai.openai.response.service_tier", "openai.request.service_tier", "gen_ai.openai.request.service_tier",
    ];

    /// <summary>
    /// The operations in which a model works. Others (agents, workflows, tools) may repeat the tokens of those beneath them, so they are not counted.
    /// </summary>
    public static readonly FrozenSet<string> ModelOperations =
        new[] { "chat", "text_completion", "generate_content", "embeddings" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Every attribute of a span that is read.</summary>
    public static IEnumerable<string> SpanAttributes =>
        [Operation, ErrorType, .. Provider, .. Model, .. InputTokens, .. OutputTokens, .. CacheRead, .. CacheWrite, .. Reasoning, .. ServiceTier];

    /// <summary>The first of several attributes that is there and not blank.</summary>
    public static string? First(Dictionary<string, string> attributes, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (attributes.TryGetValue(name, out var text) && !string.IsNullOrWhiteSpace(text))
            {
                return text;
            }
        }

        return null;
    }
}
