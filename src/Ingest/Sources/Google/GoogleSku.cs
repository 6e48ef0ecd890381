using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Pricing;

namespace FinOpsAI.Ingest.Sources.Google;

/// <summary>What the description of a SKU, such as <c>Gemini 2.5 Flash Text Input - Predictions</c>, says.</summary>
/// <param name="Model">The model, by the longest run of words that the price list knows.</param>
/// <param name="ServiceTier">The tier, when the text names one.</param>
/// <param name="Unit">The unit of a count; null when the text does not tell.</param>
internal sealed record GoogleSku(string? Model, string? ServiceTier, string? Unit)
{
    private const int ShortestModel = 5;
    private static readonly string[] Providers = ["google", "anthropic", "mistral"];
    private static readonly string[] Tiers = ["batch", "flex", "priority", "provisioned"];
    private static readonly char[] Separators = [' ', ',', ':', '(', ')', '_'];

    public static GoogleSku Of(string description, PriceCatalogue catalogue)
    {
        var words = description.ToLowerInvariant().Split(Separators, StringSplitOptions.RemoveEmptyEntries).Where(word => word != "-").ToArray();
        var model = ModelIn(words, catalogue);
        return new(model, Tiers.FirstOrDefault(words.Contains), UnitOf(description.ToLowerInvariant(), model is not null));
    }

    /// <summary>Quantity in a canonical unit.</summary>
    public (string Unit, decimal Quantity) Measure(string unit, decimal amount, string description) => unit switch
    {
        "count" => (Unit ?? "other:count", amount),
        "requests" => (UsageUnits.Request, amount),
        "bytes" => ("byte", amount),
        "byte-seconds" => ("gib_hour", amount / 1_073_741_824 / 3_600),
        "seconds" when Has(description, "gpu") || Has(description, "nvidia") => (UsageUnits.GpuHour, amount / 3_600),
        _ => ($"other:{unit}", amount),
    };

    private static string? ModelIn(string[] words, PriceCatalogue catalogue)
    {
        for (var start = 0; start < words.Length; start++)
        {
            for (var end = words.Length; end > start; end--)
            {
                var name = string.Join('-', words[start..end]);
                if (name.Length >= ShortestModel
                    && Providers.Select(provider => catalogue.Find(provider, name)?.Model).FirstOrDefault(model => model?.EndsWith('*') is false) is { } known)
                {
                    return known;
                }
            }
        }

        return null;
    }

    private static string? UnitOf(string text, bool isModel)
    {
        if (Has(text, "character"))
        {
            return "character";
        }

        if (Has(text, "grounding") || Has(text, "web search"))
        {
            return "web_search";
        }

        var isOutput = Has(text, "output");
        if (Has(text, "storage") || !(Has(text, "token") || (isModel && (isOutput || Has(text, "input") || Has(text, "embedding")))))
        {
            return Has(text, "imagen") ? "image" : null;
        }

        if (Has(text, "embedding"))
        {
            return UsageUnits.Embedding;
        }

        var side = Has(text, "cach") ? UsageUnits.CacheRead : isOutput ? UsageUnits.Output : UsageUnits.Input;
        var modality = Has(text, "audio") ? "_audio"
            : Has(text, "video") && side != UsageUnits.CacheRead ? "_video"
            : Has(text, "image input") || Has(text, "image output") || Has(text, "input image") || Has(text, "output image") ? "_image"
            : "";
        return side + modality;
    }

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
