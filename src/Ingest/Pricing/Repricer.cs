using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Currency;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest.Pricing;

/// <summary>
/// Says what a record of the ledger would cost by today's prices and rates. What a provider or sender stated is never priced again, only converted
/// again where its rate was corrected. Safe to share between threads.
/// </summary>
public sealed class Repricer(PriceResolver prices, CurrencyConverter currencies, IOptions<IngestOptions> options)
{
    /// <summary>The record as it would be priced now, one revision higher.</summary>
    /// <returns>Null when nothing about it changes.</returns>
    public UsageRecord? Reprice(UsageRecord record)
    {
        var now = record.Pricing switch
        {
            PricingState.Given => Reconvert(record),
            PricingState.Unconverted when !IsOurs(record) => Reconvert(record),
            _ when record.Status is not CostStatus.Estimated => RepriceList(record),
            _ => PriceAgain(record),
        };
        return now is null || IsSame(record, now) || Math.Abs(now.Cost.Effective) > options.Value.MaxAmount
            ? null
            : now with { Revision = record.Revision + 1 };
    }

    private PricedCost? Price(UsageRecord record) => record.Model is null
        ? null
        : PricedCost.Of(prices, currencies, record.Provider, record.Model, record.ServiceTier, record.Timestamp, record.Usage, Size(record));

    private static decimal? Size(UsageRecord record) =>
        record.Tags.TryGetValue(PricedCost.SizeTag, out var text) && decimal.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? size
            : null;

    private UsageRecord? PriceAgain(UsageRecord record) => Price(record) is not { } priced ? null : record with
    {
        Model = priced.Model,
        Cost = priced.Cost,
        Pricing = priced.Pricing,
        StatedCost = priced.Stated,
        BillingCurrency = priced.Currency,
        ExchangeRate = priced.Rate,
    };

    /// <summary>A bill has settled what it costs; the price list still says what it would cost without any agreement.</summary>
    private UsageRecord? RepriceList(UsageRecord record) =>
        Price(record) is not { Pricing: PricingState.Catalogue or PricingState.Partial } priced ? null : record with
        {
            Cost = record.Cost with { List = priced.Cost.List },
            StatedCost = priced.Stated is { } stated && record.BillingCurrency == priced.Currency && record.StatedCost is { } old
                ? old with { List = stated.List }
                : record.StatedCost,
        };

    private UsageRecord? Reconvert(UsageRecord record)
    {
        if (record is not { StatedCost: { } stated, BillingCurrency: { } currency }
            || !currencies.TryConvert(stated, currency, record.Timestamp, out var cost, out var rate)
            || rate?.Rate == record.ExchangeRate?.Rate)
        {
            return null;
        }

        return record with { Cost = cost, Pricing = PricingState.Given, ExchangeRate = rate };
    }

    /// <summary>
    /// Whether the cost that waits for a rate is one of the catalogue. The record does not say; ours is an estimate of which nothing was billed, in the
    /// currency in which the model is priced.
    /// </summary>
    private bool IsOurs(UsageRecord record) =>
        record is { Status: CostStatus.Estimated, StatedCost.Billed: 0, Model: { } model }
        && prices.Price(record.Provider, model, record.ServiceTier, record.Timestamp, record.Usage).Currency == record.BillingCurrency;

    private static bool IsSame(UsageRecord a, UsageRecord b) =>
        a.Cost == b.Cost && a.Pricing == b.Pricing && a.Model == b.Model && a.StatedCost == b.StatedCost
        && a.BillingCurrency == b.BillingCurrency && a.ExchangeRate?.Rate == b.ExchangeRate?.Rate;
}
