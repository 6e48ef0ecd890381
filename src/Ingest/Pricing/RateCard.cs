using System.Collections.Frozen;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Ingest.Pricing;

/// <summary>Price of one unit by unit name, complete: what a unit is priced like when it has no price of its own is worked out here.</summary>
internal sealed class RateCard
{
    /// <summary>
    /// Like what a unit is priced when the provider names no price for it. Cached and written tokens are input first; an image that is
    /// billed in input tokens costs what text does. Audio and generated images never fall back: they cost a multiple of text.
    /// </summary>
    private static readonly (string Unit, string Like)[] Fallbacks =
    [
        (UsageUnits.Input, UsageUnits.Embedding),
        (UsageUnits.Embedding, UsageUnits.Input),
        (UsageUnits.CacheRead, UsageUnits.Input),
        (UsageUnits.CacheWrite, UsageUnits.Input),
        (UsageUnits.CacheWrite5Minutes, UsageUnits.CacheWrite),
        (UsageUnits.CacheWrite1Hour, UsageUnits.CacheWrite),
        ("token.input_image", UsageUnits.Input),
        ("token.cache_read_audio", "token.input_audio"),
        ("token.cache_read_image", "token.input_image"),
    ];

    /// <summary>Keeps quantity times price far from the end of decimal.</summary>
    private const decimal HighestPrice = 1_000_000_000m;

    private readonly FrozenDictionary<string, decimal> _rates;
    private readonly (long InputTokens, FrozenDictionary<string, decimal> Rates)[] _cliffs;

    private RateCard(
        FrozenSet<string> named, FrozenDictionary<string, decimal> rates, (long InputTokens, FrozenDictionary<string, decimal> Rates)[] cliffs)
    {
        Named = named;
        _rates = rates;
        _cliffs = cliffs;
    }

    /// <summary>Builds a card; <paramref name="tokenFactor"/> multiplies the prices of tokens alone.</summary>
    public static RateCard From(RatesEntry entry, decimal tokenFactor, string where)
    {
        var own = Units(entry, where);
        List<(long InputTokens, FrozenDictionary<string, decimal> Rates)> cliffs = [];
        var reached = own;
        foreach (var cliff in entry.Above.OrderBy(cliff => cliff.InputTokens))
        {
            reached = Overlay(reached, cliff, where);
            cliffs.Insert(0, (cliff.InputTokens, Complete(reached, tokenFactor)));
        }

        return new(own.Keys.ToFrozenSet(StringComparer.Ordinal), Complete(own, tokenFactor), [.. cliffs]);
    }

    /// <summary>The units that have a price of their own; all others follow one of them.</summary>
    public FrozenSet<string> Named { get; }

    /// <summary>Every size of input from which prices are others, from zero on.</summary>
    public IEnumerable<long> Sizes => _cliffs.Select(cliff => cliff.InputTokens).Append(0).Reverse();

    /// <summary>The rates for a request whose whole input has this many tokens.</summary>
    public FrozenDictionary<string, decimal> For(decimal inputTokens)
    {
        foreach (var (threshold, rates) in _cliffs)
        {
            if (inputTokens > threshold)
            {
                return rates;
            }
        }

        return _rates;
    }

    /// <summary>True when the price depends on the size of the request.</summary>
    public bool HasCliffs => _cliffs.Length > 0;

    private static Dictionary<string, decimal> Units(RatesEntry entry, string where)
    {
        var rates = PerOne(entry.PerMillion, entry.PerThousand, entry.PerUnit, where);
        return rates.Count > 0 ? rates : throw new PriceCatalogueException($"{where} has no price.");
    }

    private static Dictionary<string, decimal> PerOne(
        IReadOnlyDictionary<string, decimal> perMillion,
        IReadOnlyDictionary<string, decimal> perThousand,
        IReadOnlyDictionary<string, decimal> perUnit,
        string where)
    {
        Dictionary<string, decimal> rates = new(StringComparer.Ordinal);
        foreach (var (prices, per) in new[] { (perMillion, 1_000_000m), (perThousand, 1_000m), (perUnit, 1m) })
        {
            foreach (var (unit, price) in prices)
            {
                Check(unit, price, where);
                if (!rates.TryAdd(unit, price / per))
                {
                    throw new PriceCatalogueException($"{where} prices {unit} twice.");
                }
            }
        }

        return rates;
    }

    private static Dictionary<string, decimal> Overlay(Dictionary<string, decimal> below, CliffEntry cliff, string where)
    {
        Dictionary<string, decimal> rates = new(below, StringComparer.Ordinal);
        foreach (var (unit, price) in PerOne(cliff.PerMillion, cliff.PerThousand, cliff.PerUnit, where))
        {
            rates[unit] = price;
        }

        return rates;
    }

    private static FrozenDictionary<string, decimal> Complete(Dictionary<string, decimal> own, decimal tokenFactor)
    {
        var rates = own.ToDictionary(
            rate => rate.Key, rate => rate.Key.StartsWith("token.", StringComparison.Ordinal) ? rate.Value * tokenFactor : rate.Value);
        foreach (var (unit, like) in Fallbacks)
        {
            if (rates.TryGetValue(like, out var rate))
            {
                rates.TryAdd(unit, rate);
            }
        }

        return rates.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static void Check(string unit, decimal price, string where)
    {
        if (!UsageUnits.IsKnown(unit))
        {
            throw new PriceCatalogueException($"{where} prices '{unit}', which is not a unit.");
        }

        if (price is < 0 or > HighestPrice)
        {
            throw new PriceCatalogueException($"{where} prices {unit} at {price}; expected 0 to {HighestPrice}.");
        }
    }
}
