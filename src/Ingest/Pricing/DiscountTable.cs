using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace FinOpsAI.Ingest.Pricing;

/// <summary>The agreed parts of list prices, by provider. Safe to share between threads.</summary>
internal sealed class DiscountTable
{
    private const int LongestMemory = 10_000;
    private const decimal HighestFactor = 10m;

    /// <summary>The last in the options first.</summary>
    private readonly Dictionary<string, List<(PriceDiscount Discount, Regex Model)>> _byProvider = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<(string Provider, string Model), PriceDiscount[]> _matches = new();

    /// <exception cref="PriceCatalogueException">One of them makes no sense.</exception>
    public DiscountTable(IEnumerable<PriceDiscount> discounts, Func<string, string> providerId)
    {
        foreach (var (discount, index) in discounts.Select((discount, index) => (discount, index)))
        {
            var where = $"{PriceOptions.SectionName}:Discounts:{index}";
            if (string.IsNullOrWhiteSpace(discount.Provider))
            {
                throw new PriceCatalogueException($"{where}:Provider is missing.");
            }

            if (discount.Factor is <= 0 or > HighestFactor)
            {
                throw new PriceCatalogueException($"{where}:Factor is {discount.Factor}; expected above 0 and at most {HighestFactor}, such as 0.85.");
            }

            if (discount.To <= discount.From)
            {
                throw new PriceCatalogueException($"{where} ends before it starts.");
            }

            var provider = providerId(discount.Provider);
            if (!_byProvider.TryGetValue(provider, out var list))
            {
                _byProvider[provider] = list = [];
            }

            list.Insert(0, (discount, ModelPattern.Parse(discount.Model, where)));
        }
    }

    /// <summary>The discount that applies; null when there is none.</summary>
    public PriceDiscount? Find(string providerId, string model, string? tier, DateTimeOffset at)
    {
        if (!_byProvider.TryGetValue(providerId, out var discounts))
        {
            return null;
        }

        if (!_matches.TryGetValue((providerId, model), out var fitting))
        {
            fitting = [.. discounts.Where(entry => ModelPattern.Fits(entry.Model, model)).Select(entry => entry.Discount)];
            if (_matches.Count < LongestMemory)
            {
                _matches[(providerId, model)] = fitting;
            }
        }

        foreach (var discount in fitting)
        {
            if ((discount.Tier.Length == 0 || discount.Tier.Equals(tier ?? "standard", StringComparison.OrdinalIgnoreCase))
                && (discount.From is null || at >= discount.From) && (discount.To is null || at < discount.To))
            {
                return discount;
            }
        }

        return null;
    }
}
