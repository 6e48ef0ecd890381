using System.Text.Json;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Ingest.Pricing;

/// <summary>Reads the prices of one entry of LiteLLM's file.</summary>
internal static class LiteLlmModel
{
    public static PeriodEntry Read(string key, JsonElement entry, out IReadOnlyList<string> unread, out bool hasPrice)
    {
        var mode = entry.TryGetProperty("mode", out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        var standard = new PriceGathering();
        Dictionary<string, List<(LiteLlmKey Key, decimal Price)>> tiers = new(StringComparer.Ordinal);
        var fields = entry.EnumerateObject().Where(field => LiteLlmKey.IsPrice(field.Name) && field.Value.ValueKind is not JsonValueKind.Null);
        foreach (var field in fields)
        {
            var parsed = LiteLlmKey.Parse(field.Name);
            if (field.Name is "search_context_cost_per_query")
            {
                Searches(field.Value, standard);
            }
            else if (field.Name is "tiered_pricing")
            {
                Ranges(field.Value, standard, mode);
            }
            else if (!JsonNumber.TryRead(field.Value, out var price) || price < 0 || parsed.Unit(mode) is null)
            {
                standard.NotRead(field.Name);
            }
            else if (parsed.Tier is { } tier)
            {
                (tiers.TryGetValue(tier, out var prices) ? prices : tiers[tier] = []).Add((parsed, price));
            }
            else
            {
                Set(standard, parsed, price, mode, isTier: false);
            }
        }

        PriceImages(key, standard);
        unread = standard.Unread;
        hasPrice = standard.HasPrice;
        return standard.ToPeriod() with { Tiers = tiers.ToDictionary(tier => tier.Key, tier => Tier(standard, tier.Value, mode)) };
    }

    /// <summary>What a tier has no price for costs what it costs without one, as at LiteLLM.</summary>
    private static RatesEntry Tier(PriceGathering standard, List<(LiteLlmKey Key, decimal Price)> prices, string? mode)
    {
        var tier = standard.Copy();
        foreach (var (key, price) in prices)
        {
            Set(tier, key, price, mode, isTier: true);
        }

        return tier.ToRates();
    }

    private static void Set(PriceGathering prices, LiteLlmKey key, decimal price, string? mode, bool isTier)
    {
        var (unit, factor) = key.Unit(mode)!.Value;
        if (unit == UsageUnits.Request && !isTier)
        {
            prices.Add(unit, price);
        }
        else if (unit is not "second.audio" || key.Name is not "output_cost_per_second" || !prices.Has(unit))
        {
            // Of sound both ways, the price is the same one written twice: that of the input counts.
            prices.Set(unit, price * factor, key.Above);
        }
    }

    /// <summary>The price depends on how much the search reads; a count of searches without that word takes the middle one.</summary>
    private static void Searches(JsonElement sizes, PriceGathering prices)
    {
        foreach (var size in sizes.EnumerateObject().Where(size => JsonNumber.TryRead(size.Value, out _)))
        {
            var name = size.Name[(size.Name.LastIndexOf('_') + 1)..];
            var price = JsonNumber.Of(size.Value);
            prices.Set($"other:web_search.{name}", price);
            if (name is "medium" || !prices.Has("web_search"))
            {
                prices.Set("web_search", price);
            }
        }
    }

    private static void Ranges(JsonElement ranges, PriceGathering prices, string? mode)
    {
        foreach (var range in ranges.EnumerateArray())
        {
            var from = range.TryGetProperty("range", out var bounds) ? (long)JsonNumber.Of(bounds[0]) : 0;
            foreach (var field in range.EnumerateObject().Where(field => LiteLlmKey.IsPrice(field.Name)))
            {
                if (JsonNumber.TryRead(field.Value, out var price) && LiteLlmKey.Parse(field.Name).Unit(mode) is { } unit)
                {
                    prices.Set(unit.Unit, price * unit.Factor, from);
                }
                else
                {
                    prices.NotRead($"tiered_pricing.{field.Name}");
                }
            }
        }
    }

    /// <summary>A model whose name says the size of its pictures and whose price is by the pixel has a price by the picture.</summary>
    private static void PriceImages(string key, PriceGathering prices)
    {
        foreach (var part in key.Split('/'))
        {
            if (LiteLlmNames.TrySize(part, out var pixels) && !prices.Has("image") && prices.Price("other:pixel") is { } perPixel)
            {
                prices.Set("image", perPixel * pixels);
            }
        }
    }
}
