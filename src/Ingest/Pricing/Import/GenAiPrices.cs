using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Ingest.Pricing;

/// <summary>
/// Reads genai-prices, version 2 (<c>prices/new_data/v2/data.json</c>; MIT, Pydantic): US dollars by the million tokens or the thousand, with
/// cliffs by size of input, starting dates and daily windows.
/// </summary>
internal static class GenAiPrices
{
    private const string Source = "genai-prices";

    private static readonly Dictionary<string, string> Units = new()
    {
        ["input_mtok"] = UsageUnits.Input,
        ["output_mtok"] = UsageUnits.Output,
        ["cache_read_mtok"] = UsageUnits.CacheRead,
        ["cache_write_mtok"] = UsageUnits.CacheWrite,
        ["cache_write_5m_mtok"] = UsageUnits.CacheWrite5Minutes,
        ["cache_write_1h_mtok"] = UsageUnits.CacheWrite1Hour,
        ["output_reasoning_mtok"] = UsageUnits.OutputReasoning,
        ["output_citation_mtok"] = "other:token.output_citation",
        ["input_audio_mtok"] = "token.input_audio",
        ["output_audio_mtok"] = "token.output_audio",
        ["cache_audio_read_mtok"] = "token.cache_read_audio",
        ["input_image_mtok"] = "token.input_image",
        ["output_image_mtok"] = "token.output_image",
        ["cache_image_read_mtok"] = "token.cache_read_image",
        ["input_video_mtok"] = "token.input_video",
        ["output_video_mtok"] = "token.output_video",
        ["requests_kcount"] = UsageUnits.Request,
        ["web_searches_kcount"] = "web_search",
    };

    public static bool IsProvider(JsonElement element) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty("id", out _) && element.TryGetProperty("models", out var models)
        && models.ValueKind is JsonValueKind.Array;

    public static IEnumerable<PriceFile> Read(JsonElement root, List<PriceNote> notes) =>
        [.. root.EnumerateArray().Select(provider => ReadProvider(provider, notes)).Where(file => file.Models.Count > 0)];

    private static PriceFile ReadProvider(JsonElement provider, List<PriceNote> notes)
    {
        var id = Text(provider, "id");
        var names = new NameSet();
        List<ModelEntry> models = [];

        // Ids first: the name that a record keeps must lead back to its own price.
        foreach (var model in provider.GetProperty("models").EnumerateArray())
        {
            var modelId = Text(model, "id");
            if (!names.TryTake(modelId, modelId) || models.Exists(known => known.Id == modelId))
            {
                notes.Add(new($"{id}/{modelId}", "its id is that of a model before it: left out"));
            }
            else if (Periods(model.GetProperty("prices"), $"{id}/{modelId}", notes) is { Count: > 0 } periods)
            {
                models.Add(new() { Id = modelId, Names = [.. Names(model.GetProperty("match"))], Prices = periods });
            }
            else
            {
                notes.Add(new($"{id}/{modelId}", "has no price: left out"));
            }
        }

        return new()
        {
            Provider = id,
            Name = provider.TryGetProperty("name", out var name) ? name.GetString() : null,
            Aliases = provider.TryGetProperty("provider_match", out var match) ? [.. Words(match).Where(word => word != id)] : [],
            Source = provider.TryGetProperty("pricing_urls", out var urls) && urls.GetArrayLength() > 0 ? $"{Source}, {urls[0].GetString()}" : Source,
            FallbackProviders = provider.TryGetProperty("fallback_model_providers", out var others)
                ? [.. others.EnumerateArray().Select(other => other.GetString()!)]
                : [],
            Models = [.. models.Select(model => model with { Names = Unique(model, names, $"{id}/{model.Id}", notes) })],
        };
    }

    private static List<string> Unique(ModelEntry model, NameSet names, string where, List<PriceNote> notes)
    {
        List<string> own = [];
        foreach (var name in model.Names.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (name.Contains('*', StringComparison.Ordinal) || name.StartsWith('/') || names.TryTake(name, model.Id))
            {
                own.Add(name);
            }
            else
            {
                notes.Add(new(where, $"the name {name} is another model's: left out"));
            }
        }

        own.RemoveAll(name => name.Equals(model.Id, StringComparison.OrdinalIgnoreCase));
        return own;
    }

    /// <summary>The words by which a provider is met; conditions that need several at once are none.</summary>
    private static IEnumerable<string> Words(JsonElement match) => match.EnumerateObject().SelectMany(condition => condition.Name switch
    {
        "or" => condition.Value.EnumerateArray().SelectMany(Words),
        "equals" or "contains" or "starts_with" => [condition.Value.GetString()!],
        _ => [],
    });

    private static IEnumerable<string> Names(JsonElement match) => match.EnumerateObject().SelectMany(condition => condition.Name switch
    {
        "or" => condition.Value.EnumerateArray().SelectMany(Names),
        "and" => [$"/^{string.Concat(condition.Value.EnumerateArray().Select(part => $"(?={Expression(part)})"))}/"],
        "equals" => [condition.Value.GetString()!],
        "starts_with" => [condition.Value.GetString() + "*"],
        "ends_with" => ["*" + condition.Value.GetString()],
        "contains" => [$"*{condition.Value.GetString()}*"],
        "regex" => [$"/{condition.Value.GetString()}/"],
        _ => throw new FormatException($"'{condition.Name}' is not a condition"),
    });

    private static string Expression(JsonElement match) => string.Join('|', match.EnumerateObject().Select(condition => condition.Name switch
    {
        "or" => $"(?:{string.Join('|', condition.Value.EnumerateArray().Select(Expression))})",
        "and" => string.Concat(condition.Value.EnumerateArray().Select(part => $"(?={Expression(part)})")),
        "equals" => Regex.Escape(condition.Value.GetString()!) + "$",
        "starts_with" => Regex.Escape(condition.Value.GetString()!),
        "ends_with" => $".*{Regex.Escape(condition.Value.GetString()!)}$",
        "contains" => $".*{Regex.Escape(condition.Value.GetString()!)}",
        "regex" => condition.Value.GetString()! is ['^', .. var rest] ? rest : $".*(?:{condition.Value.GetString()})",
        _ => throw new FormatException($"'{condition.Name}' is not a condition"),
    }));

    private sealed record Entry(DateTimeOffset? From, (TimeOnly From, TimeOnly To)? Window, PriceGathering Prices);

    private static List<PeriodEntry> Periods(JsonElement prices, string where, List<PriceNote> notes)
    {
        List<Entry> entries = prices.ValueKind is JsonValueKind.Object
            ? [new(null, null, Gather(prices))]
            : [.. prices.EnumerateArray().Select(entry => ReadEntry(entry, where, notes)).OfType<Entry>()];
        if (entries.SelectMany(entry => entry.Prices.Unread).Distinct().ToList() is { Count: > 0 } unread)
        {
            notes.Add(new(where, $"unknown prices: {string.Join(", ", unread)}; what it prices is marked partial"));
        }

        List<PeriodEntry> periods = [];
        foreach (var start in entries.Select(entry => entry.From).Distinct().Order())
        {
            // The last entry that holds wins: all windows after the last base price may still open, those before it never do.
            var holding = entries.Where(entry => entry.From is null || entry.From <= start).Reverse().ToList();
            var at = holding.FindIndex(entry => entry.Window is null);
            if (at < 0 || holding[at].Prices.IsEmpty)
            {
                continue;
            }

            periods.Add(holding[at].Prices.ToPeriod(start) with
            {
                Daily = [.. holding.Take(at).Select(entry => entry.Prices.ToDaily(entry.Window!.Value.From, entry.Window.Value.To))],
            });
        }

        return periods;
    }

    private static Entry? ReadEntry(JsonElement entry, string where, List<PriceNote> notes)
    {
        var prices = Gather(entry.GetProperty("prices"));
        if (!entry.TryGetProperty("constraint", out var constraint) || constraint.ValueKind is JsonValueKind.Null)
        {
            return new(null, null, prices);
        }

        if (constraint.TryGetProperty("start_date", out var date))
        {
            return new(new(DateOnly.Parse(date.GetString()!, CultureInfo.InvariantCulture), TimeOnly.MinValue, TimeSpan.Zero), null, prices);
        }

        var (from, to) = (Time(constraint, "start_time"), Time(constraint, "end_time"));
        if (from < to)
        {
            return new(null, (from, to), prices);
        }

        notes.Add(new(where, $"its daily window from {from:HH:mm} to {to:HH:mm} never opens: left out"));
        return null;
    }

    private static PriceGathering Gather(JsonElement prices)
    {
        var gathered = new PriceGathering();
        foreach (var price in prices.EnumerateObject())
        {
            if (!Units.TryGetValue(price.Name, out var unit))
            {
                gathered.NotRead(price.Name);
                continue;
            }

            var per = price.Name.EndsWith("_kcount", StringComparison.Ordinal) ? 1_000m : 1m;
            if (price.Value.ValueKind is not JsonValueKind.Object)
            {
                gathered.Set(unit, JsonNumber.Of(price.Value) / per);
                continue;
            }

            gathered.Set(unit, JsonNumber.Of(price.Value.GetProperty("base")) / per);
            foreach (var tier in price.Value.GetProperty("tiers").EnumerateArray())
            {
                gathered.Set(unit, JsonNumber.Of(tier.GetProperty("price")) / per, (long)JsonNumber.Of(tier.GetProperty("start")));
            }
        }

        return gathered;
    }

    private static TimeOnly Time(JsonElement constraint, string name) =>
        TimeOnly.Parse(constraint.GetProperty(name).GetString()!.TrimEnd('Z'), CultureInfo.InvariantCulture);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
