using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Currency;

namespace FinOpsAI.Ingest.Pricing;

/// <summary>Prices sums of usage the way records are priced, for questions of the kind "what if".</summary>
public sealed class UsagePricer(PriceCatalogue catalogue, PriceResolver prices, CurrencyConverter currencies) : IUsagePricer
{
    /// <inheritdoc />
    public IReadOnlyList<string> Providers { get; } =
        [.. catalogue.Models.Select(prices => prices.Provider).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <inheritdoc />
    public CostAmounts? Price(string provider, string model, string? tier, DateTimeOffset at, IReadOnlyDictionary<string, decimal> usage)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(model);

        // Of a sum nobody knows how large its requests were: models priced by size take the base price.
        var priced = PricedCost.Of(prices, currencies, provider, model, string.IsNullOrEmpty(tier) ? null : tier, at, usage, requestInputTokens: 0);
        return priced.Pricing is PricingState.Catalogue ? priced.Cost : null;
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Models(string provider, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(provider);
        var id = catalogue.ProviderId(provider);
        return
        [
            .. catalogue.Models
                .Where(prices => prices.Provider == id && !prices.Model.Contains('*', StringComparison.Ordinal) && HasPrice(prices, at))
                .Select(prices => prices.Model)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    private bool HasPrice(ModelPrices prices, DateTimeOffset at) =>
        prices.At(at)?.At(at) is { IsComplete: true }
        && (prices.Currency == currencies.ReportingCurrency || currencies.TryGetRate(prices.Currency, at, out _));
}
