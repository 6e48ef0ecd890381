using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Currency;

namespace FinOpsAI.Ingest.Pricing;

/// <summary>What a record costs by the catalogue, in the reporting currency.</summary>
/// <param name="Cost">Zero while unpriced or unconverted.</param>
/// <param name="Pricing">Catalogue, partial, unpriced or unconverted.</param>
/// <param name="Model">The canonical model.</param>
/// <param name="Stated">The cost in the price's own currency; null when that is the reporting one.</param>
/// <param name="Currency">ISO 4217 code of <paramref name="Stated"/>.</param>
/// <param name="Rate">The exchange rate used.</param>
internal readonly record struct PricedCost(
    CostAmounts Cost, PricingState Pricing, string Model, CostAmounts? Stated, string? Currency, ExchangeRate? Rate)
{
    /// <summary>
    /// The tag that keeps how large the requests of a sum were, where its source says so: without it a record could not be priced again as it was.
    /// </summary>
    public const string SizeTag = "request_input_tokens";

    /// <summary>Prices usage and converts what it costs. Also re-pricing goes this way, so that a record priced again is as one priced first.</summary>
    public static PricedCost Of(
        PriceResolver prices, CurrencyConverter currencies, string providerId, string model, string? tier, DateTimeOffset timestamp,
        IReadOnlyDictionary<string, decimal> usage, decimal? requestInputTokens)
    {
        var quote = prices.Price(providerId, model, tier, timestamp, usage, requestInputTokens);
        if (quote.State is PricingState.Unpriced || quote.Currency == currencies.ReportingCurrency)
        {
            return new(quote.Cost, quote.State, quote.Model, null, null, null);
        }

        var converted = currencies.TryConvert(quote.Cost, quote.Currency, timestamp, out var cost, out var rate);
        return new(cost, converted ? quote.State : PricingState.Unconverted, quote.Model, quote.Cost, quote.Currency, rate);
    }
}
