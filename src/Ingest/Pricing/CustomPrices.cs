namespace FinOpsAI.Ingest.Pricing;

/// <summary>Turns prices from options into price files, so that they are checked and matched like any other.</summary>
internal static class CustomPrices
{
    public static IEnumerable<PriceFile> ToFiles(IEnumerable<CustomPrice> prices) =>
        prices.Select((price, index) => (Price: price, Index: index))
            .GroupBy(price => (Provider: Required(price.Price.Provider, "Provider", price.Index).ToLowerInvariant(), price.Price.Currency))
            .Select(group => new PriceFile
            {
                Provider = group.Key.Provider,
                Currency = group.Key.Currency,
                Source = PriceOptions.SectionName,
                IsNegotiated = true,
                Models = [.. group.GroupBy(price => Required(price.Price.Model, "Model", price.Index)).Select(ToModel)],
            });

    private static ModelEntry ToModel(IGrouping<string, (CustomPrice Price, int Index)> model) => new()
    {
        Id = model.Key,
        Names = [.. model.SelectMany(price => price.Price.Names).Distinct()],
        TierFactors = model.SelectMany(price => price.Price.TierFactors)
            .GroupBy(factor => factor.Key)
            .ToDictionary(factor => factor.Key, factor => factor.Last().Value),
        Prices =
        [
            .. model.Select(price => new PeriodEntry
            {
                From = price.Price.From,
                To = price.Price.To,
                PerMillion = price.Price.PerMillion.AsReadOnly(),
                PerUnit = price.Price.PerUnit.AsReadOnly(),
            }),
        ],
    };

    private static string Required(string value, string name, int index) => string.IsNullOrWhiteSpace(value)
        ? throw new PriceCatalogueException($"{PriceOptions.SectionName}:Models:{index}:{name} is missing.")
        : value.Trim();
}
