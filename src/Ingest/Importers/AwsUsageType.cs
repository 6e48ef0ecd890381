using System.Text.RegularExpressions;
using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers;

/// <summary>What an AWS usage type says about AI: <c>USE1-Claude4.6Sonnet-output-tokens-cross-region-global</c> and its kin.</summary>
/// <param name="Model">The model in the catalogue's spelling where that follows from the name; null when the usage type names none.</param>
/// <param name="Unit">The token kind; null when it is not tokens.</param>
/// <param name="Tier"><c>batch</c>, <c>flex</c> or <c>priority</c>; null for standard.</param>
/// <param name="Instance">The instance type of machine hours; null when it is none.</param>
internal readonly partial record struct AwsUsageType(string? Model, string? Unit, string? Tier, string? Instance)
{
    /// <summary>Marketplace contracts count a million tokens to a unit.</summary>
    private const decimal MarketplaceUnit = 1_000_000m;

    /// <summary>Reads a usage type.</summary>
    /// <param name="usageType">The usage type, with or without the region before it.</param>
    /// <param name="product">The product's name, which alone names the model of Marketplace charges; null when unknown.</param>
    public static AwsUsageType Parse(string usageType, string? product)
    {
        if (Marketplace().Match(usageType) is { Success: true } sold)
        {
            var words = sold.Groups["rest"].Value;
            return new(
                BedrockModels.OfProduct(product, words.Contains("_Global", StringComparison.OrdinalIgnoreCase)),
                UnitOf(sold.Groups["kind"].Value, words, isEmbedding: false),
                TierOf(words),
                null);
        }

        if (Tokens().Match(usageType) is { Success: true } tokens)
        {
            var (name, words) = (tokens.Groups["model"].Value, tokens.Groups["rest"].Value);
            return new(
                BedrockModels.OfUsageType(name, words.Contains("cross-region-global", StringComparison.OrdinalIgnoreCase)),
                UnitOf(tokens.Groups["kind"].Value, words, name.Contains("embed", StringComparison.OrdinalIgnoreCase)),
                TierOf(words),
                null);
        }

        return Machine().Match(usageType) is { Success: true } machine ? new(null, null, null, machine.Groups["type"].Value) : default;
    }

    /// <summary>Adds the quantity in the canonical unit. The scale is always the pricing unit's, as families differ by a factor of 1,000.</summary>
    public void AddUsage(UsageDraft draft, string usageType, string? pricingUnit, decimal amount, NamePool names)
    {
        if (Instance is { } instance && pricingUnit is null or "Hrs" or "Hours" or "hours" or "hrs" or "Hour")
        {
            draft.Usage.Add(new("instance_hour", amount));
            if (AwsGpus.Count(instance) is > 0 and var gpus)
            {
                draft.Usage.Add(new(UsageUnits.GpuHour, amount * gpus));
            }

            return;
        }

        if (Unit is { } unit && Scale(pricingUnit, usageType) is { } scale && Math.Abs(amount) <= decimal.MaxValue / scale)
        {
            draft.Usage.Add(new(unit, amount * scale));
        }
        else if (pricingUnit is not null)
        {
            draft.Usage.Add(FocusUnits.Map(pricingUnit, amount, usageType, names));
        }
    }

    [GeneratedRegex(@"MP:[A-Z0-9]+_(?<kind>(?:CacheRead|CacheWrite(?:1h|5m)?)?(?:Input|Output)TokenCount)(?<rest>(?:_\w+)*)-Units$")]
    private static partial Regex Marketplace();

    [GeneratedRegex(
        @"^(?:(?:[A-Z]{2,4}\d|EU)-)?(?<model>.+?)-(?:mantle-)?(?<kind>cache-read(?:-input)?|cache-write(?:-input)?|input|output)"
        + @"-token(?:s|-count)(?<rest>(?:-\w+)*)$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Tokens();

    /// <summary>EC2 machines by the names of their hours, SageMaker's by <c>ml.</c>; other services also charge by hours named after a machine.</summary>
    [GeneratedRegex(
        @"^(?:[A-Z]{2,4}\d?-)?(?:(?:BoxUsage|SpotUsage|DedicatedUsage|HostBoxUsage|UnusedBox|UnusedDed):(?<type>[a-z][a-z0-9-]*\.[a-z0-9-]+)"
        + @"|[A-Za-z-]+:(?<type>ml\.[a-z0-9-]+\.[a-z0-9-]+))")]
    private static partial Regex Machine();

    private static string UnitOf(string kind, string words, bool isEmbedding)
    {
        if (!kind.StartsWith("cache", StringComparison.OrdinalIgnoreCase))
        {
            return kind.StartsWith("output", StringComparison.OrdinalIgnoreCase) ? UsageUnits.Output
                : isEmbedding ? UsageUnits.Embedding
                : UsageUnits.Input;
        }

        var isRead = kind.Contains("read", StringComparison.OrdinalIgnoreCase);
        return isRead ? UsageUnits.CacheRead
            : Says(kind, "1h") || Says(words, "-1h") ? UsageUnits.CacheWrite1Hour
            : Says(kind, "5m") || Says(words, "-5m") ? UsageUnits.CacheWrite5Minutes
            : UsageUnits.CacheWrite;
    }

    private static string? TierOf(string words) =>
        Says(words, "batch") ? "batch" : Says(words, "flex") ? "flex" : Says(words, "priority") ? "priority" : null;

    /// <summary>How many tokens a unit is; null when that is not certain.</summary>
    private static decimal? Scale(string? pricingUnit, string usageType) => pricingUnit switch
    {
        null => null,
        "Units" or "Unit" => usageType.Contains("MP:", StringComparison.Ordinal) ? MarketplaceUnit : null,
        _ => FocusUnits.Scale(pricingUnit),
    };

    private static bool Says(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
