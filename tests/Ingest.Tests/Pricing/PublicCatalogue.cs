using System.Text.Json;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Ingest.Tests.Pricing;

/// <summary>The community's price file of the shared data, read just far enough to compare prices with it.</summary>
internal static class PublicCatalogue
{
    private static readonly Dictionary<string, string> Providers = new()
    {
        ["openai"] = "openai", ["anthropic"] = "anthropic", ["google"] = "google", ["aws"] = "aws", ["azure"] = "azure", ["mistral"] = "mistral",
        ["deepseek"] = "deepseek", ["cohere"] = "cohere", ["x-ai"] = "xai", ["groq"] = "groq", ["voyageai"] = "voyage", ["moonshotai"] = "moonshot",
    };

    private static readonly Dictionary<string, string> Units = new()
    {
        ["input_mtok"] = UsageUnits.Input, ["output_mtok"] = UsageUnits.Output, ["cache_read_mtok"] = UsageUnits.CacheRead,
        ["cache_write_mtok"] = UsageUnits.CacheWrite, ["cache_write_1h_mtok"] = UsageUnits.CacheWrite1Hour,
        ["input_audio_mtok"] = "token.input_audio", ["output_audio_mtok"] = "token.output_audio",
        ["input_image_mtok"] = "token.input_image", ["output_image_mtok"] = "token.output_image", ["web_searches_kcount"] = "web_search",
    };

    /// <summary>A model as the file names it.</summary>
    public sealed record Model(string Provider, string Id, IReadOnlyList<string> Names, JsonElement Prices);

    /// <summary>A unit's price of a million (of a thousand searches), and the one above an input size.</summary>
    public sealed record Price(string Unit, decimal Base, long? Above, decimal BaseAbove);

    public static IEnumerable<Model> Models()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("prices", "genai-prices.v2.json")));
        foreach (var provider in file.RootElement.EnumerateArray())
        {
            if (!Providers.TryGetValue(provider.GetProperty("id").GetString()!, out var id))
            {
                continue;
            }

            foreach (var model in provider.GetProperty("models").EnumerateArray())
            {
                var name = model.GetProperty("id").GetString()!;
                yield return new(id, name, [.. Equal(model.GetProperty("match")).Append(name).Distinct()], model.GetProperty("prices").Clone());
            }
        }
    }

    public static IEnumerable<Price> PricesAt(Model model, DateTimeOffset at)
    {
        var prices = model.Prices.ValueKind is JsonValueKind.Array
            ? model.Prices.EnumerateArray().Last(entry => Holds(entry, at)).GetProperty("prices")
            : model.Prices;
        foreach (var price in prices.EnumerateObject())
        {
            if (!Units.TryGetValue(price.Name, out var unit))
            {
                continue;
            }

            if (price.Value.ValueKind is JsonValueKind.Number)
            {
                yield return new(unit, price.Value.GetDecimal(), null, 0);
                continue;
            }

            var tier = price.Value.GetProperty("tiers").EnumerateArray().Single();
            yield return new(
                unit, price.Value.GetProperty("base").GetDecimal(), tier.GetProperty("start").GetInt64(), tier.GetProperty("price").GetDecimal());
        }
    }

    private static bool Holds(JsonElement entry, DateTimeOffset at)
    {
        if (!entry.TryGetProperty("constraint", out var constraint))
        {
            return true;
        }

        if (constraint.TryGetProperty("start_date", out var start))
        {
            return DateOnly.FromDateTime(at.UtcDateTime) >= DateOnly.Parse(start.GetString()!, null);
        }

        var time = at.UtcDateTime.TimeOfDay;
        return time >= TimeSpan.Parse(constraint.GetProperty("start_time").GetString()!.TrimEnd('Z'), null)
            && time < TimeSpan.Parse(constraint.GetProperty("end_time").GetString()!.TrimEnd('Z'), null);
    }

    private static IEnumerable<string> Equal(JsonElement match)
    {
        if (match.TryGetProperty("or", out var any))
        {
            return any.EnumerateArray().SelectMany(Equal);
        }

        return match.TryGetProperty("equals", out var name) ? [name.GetString()!] : [];
    }
}
