using System.Text;
using FinOpsAI.Ingest.Currency;
using FinOpsAI.Ingest.Pricing;
using FinOpsAI.Ingest.Usage;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest.Tests;

/// <summary>The real parts of ingest, put together as the host does, at a fixed time.</summary>
internal sealed class IngestKit
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    static IngestKit() => IngestServices.RefuseCutOffGzip();

    public IngestKit(PriceCatalogue? catalogue = null, CurrencyOptions? currency = null, IngestOptions? options = null)
    {
        Options = options ?? new();
        Catalogue = catalogue ?? PriceCatalogue.Load();
        Currencies = new(Microsoft.Extensions.Options.Options.Create(currency ?? new()));
        var limits = Microsoft.Extensions.Options.Options.Create(Options);
        Prices = new(Catalogue);
        Normalizer = new(Catalogue, Prices, Currencies, limits, new FixedTime(Now));
        Reader = new(Normalizer, limits);
    }

    public IngestOptions Options { get; }

    public PriceCatalogue Catalogue { get; }

    public PriceResolver Prices { get; }

    public CurrencyConverter Currencies { get; }

    public UsageNormalizer Normalizer { get; }

    public UsageBodyReader Reader { get; }

    public Task<List<UsageParseItem>> ReadAsync(string body, UsageBodyFormat format = UsageBodyFormat.Auto) =>
        ReadAsync(Encoding.UTF8.GetBytes(body), format);

    public Task<List<UsageParseItem>> ReadAsync(byte[] body, UsageBodyFormat format = UsageBodyFormat.Auto) =>
        ReadAsync(new MemoryStream(body), format);

    public async Task<List<UsageParseItem>> ReadAsync(Stream body, UsageBodyFormat format = UsageBodyFormat.Auto)
    {
        List<UsageParseItem> items = [];
        await foreach (var item in Reader.ReadAsync(body, new(format), TestContext.Current.CancellationToken))
        {
            items.Add(item);
        }

        return items;
    }

    /// <summary>One valid record as JSON, with fields replaced or added.</summary>
    public static string Record(string id = "r1", string? fields = null) =>
        $$"""{"id":"{{id}}","timestamp":"2026-11-20T10:00:00Z","provider":"openai","model":"gpt-4o","resource":"chat-prod","project":"chat","team":"search","usage":{"token.input":1000,"token.output":100}{{(fields is null ? "" : "," + fields)}}}""";

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
