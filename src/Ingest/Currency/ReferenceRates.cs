using System.Text.Json;

namespace FinOpsAI.Ingest.Currency;

/// <summary>The exchange rates shipped with the product: a dated table of one publisher, quoted against one currency.</summary>
internal sealed record ReferenceRates
{
    private const string ResourceName = "FinOpsAI.Ingest.Currency.reference-rates.json";

    /// <summary>How their source begins, so that nobody takes them for rates of their own books.</summary>
    public const string Mark = "reference rate";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>Who published them, and that they are a reference.</summary>
    public required string Source { get; init; }

    public required DateOnly AsOf { get; init; }

    /// <summary>The currency one of which is worth the rates.</summary>
    public required string Base { get; init; }

    public required IReadOnlyDictionary<string, decimal> Rates { get; init; }

    public static ReferenceRates Load()
    {
        using var stream = typeof(ReferenceRates).Assembly.GetManifestResourceStream(ResourceName)!;
        return JsonSerializer.Deserialize<ReferenceRates>(stream, Json)!;
    }

    /// <summary>What one of a currency is worth in another, crossed over the base; null when the table lacks one of them.</summary>
    public decimal? Cross(string from, string to) => Worth(from) is { } a && Worth(to) is { } b ? b / a : null;

    private decimal? Worth(string currency) =>
        currency == Base ? 1m : Rates.TryGetValue(currency, out var rate) ? rate : null;
}
