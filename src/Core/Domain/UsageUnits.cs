using System.Collections.Frozen;

namespace FinOpsAI.Core.Domain;

/// <summary>
/// The canonical usage units. Token units are disjoint: adding all of them never counts a token twice,
/// except <see cref="OutputReasoning"/>, which repeats a part of <see cref="Output"/> for information.
/// </summary>
public static class UsageUnits
{
    /// <summary>Uncached input tokens.</summary>
    public const string Input = "token.input";

    /// <summary>Input tokens read from a provider's cache.</summary>
    public const string CacheRead = "token.cache_read";

    /// <summary>Input tokens written to a cache whose lifetime is unknown.</summary>
    public const string CacheWrite = "token.cache_write";

    /// <summary>Input tokens written to a cache that lives 5 minutes.</summary>
    public const string CacheWrite5Minutes = "token.cache_write_5m";

    /// <summary>Input tokens written to a cache that lives an hour.</summary>
    public const string CacheWrite1Hour = "token.cache_write_1h";

    /// <summary>Output tokens, reasoning included.</summary>
    public const string Output = "token.output";

    /// <summary>Reasoning tokens; already a part of <see cref="Output"/>.</summary>
    public const string OutputReasoning = "token.output_reasoning";

    /// <summary>Embedded tokens.</summary>
    public const string Embedding = "token.embedding";

    /// <summary>Requests.</summary>
    public const string Request = "request";

    /// <summary>Hours of a whole GPU.</summary>
    public const string GpuHour = "gpu_hour";

    /// <summary>Hours of a unit of provisioned throughput.</summary>
    public const string PtuHour = "ptu_hour";

    /// <summary>Every canonical unit.</summary>
    public static FrozenSet<string> All { get; } = new[]
    {
        Input, CacheRead, CacheWrite, CacheWrite5Minutes, CacheWrite1Hour, Output, OutputReasoning, Embedding, Request, GpuHour,
        "token.input_audio", "token.output_audio", "token.input_image", "token.output_image", "token.input_video", "token.output_video",
        "token.cache_read_audio", "token.cache_read_image",
        "image", "character", "second.audio", "web_search", "file_search", "session", "byte", "gib_hour",
        "instance_hour", PtuHour, "dbu", "credit",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True for a canonical unit or a source's own one, written <c>other:NAME</c>.</summary>
    public static bool IsKnown(string unit) =>
        All.Contains(unit) || (unit.StartsWith("other:", StringComparison.Ordinal) && unit.Length > "other:".Length);
}
