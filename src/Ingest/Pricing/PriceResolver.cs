using System.Collections.Frozen;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Ingest.Pricing;

/// <summary>What some usage costs by the catalogue.</summary>
/// <param name="State"><see cref="PricingState.Catalogue"/>, <see cref="PricingState.Partial"/> or <see cref="PricingState.Unpriced"/>.</param>
/// <param name="Cost">Effective and list cost in <paramref name="Currency"/>; billed is 0, as nothing has been billed.</param>
/// <param name="Currency">ISO 4217 code; empty when unpriced.</param>
/// <param name="Model">The canonical model id; the name given when it is unknown.</param>
/// <param name="Reference">Which price it was, for a reader; empty when unpriced.</param>
public readonly record struct PriceQuote(PricingState State, CostAmounts Cost, string Currency, string Model, string Reference)
{
    /// <summary>Where the price is from; null when unpriced.</summary>
    public PriceOrigin? Origin { get; init; }

    /// <summary>The agreed part of the list price that the effective cost is; null when there is none.</summary>
    public PriceDiscount? Discount { get; init; }
}

/// <summary>Prices usage: quantity times the unit's price at that time, all in decimal.</summary>
public sealed class PriceResolver(PriceCatalogue catalogue)
{
    private const string Provisioned = "provisioned";

    /// <summary>Prices the usage of one record.</summary>
    /// <param name="providerId">As <see cref="PriceCatalogue.ProviderId"/> gives it.</param>
    /// <param name="model">The model as the sender named it.</param>
    /// <param name="tier">The service tier; null is standard.</param>
    /// <param name="timestamp">When it was used: prices change by date and, with some providers, by time of day.</param>
    /// <param name="usage">Quantity by unit.</param>
    /// <param name="requestInputTokens">How large a single request was, where the usage sums many; null when only the usage tells.</param>
    public PriceQuote Price(
        string providerId, string model, string? tier, DateTimeOffset timestamp, IReadOnlyDictionary<string, decimal> usage,
        decimal? requestInputTokens = null)
    {
        if (catalogue.Find(providerId, model) is not { } prices)
        {
            return new(PricingState.Unpriced, default, "", model, "");
        }

        var quote = Price(prices, providerId, model, tier, timestamp, usage, requestInputTokens);
        if (quote.State is PricingState.Unpriced)
        {
            return quote;
        }

        if (prices.IsNegotiated)
        {
            return quote with { Cost = quote.Cost with { List = PublicCost(quote, providerId, model, tier, timestamp, usage, requestInputTokens) } };
        }

        return catalogue.FindDiscount(prices, providerId, model, tier, timestamp) is { } discount
            ? quote with { Cost = quote.Cost with { Effective = quote.Cost.List * discount.Factor }, Discount = discount }
            : quote;
    }

    /// <summary>What the same costs without the agreed price; that price where no whole public one is known.</summary>
    private decimal PublicCost(
        PriceQuote agreed, string providerId, string model, string? tier, DateTimeOffset timestamp, IReadOnlyDictionary<string, decimal> usage,
        decimal? requestInputTokens) =>
        catalogue.FindPublic(providerId, model) is { } prices
        && Price(prices, providerId, model, tier, timestamp, usage, requestInputTokens) is { State: PricingState.Catalogue } quote && quote.Currency == agreed.Currency
            ? quote.Cost.List
            : agreed.Cost.List;

    private PriceQuote Price(
        ModelPrices prices, string providerId, string model, string? tier, DateTimeOffset timestamp, IReadOnlyDictionary<string, decimal> usage,
        decimal? requestInputTokens)
    {
        var canonical = CanonicalModel(prices, model);
        if (prices.At(timestamp)?.At(timestamp) is not { } period)
        {
            return new(PricingState.Unpriced, default, "", canonical, "");
        }

        // Throughput that is paid by the hour: what goes through it costs nothing more, unless the tier says what.
        var hasTier = period.TryGetTier(tier, out var card);
        var isFree = tier is Provisioned;
        var rates = card.For(card.HasCliffs ? requestInputTokens ?? (IsOneRequest(usage) ? InputTokens(usage) : 0) : 0);
        var hour = usage.ContainsKey(UsageUnits.PtuHour) && !rates.ContainsKey(UsageUnits.PtuHour) ? HourOfAny(providerId, timestamp) : null;
        var (cost, priced, missing) = Sum(usage, rates, isFree, isFree && !hasTier, hour);
        if (missing > 0 && priced == 0)
        {
            return new(PricingState.Unpriced, default, "", canonical, "");
        }

        var state = (hasTier || isFree) && period.IsComplete && missing == 0 ? PricingState.Catalogue : PricingState.Partial;
        return new(state, new(cost, 0, cost), prices.Currency, canonical, period.Reference) { Origin = period.Origin };
    }

    /// <summary>An hour of a throughput unit costs the same whatever model it serves, so a price for all models of the provider does.</summary>
    private decimal? HourOfAny(string providerId, DateTimeOffset timestamp) =>
        catalogue.FindAny(providerId)?.At(timestamp) is { } period && period.TryGetTier(null, out var card)
        && card.For(0).TryGetValue(UsageUnits.PtuHour, out var rate)
            ? rate
            : null;

    /// <summary>The canonical id of a model; the name given when it is unknown.</summary>
    public string CanonicalModel(string providerId, string model) => CanonicalModel(catalogue.Find(providerId, model), model);

    /// <summary>A price for all models of a provider (<c>*</c>) says nothing about which model it was.</summary>
    private static string CanonicalModel(ModelPrices? prices, string model) =>
        prices is null || prices.Model.EndsWith('*') ? model : prices.Model;

    private static (decimal Cost, int Priced, int Missing) Sum(
        IReadOnlyDictionary<string, decimal> usage, FrozenDictionary<string, decimal> rates, bool mayBeFree, bool isFree, decimal? ptuHour)
    {
        decimal cost = 0;
        int priced = 0, missing = 0;
        foreach (var (unit, quantity) in usage)
        {
            var isThroughput = mayBeFree && (unit is UsageUnits.Request || unit.StartsWith("token.", StringComparison.Ordinal));
            if (isThroughput && (isFree || !rates.ContainsKey(unit)))
            {
                priced++;
            }
            else if (rates.TryGetValue(unit, out var rate))
            {
                // Reasoning is a part of the output: its own price takes the place of the output's.
                cost += quantity * (unit == UsageUnits.OutputReasoning ? rate - rates.GetValueOrDefault(UsageUnits.Output) : rate);
                priced++;
            }
            else if (unit is UsageUnits.PtuHour && ptuHour is { } hour)
            {
                cost += quantity * hour;
                priced++;
            }
            else if (quantity != 0 && unit is not (UsageUnits.Request or UsageUnits.OutputReasoning))
            {
                missing++;
            }
        }

        // Requests alone say nothing about the cost of a model that is not priced by request.
        return (cost, priced, priced == 0 && missing == 0 && usage.Values.Any(quantity => quantity != 0) ? 1 : missing);
    }

    /// <summary>Prices by input size go by the single request; of an aggregate nobody knows the sizes, so it takes the base price.</summary>
    private static bool IsOneRequest(IReadOnlyDictionary<string, decimal> usage) =>
        !usage.TryGetValue(UsageUnits.Request, out var requests) || requests is 0 or 1;

    private static decimal InputTokens(IReadOnlyDictionary<string, decimal> usage)
    {
        decimal total = 0;
        foreach (var (unit, quantity) in usage)
        {
            if (unit.StartsWith(UsageUnits.Input, StringComparison.Ordinal) || unit.StartsWith("token.cache_", StringComparison.Ordinal))
            {
                total += quantity;
            }
        }

        return total;
    }
}
