using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Pricing;

namespace FinOpsAI.Ingest.Sources.OpenAi;

/// <summary>What the free text of a charge, such as <c>gpt-4o-mini, cached input</c>, says.</summary>
/// <param name="Model">The model, when the catalogue knows it.</param>
/// <param name="ServiceTier">The tier, when the text names one.</param>
internal sealed record OpenAiLineItem(string? Model, string? ServiceTier)
{
    private static readonly string[] Tiers = ["batch", "flex", "priority"];

    public static OpenAiLineItem Of(string? text, PriceCatalogue catalogue)
    {
        if (text is null)
        {
            return new(null, null);
        }

        var name = text.Split(',')[0].Trim();
        var words = text.Split([' ', ',', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        return new(
            Known(name, catalogue) ?? Known(name.Split(' ')[0], catalogue),
            Tiers.FirstOrDefault(tier => words.Contains(tier, StringComparer.OrdinalIgnoreCase)));
    }

    /// <summary>The canonical unit of a charge's quantity, and how many of it one is.</summary>
    /// <param name="text">The charge's text: it alone says which tokens.</param>
    /// <param name="unit">The provider's unit.</param>
    public static (string Unit, decimal Factor) Unit(string? text, string unit) => unit switch
    {
        "tokens" => (Tokens(text), 1),
        "1000_tokens" => (Tokens(text), 1_000),
        "duration_seconds" => ("second.audio", 1),
        "duration_minutes" => ("second.audio", 60),
        "duration_hours" => ("second.audio", 3_600),
        "gibibyte_hours" => ("gib_hour", 1),
        "images" => ("image", 1),
        "characters" => ("character", 1),
        _ => ($"other:{unit}", 1),
    };

    private static string Tokens(string? text) => text?[(text.IndexOf(',', StringComparison.Ordinal) + 1)..].Trim().ToLowerInvariant() switch
    {
        "input" => UsageUnits.Input,
        "cached input" => UsageUnits.CacheRead,
        "output" => UsageUnits.Output,
        _ => "other:tokens",
    };

    private static string? Known(string name, PriceCatalogue catalogue) =>
        name.Length > 0 && catalogue.Find("openai", name) is { } prices && !prices.Model.EndsWith('*') ? name : null;
}
