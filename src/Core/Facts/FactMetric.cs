using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Facts;

/// <summary>What is shown of facts. Ratios are ratios of sums.</summary>
public enum FactMetric
{
    /// <summary>Effective cost.</summary>
    Effective,

    /// <summary>Billed cost.</summary>
    Billed,

    /// <summary>List cost.</summary>
    List,

    /// <summary>Requests.</summary>
    Requests,

    /// <summary>All tokens, cached ones included.</summary>
    Tokens,

    /// <summary>Uncached input tokens.</summary>
    InputTokens,

    /// <summary>Output tokens.</summary>
    OutputTokens,

    /// <summary>Tokens read from or written to a cache.</summary>
    CachedTokens,

    /// <summary>GPU hours.</summary>
    GpuHours,

    /// <summary>Records, restated ones once.</summary>
    Records,

    /// <summary>Effective cost of the records that count requests, by request.</summary>
    CostPerRequest,

    /// <summary>Effective cost of the records that count tokens, by 1,000,000 tokens.</summary>
    CostPerMillionTokens,

    /// <summary>The part of all input tokens that was read from a cache, 0 to 1.</summary>
    CacheHitRate,
}

/// <summary>A metric's sums: what a ratio is divided by is 0 for metrics that are none.</summary>
/// <param name="Numerator">The sum, or what is divided.</param>
/// <param name="Denominator">By what.</param>
internal readonly record struct MetricParts(decimal Numerator, decimal Denominator)
{
    public static MetricParts operator +(MetricParts a, MetricParts b) => new(a.Numerator + b.Numerator, a.Denominator + b.Denominator);
}

/// <summary>What the metrics are called and how each is computed.</summary>
public static class FactMetrics
{
    /// <summary>A cost per so many tokens.</summary>
    public const decimal Million = 1_000_000m;

    /// <summary>The metrics by their names in the API.</summary>
    public static IReadOnlyDictionary<string, FactMetric> ByName { get; } = new Dictionary<string, FactMetric>
    {
        ["effective"] = FactMetric.Effective,
        ["billed"] = FactMetric.Billed,
        ["list"] = FactMetric.List,
        ["requests"] = FactMetric.Requests,
        ["tokens"] = FactMetric.Tokens,
        ["input_tokens"] = FactMetric.InputTokens,
        ["output_tokens"] = FactMetric.OutputTokens,
        ["cached_tokens"] = FactMetric.CachedTokens,
        ["gpu_hours"] = FactMetric.GpuHours,
        ["records"] = FactMetric.Records,
        ["cost_per_request"] = FactMetric.CostPerRequest,
        ["cost_per_million_tokens"] = FactMetric.CostPerMillionTokens,
        ["cache_hit_rate"] = FactMetric.CacheHitRate,
    };

    /// <summary>The metric's name in the API.</summary>
    public static string Name(this FactMetric metric) => ByName.First(named => named.Value == metric).Key;

    /// <summary>Whether the metric is one sum divided by another.</summary>
    public static bool IsRatio(this FactMetric metric) => metric >= FactMetric.CostPerRequest;

    /// <summary>Input tokens read from a cache.</summary>
    public static decimal CacheReads(IReadOnlyDictionary<string, decimal> usage)
    {
        ArgumentNullException.ThrowIfNull(usage);
        return usage.GetValueOrDefault(UsageUnits.CacheRead) + usage.GetValueOrDefault("token.cache_read_audio") + usage.GetValueOrDefault("token.cache_read_image");
    }

    /// <summary>One sum divided by another; null where there is nothing to divide by.</summary>
    internal static decimal? Ratio(decimal numerator, decimal denominator) => denominator > 0 ? numerator / denominator : null;

    internal static decimal? Value(this FactMetric metric, MetricParts parts) =>
        metric.IsRatio() ? Ratio(parts.Numerator, parts.Denominator) : parts.Numerator;

    internal static MetricParts Of(this FactMetric metric, CostFact fact, in UsageTotals usage)
    {
        var cost = fact.Sums.Cost;
        var counts = fact.Key.Facets.Counts;
        return metric switch
        {
            FactMetric.Effective => new(cost.Effective, 0),
            FactMetric.Billed => new(cost.Billed, 0),
            FactMetric.List => new(cost.List, 0),
            FactMetric.Requests => new(usage.Requests, 0),
            FactMetric.Tokens => new(usage.Tokens(), 0),
            FactMetric.InputTokens => new(usage.InputTokens, 0),
            FactMetric.OutputTokens => new(usage.OutputTokens, 0),
            FactMetric.CachedTokens => new(usage.CachedTokens, 0),
            FactMetric.GpuHours => new(usage.GpuHours, 0),
            FactMetric.Records => new(fact.Sums.Records, 0),
            FactMetric.CostPerRequest => new(counts.HasFlag(UsageCounts.Requests) ? cost.Effective : 0, usage.Requests),
            FactMetric.CostPerMillionTokens => new(counts.HasFlag(UsageCounts.Tokens) ? cost.Effective * Million : 0, usage.Tokens()),
            _ => new(CacheReads(fact.Sums.Usage), usage.InputTokens + usage.CachedTokens),
        };
    }
}
