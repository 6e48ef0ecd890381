using System.Globalization;

namespace FinOpsAI.Ingest.Pricing;

/// <summary>One price that two catalogues have differently.</summary>
/// <param name="What">Unit, with size and tier.</param>
/// <param name="Ours">The price of one here; null when there is none.</param>
/// <param name="Theirs">The price of one there; null when there is none.</param>
public sealed record PriceDifference(string What, decimal? Ours, decimal? Theirs)
{
    /// <summary>False where only ours has a price.</summary>
    public bool IsContradiction => Theirs is not null || Ours is null;
}

/// <summary>A model that both catalogues know.</summary>
/// <param name="Provider">Our name of the provider.</param>
/// <param name="Model">Their id.</param>
/// <param name="Known">Our id.</param>
/// <param name="Differences">Empty when they are the same.</param>
public sealed record ComparedModel(string Provider, string Model, string Known, IReadOnlyList<PriceDifference> Differences)
{
    /// <summary>False when a price that both have is not the same, or only the other has one.</summary>
    public bool Agrees => !Differences.Any(difference => difference.IsContradiction);
}

/// <summary>Two catalogues side by side at one moment.</summary>
public sealed class PriceComparison
{
    private PriceComparison(
        IReadOnlyList<ComparedModel> both, IReadOnlyList<(string Provider, string Model)> onlyHere, IReadOnlyList<(string Provider, string Model)> onlyThere)
    {
        Both = both;
        OnlyHere = onlyHere;
        OnlyThere = onlyThere;
    }

    /// <summary>Models that both know.</summary>
    public IReadOnlyList<ComparedModel> Both { get; }

    /// <summary>Models of the first that the second does not know, of providers that both know.</summary>
    public IReadOnlyList<(string Provider, string Model)> OnlyHere { get; }

    /// <summary>Models that only the second knows.</summary>
    public IReadOnlyList<(string Provider, string Model)> OnlyThere { get; }

    /// <summary>Compares all prices of the standard tier, at all sizes of request.</summary>
    public static PriceComparison Of(PriceCatalogue ours, PriceCatalogue theirs, DateTimeOffset at)
    {
        List<ComparedModel> both = [];
        List<(string, string)> onlyThere = [];
        HashSet<ModelPrices> met = [];
        var providers = theirs.Models.Select(model => ours.ProviderId(model.Provider)).ToHashSet(StringComparer.Ordinal);
        foreach (var model in theirs.Models)
        {
            var provider = ours.ProviderId(model.Provider);
            if (ours.Find(provider, model.Model) is not { } known || known.Provider != provider || known.Model.EndsWith('*'))
            {
                onlyThere.Add((provider, model.Model));
                continue;
            }

            met.Add(known);
            both.Add(new(provider, model.Model, known.Model, [.. Differences(known, model, at)]));
        }

        // Only what would be found: a price behind one's own is not in use.
        var onlyHere = ours.Models
            .Where(model => providers.Contains(model.Provider) && !met.Contains(model) && ours.Find(model.Provider, model.Model) == model)
            .Select(model => (model.Provider, model.Model));
        return new(both, [.. onlyHere.Where(model => theirs.Find(theirs.ProviderId(model.Provider), model.Model) is null)], onlyThere);
    }

    private static IEnumerable<PriceDifference> Differences(ModelPrices ours, ModelPrices theirs, DateTimeOffset at)
    {
        if (ours.Currency != theirs.Currency)
        {
            yield return new($"currency {ours.Currency} here, {theirs.Currency} there", null, null);
            yield break;
        }

        var (here, there) = (Card(ours, at), Card(theirs, at));
        if (here is null || there is null)
        {
            if (here != there)
            {
                yield return new(here is null ? "no price here at that time" : "no price there at that time", null, null);
            }

            yield break;
        }

        foreach (var size in here.Sizes.Union(there.Sizes).Order())
        {
            var (rates, others) = (here.For(size + 1), there.For(size + 1));
            foreach (var unit in here.Named.Union(there.Named).Order(StringComparer.Ordinal))
            {
                // What the one does not name, the other knows better; it only follows another unit there.
                decimal? our = rates.TryGetValue(unit, out var rate) ? rate : null;
                decimal? their = there.Named.Contains(unit) && others.TryGetValue(unit, out var other) ? other : null;
                if (our != their)
                {
                    yield return new(size == 0 ? unit : string.Create(CultureInfo.InvariantCulture, $"{unit} above {size:#,0} input tokens"), our, their);
                }
            }
        }
    }

    private static RateCard? Card(ModelPrices prices, DateTimeOffset at) =>
        prices.At(at)?.At(at) is { } period && period.TryGetTier(null, out var card) ? card : null;
}
