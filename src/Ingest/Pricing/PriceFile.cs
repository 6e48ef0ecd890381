using System.Text.Json;
using System.Text.Json.Serialization;

namespace FinOpsAI.Ingest.Pricing;

/// <summary>One price file as written: the prices of one provider. The format is described in <c>docs/pricing.md</c>.</summary>
internal sealed record PriceFile
{
    /// <summary>How price files are written and read.</summary>
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutEmpty } },
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter<DayOfWeek>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    public required string Provider { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<string> Aliases { get; init; } = [];

    public string Currency { get; init; } = "USD";

    /// <summary>Where the provider publishes these prices.</summary>
    public string Source { get; init; } = "";

    /// <summary>The day on which the prices were last compared with the source.</summary>
    public DateOnly? Checked { get; init; }

    public string? Notes { get; init; }

    /// <summary>Parts in front of a model name that do not change its price, such as a region.</summary>
    public IReadOnlyList<string> IgnoredPrefixes { get; init; } = [];

    /// <summary>Factor on the token prices by service tier, for all models that do not say otherwise.</summary>
    public IReadOnlyDictionary<string, decimal> TierFactors { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Prices that were agreed for this installation alone: there is a list price beside them, and no discount comes on top.</summary>
    [JsonIgnore]
    public bool IsNegotiated { get; init; }

    /// <summary>Providers whose prices hold for models that this one resells without an entry of its own.</summary>
    public IReadOnlyList<string> FallbackProviders { get; init; } = [];

    public required IReadOnlyList<ModelEntry> Models { get; init; }

    /// <summary>Reads a file that holds one provider or an array of them.</summary>
    /// <exception cref="PriceCatalogueException">It is not such a file.</exception>
    public static IReadOnlyList<PriceFile> Parse(ReadOnlySpan<byte> json, string fileName)
    {
        try
        {
            var first = json.TrimStart(" \t\r\n"u8);
            return first is [(byte)'[', ..]
                ? JsonSerializer.Deserialize<PriceFile[]>(first, Json)!
                : [JsonSerializer.Deserialize<PriceFile>(first, Json) ?? throw new JsonException("The file holds null.")];
        }
        catch (JsonException e)
        {
            throw new PriceCatalogueException($"{fileName} is not a price file: {e.Message}", e);
        }
    }

    private static void LeaveOutEmpty(System.Text.Json.Serialization.Metadata.JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            property.ShouldSerialize = (_, value) => value is not (null or string { Length: 0 } or System.Collections.ICollection { Count: 0 });
        }
    }
}

/// <summary>One model.</summary>
internal sealed record ModelEntry
{
    /// <summary>The canonical id, which is what a record keeps: it must lead back to the same price.</summary>
    public required string Id { get; init; }

    /// <summary>Names beside the id; a <c>*</c> stands for anything, <c>/…/</c> encloses a regular expression.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Replaces the file's factors.</summary>
    public IReadOnlyDictionary<string, decimal>? TierFactors { get; init; }

    public string? Notes { get; init; }

    public required IReadOnlyList<PeriodEntry> Prices { get; init; }
}

/// <summary>A set of prices by unit.</summary>
internal record RatesEntry
{
    public IReadOnlyDictionary<string, decimal> PerMillion { get; init; } = new Dictionary<string, decimal>();

    public IReadOnlyDictionary<string, decimal> PerThousand { get; init; } = new Dictionary<string, decimal>();

    public IReadOnlyDictionary<string, decimal> PerUnit { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Prices of requests whose whole input is longer than a number of tokens; they replace those of the same unit.</summary>
    public IReadOnlyList<CliffEntry> Above { get; init; } = [];
}

/// <summary>Prices above an input size.</summary>
internal sealed record CliffEntry
{
    public required long InputTokens { get; init; }

    public IReadOnlyDictionary<string, decimal> PerMillion { get; init; } = new Dictionary<string, decimal>();

    public IReadOnlyDictionary<string, decimal> PerThousand { get; init; } = new Dictionary<string, decimal>();

    public IReadOnlyDictionary<string, decimal> PerUnit { get; init; } = new Dictionary<string, decimal>();
}

/// <summary>Prices of a time of day.</summary>
internal sealed record DailyEntry : RatesEntry
{
    /// <summary>Inclusive, UTC.</summary>
    public required TimeOnly From { get; init; }

    /// <summary>Exclusive, UTC; before <see cref="From"/> when the window goes over midnight.</summary>
    public required TimeOnly To { get; init; }

    /// <summary>The days on which the window starts, UTC; none means every day.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; init; } = [];
}

/// <summary>Prices from a moment on.</summary>
internal sealed record PeriodEntry : RatesEntry
{
    /// <summary>Inclusive, UTC; absent: since ever.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive, UTC; absent: until the next period, or open.</summary>
    public DateTimeOffset? To { get; init; }

    public IReadOnlyList<DailyEntry> Daily { get; init; } = [];

    /// <summary>Prices of service tiers that no factor describes; complete sets.</summary>
    public IReadOnlyDictionary<string, RatesEntry> Tiers { get; init; } = new Dictionary<string, RatesEntry>();

    /// <summary>Prices that the source of the file has but that could not be read: what is priced here is incomplete, and says so.</summary>
    public IReadOnlyList<string> NotRead { get; init; } = [];
}
