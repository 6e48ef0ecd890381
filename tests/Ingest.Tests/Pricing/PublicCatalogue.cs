using System.Text.Json;
using System.Text.RegularExpressions;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Ingest.Tests.Pricing;

/// <summary>The community's price file of the shared data, looked up by its own rules, written down once more for the comparison.</summary>
internal sealed class PublicCatalogue
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
        ["input_audio_mtok"] = "token.input_audio", ["output_audio_mtok"] = "token.output_audio", ["cache_audio_read_mtok"] = "token.cache_read_audio",
        ["input_image_mtok"] = "token.input_image", ["output_image_mtok"] = "token.output_image", ["cache_image_read_mtok"] = "token.cache_read_image",
        ["input_video_mtok"] = "token.input_video", ["output_video_mtok"] = "token.output_video", ["output_reasoning_mtok"] = UsageUnits.OutputReasoning,
        ["output_citation_mtok"] = "other:token.output_citation", ["web_searches_kcount"] = "web_search", ["requests_kcount"] = UsageUnits.Request,
    };

    private readonly Dictionary<string, List<Model>> _models = [];

    private PublicCatalogue(JsonElement root, bool all)
    {
        foreach (var provider in root.EnumerateArray())
        {
            var id = provider.GetProperty("id").GetString()!;
            if (all || Providers.TryGetValue(id, out id!))
            {
                _models[id] = [.. provider.GetProperty("models").EnumerateArray().Select(model => new Model(
                    id, model.GetProperty("id").GetString()!, model.GetProperty("match").Clone(), model.GetProperty("prices").Clone()))];
            }
        }
    }

    /// <summary>A model as the file has it.</summary>
    public sealed record Model(string Provider, string Id, JsonElement Match, JsonElement Prices);

    /// <param name="all">All providers under their own ids; else those that we know, under ours.</param>
    public static PublicCatalogue Load(bool all = false)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("prices", "genai-prices.v2.json")));
        return new(file.RootElement, all);
    }

    /// <summary>Every name that stands in the file, and the model to which it leads: the first that fits.</summary>
    public IEnumerable<(string Name, Model Model)> Names() =>
        from provider in _models.Values
        from name in provider.SelectMany(model => Words(model.Match).Append(model.Id)).Distinct(StringComparer.OrdinalIgnoreCase)
        let found = provider.FirstOrDefault(model => Fits(model.Match, name.ToLowerInvariant()))
        where found is not null
        select (name, found);

    /// <summary>The moments at which a model's price changes.</summary>
    public static IEnumerable<DateTimeOffset> Changes(Model model)
    {
        foreach (var constraint in Entries(model).Select(entry => entry.Constraint).OfType<JsonElement>())
        {
            if (constraint.TryGetProperty("start_date", out var start))
            {
                yield return new(DateOnly.Parse(start.GetString()!, null), TimeOnly.MinValue, TimeSpan.Zero);
            }
            else
            {
                yield return new DateTimeOffset(2025, 7, 1, 0, 0, 0, TimeSpan.Zero) + Time(constraint, "start_time");
                yield return new DateTimeOffset(2025, 7, 1, 0, 0, 0, TimeSpan.Zero) + Time(constraint, "end_time");
            }
        }
    }

    /// <summary>The sizes of input above which a model costs something else.</summary>
    public static IEnumerable<long> Sizes(Model model) =>
        from entry in Entries(model)
        from price in entry.Prices.EnumerateObject()
        where price.Value.ValueKind is JsonValueKind.Object
        from tier in price.Value.GetProperty("tiers").EnumerateArray()
        select tier.GetProperty("start").GetInt64();

    /// <summary>The price of one by unit, for a request of a size.</summary>
    public static Dictionary<string, decimal> PricesAt(Model model, DateTimeOffset at, decimal inputTokens)
    {
        Dictionary<string, decimal> prices = [];
        foreach (var price in Entries(model).Last(entry => entry.Constraint is not { } constraint || Holds(constraint, at)).Prices.EnumerateObject())
        {
            var value = price.Value;
            if (value.ValueKind is JsonValueKind.Object)
            {
                var reached = value.GetProperty("tiers").EnumerateArray().Where(tier => inputTokens > tier.GetProperty("start").GetInt64()).ToList();
                value = reached.Count > 0 ? reached.MaxBy(tier => tier.GetProperty("start").GetInt64()).GetProperty("price") : value.GetProperty("base");
            }

            // A unit that is not in the table is a fault of the table, not something to pass over.
            prices.Add(Units[price.Name], value.GetDecimal() / (price.Name.EndsWith("_kcount", StringComparison.Ordinal) ? 1_000 : 1_000_000));
        }

        return prices;
    }

    private static IEnumerable<(JsonElement? Constraint, JsonElement Prices)> Entries(Model model) => model.Prices.ValueKind is JsonValueKind.Array
        ? model.Prices.EnumerateArray().Select(entry =>
            (entry.TryGetProperty("constraint", out var constraint) ? constraint : (JsonElement?)null, entry.GetProperty("prices")))
        : [(null, model.Prices)];

    private static bool Holds(JsonElement constraint, DateTimeOffset at)
    {
        if (constraint.TryGetProperty("start_date", out var start))
        {
            return DateOnly.FromDateTime(at.UtcDateTime) >= DateOnly.Parse(start.GetString()!, null);
        }

        return at.UtcDateTime.TimeOfDay >= Time(constraint, "start_time") && at.UtcDateTime.TimeOfDay < Time(constraint, "end_time");
    }

    private static TimeSpan Time(JsonElement constraint, string name) => TimeSpan.Parse(constraint.GetProperty(name).GetString()!.TrimEnd('Z'), null);

    private static bool Fits(JsonElement match, string name)
    {
        var condition = match.EnumerateObject().Single();
        var text = condition.Value.ValueKind is JsonValueKind.String ? condition.Value.GetString()! : "";
        return condition.Name switch
        {
            "or" => condition.Value.EnumerateArray().Any(part => Fits(part, name)),
            "and" => condition.Value.EnumerateArray().All(part => Fits(part, name)),
            "equals" => name.Equals(text, StringComparison.OrdinalIgnoreCase),
            "starts_with" => name.StartsWith(text, StringComparison.OrdinalIgnoreCase),
            "ends_with" => name.EndsWith(text, StringComparison.OrdinalIgnoreCase),
            "contains" => name.Contains(text, StringComparison.OrdinalIgnoreCase),
            _ => Regex.IsMatch(name, text, RegexOptions.IgnoreCase),
        };
    }

    private static IEnumerable<string> Words(JsonElement match) => match.EnumerateObject().SelectMany(condition => condition.Name switch
    {
        "or" or "and" => condition.Value.EnumerateArray().SelectMany(Words),
        "regex" => [],
        _ => [condition.Value.GetString()!],
    });
}
