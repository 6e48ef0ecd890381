using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Explanations;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Ingest.Pricing;

/// <summary>What kinds of tokens cost relative to each other, from the catalogue's standard prices.</summary>
public sealed class TokenPriceBook(PriceCatalogue catalogue) : ITokenPriceBook
{
    /// <summary>By canonical id, as records carry it; of several providers of a model the first.</summary>
    private readonly Lazy<Dictionary<string, ModelPrices>> _models = new(() =>
    {
        var models = new Dictionary<string, ModelPrices>(StringComparer.Ordinal);
        foreach (var prices in catalogue.Models)
        {
            models.TryAdd(prices.Model, prices);
        }

        return models;
    });

    /// <inheritdoc />
    public TokenWeights? Find(string model, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (!_models.Value.TryGetValue(model, out var prices)
            || prices.At(at)?.At(at) is not { } period
            || !period.TryGetTier(null, out var card))
        {
            return null;
        }

        var rates = card.For(0);
        if (!rates.TryGetValue(UsageUnits.Input, out var input) || input <= 0)
        {
            return null;
        }

        // A kind without a price of its own is paid like input.
        return new(
            1,
            rates.GetValueOrDefault(UsageUnits.CacheRead, input) / input,
            rates.GetValueOrDefault(UsageUnits.Output, input) / input);
    }
}
