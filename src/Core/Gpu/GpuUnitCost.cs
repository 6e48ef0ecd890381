using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Gpu;

/// <summary>
/// What tokens of a model on one's own GPUs cost, beside what the same tokens cost at an API. In any period:
/// <code>
/// tokens             = Σ of all disjoint token units (reasoning is part of output and not counted again)
/// own per million    = GPU cost / tokens × 1,000,000
/// API per million    = API cost of the same tokens / tokens × 1,000,000
/// ratio              = GPU cost / API cost                               below 1: one's own GPUs are cheaper
/// break-even         = tokens / GPU-hours × ratio                        tokens per GPU-hour at which both cost the same
/// </code>
/// The GPU cost is that of the scope in the same period, idle time included when the scope pays for it. The API price is applied to the same
/// tokens in the same mix of input, cached input and output, so the comparison holds for this mix alone; it says nothing about quality or speed.
/// </summary>
public sealed record GpuUnitCost
{
    private const decimal Million = 1_000_000m;

    private GpuUnitCost(decimal gpuCost, decimal gpuHours, decimal tokens, GpuApiCost? api) =>
        (GpuCost, GpuHours, Tokens, Api) = (gpuCost, gpuHours, tokens, api);

    /// <summary>The cost of the GPUs in the period, reporting currency.</summary>
    public decimal GpuCost { get; }

    /// <summary>GPU-hours in the period.</summary>
    public decimal GpuHours { get; }

    /// <summary>Tokens in and out in the period.</summary>
    public decimal Tokens { get; }

    /// <summary>The API beside it; null when none was named or it has no price.</summary>
    public GpuApiCost? Api { get; }

    /// <summary>Cost of a million tokens on one's own GPUs; null without tokens.</summary>
    public decimal? PerMillion => Tokens > 0 ? GpuCost / Tokens * Million : null;

    /// <summary>Cost of a million of the same tokens at the API; null without tokens or API.</summary>
    public decimal? ApiPerMillion => Tokens > 0 && Api is { } api ? api.Cost / Tokens * Million : null;

    /// <summary>Own cost / API cost; below 1 one's own GPUs are cheaper. Null when there is nothing to divide by.</summary>
    public decimal? Ratio => Api is { Cost: > 0 } api ? GpuCost / api.Cost : null;

    /// <summary>Tokens in a GPU-hour; null without hours.</summary>
    public decimal? TokensPerGpuHour => GpuHours > 0 ? Tokens / GpuHours : null;

    /// <summary>Tokens in a GPU-hour at which both cost the same, at today's cost of a GPU-hour; null when it cannot be said.</summary>
    public decimal? BreakEvenTokensPerGpuHour => TokensPerGpuHour is > 0 and var speed && Ratio is { } ratio ? speed * ratio : null;

    /// <summary>Puts the cost of a scope's GPUs beside the tokens that came out of them.</summary>
    /// <param name="gpuCost">Effective cost of the scope's GPU records in the period, reporting currency.</param>
    /// <param name="gpuHours">Their GPU-hours.</param>
    /// <param name="usage">The scope's usage in the period by unit; units that are not tokens do not count.</param>
    /// <param name="api">What the same usage costs at an API; null for none.</param>
    public static GpuUnitCost Of(decimal gpuCost, decimal gpuHours, IReadOnlyDictionary<string, decimal> usage, GpuApiCost? api = null) => new(
        gpuCost,
        gpuHours,
        usage.Where(unit => unit.Key.StartsWith("token.", StringComparison.Ordinal) && unit.Key != UsageUnits.OutputReasoning)
            .Sum(unit => unit.Value),
        api);
}

/// <summary>What some usage costs at an API.</summary>
/// <param name="Provider">Its provider.</param>
/// <param name="Model">Its model.</param>
/// <param name="Cost">By the price list, reporting currency.</param>
/// <param name="IsComplete">False when some of the usage has no price there: the cost is a lower bound.</param>
public sealed record GpuApiCost(string Provider, string Model, decimal Cost, bool IsComplete = true);
