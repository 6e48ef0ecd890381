using System.Text.Json;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Ingest.Pricing;

/// <summary>
/// Reads LiteLLM's <c>model_prices_and_context_window.json</c> (MIT): US dollars by the single token or piece, without any dates, keyed by a
/// name that may carry the provider in front.
/// </summary>
internal static class LiteLlmPrices
{
    private static readonly string[] ClassPrefixes = ["fireworks-ai-", "together-ai-"];

    public static bool IsFile(JsonElement root) =>
        root.ValueKind is JsonValueKind.Object && root.EnumerateObject().Any() && root.EnumerateObject().All(entry => entry.Value.ValueKind is JsonValueKind.Object)
        && root.EnumerateObject().Any(entry => entry.Name is "sample_spec" || entry.Value.TryGetProperty("litellm_provider", out _));

    public static IEnumerable<PriceFile> Read(JsonElement root, List<PriceNote> notes)
    {
        Dictionary<string, (NameSet Names, Dictionary<string, ModelEntry> Models)> providers = new(StringComparer.Ordinal);
        foreach (var entry in root.EnumerateObject())
        {
            if (Skipped(entry) is { } reason)
            {
                notes.Add(new(entry.Name, reason));
                continue;
            }

            var provider = LiteLlmNames.Provider(entry);
            if (!providers.TryGetValue(provider, out var known))
            {
                providers[provider] = known = (new(), new(StringComparer.Ordinal));
            }

            var period = LiteLlmModel.Read(entry.Name, entry.Value, out var unread, out var hasPrice);
            if (!hasPrice)
            {
                notes.Add(new(entry.Name, period.PerMillion.Count + period.PerUnit.Count == 0 ? "has no price: left out" : "all its prices are 0, which may mean free or unknown: left out"));
                continue;
            }

            if (unread.Count > 0)
            {
                notes.Add(new(entry.Name, $"unknown prices: {string.Join(", ", unread)}; what it prices is marked partial"));
            }

            Add(entry.Name, LiteLlmNames.Model(entry.Name), period, known.Names, known.Models, notes);
        }

        return [.. providers.Where(provider => provider.Value.Models.Count > 0).Select(provider => new PriceFile
        {
            Provider = provider.Key,
            Source = "LiteLLM model_prices_and_context_window.json",
            Models = [.. provider.Value.Models.Values],
        })];
    }

    private static string? Skipped(JsonProperty entry)
    {
        if (entry.Name is "sample_spec")
        {
            return "describes the format: left out";
        }

        var isClass = Array.Exists(ClassPrefixes, prefix => entry.Name.StartsWith(prefix, StringComparison.Ordinal))
            || (!entry.Value.TryGetProperty("mode", out _)
                && !entry.Value.EnumerateObject().Any(field => field.Name.StartsWith("max_", StringComparison.Ordinal)));
        return isClass ? "is a class of prices, not a model: left out" : null;
    }

    /// <summary>The name without its provider if no other model has it, else the whole name; the same prices are the same model.</summary>
    private static void Add(
        string key, string name, PeriodEntry period, NameSet names, Dictionary<string, ModelEntry> models, List<PriceNote> notes)
    {
        foreach (var id in new[] { name, key }.Distinct())
        {
            if (names.TryTake(id, key))
            {
                models[id] = new() { Id = id, Names = LiteLlmNames.SizeNames(id, names, key), Prices = [period] };
                return;
            }

            if (models.TryGetValue(id, out var known) && JsonSerializer.Serialize(known.Prices[0], PriceFile.Json) == JsonSerializer.Serialize(period, PriceFile.Json))
            {
                return;
            }
        }

        notes.Add(new(key, "its name is another model's: left out"));
    }
}

/// <summary>LiteLLM's names of providers and models.</summary>
internal static class LiteLlmNames
{
    /// <summary>Beginnings of <c>litellm_provider</c>, and the provider meant.</summary>
    private static readonly (string Prefix, string Provider)[] Providers =
    [
        ("vertex_ai", "google"), ("gemini", "google"), ("bedrock", "aws"), ("text-completion-openai", "openai"), ("azure", "azure"),
        ("cohere", "cohere"), ("fireworks_ai", "fireworks_ai"),
    ];

    public static string Provider(JsonProperty entry)
    {
        var slash = entry.Name.IndexOf('/', StringComparison.Ordinal);
        var named = entry.Value.TryGetProperty("litellm_provider", out var provider) && provider.ValueKind is JsonValueKind.String
            ? provider.GetString()!
            : slash > 0 ? entry.Name[..slash] : "unknown";
        var known = Array.Find(Providers, pair => named.StartsWith(pair.Prefix, StringComparison.Ordinal));
        return known.Provider ?? named;
    }

    /// <summary>The name without the provider in front; sizes and qualities in front of image models are part of the name.</summary>
    public static string Model(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : key[..slash];
        return slash < 0 || TrySize(first, out _) || first is "hd" or "standard" or "low" or "medium" or "high" ? key : key[(slash + 1)..];
    }

    /// <summary>The name with its size written <c>1024x1792</c>, as the providers write it.</summary>
    public static IReadOnlyList<string> SizeNames(string id, NameSet names, string key)
    {
        var plain = string.Join('/', id.Split('/').Select(part => TrySize(part, out _) ? part.Replace("-", "", StringComparison.Ordinal) : part));
        return plain != id && names.TryTake(plain, key) ? [plain] : [];
    }

    /// <summary>Reads <c>1024-x-1792</c> or <c>1024x1792</c>: its pixels.</summary>
    public static bool TrySize(string text, out decimal pixels)
    {
        pixels = 0;
        var parts = text.Replace("-", "", StringComparison.Ordinal).Split('x');
        if (parts.Length != 2 || !ushort.TryParse(parts[0], out var width) || !ushort.TryParse(parts[1], out var height))
        {
            return false;
        }

        pixels = (decimal)width * height;
        return true;
    }
}
