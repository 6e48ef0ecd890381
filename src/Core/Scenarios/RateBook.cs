using FinOpsAI.Core.Ports;

namespace FinOpsAI.Core.Scenarios;

/// <summary>
/// The price of one unit by model, tier and day. Prices are linear in the usage, so pricing a large quantity of each unit alone says all there is
/// to know, and a replay needs no further look at the catalogue.
/// </summary>
public sealed class RateBook(IUsagePricer pricer, UnitTable units)
{
    /// <summary>So large that the rounding of a conversion into the reporting currency is far from the digits that count.</summary>
    private const decimal Probe = 1_000_000_000m;

    /// <summary>Prices that change within a day are those of midday; changes of a price by date begin at midnight, as a rule.</summary>
    private static readonly TimeOnly Midday = new(12, 0);

    private readonly Dictionary<(TrafficKey Key, DateOnly Day), decimal?[]> _rates = [];

    /// <summary>The price of one, by the unit's place; null where the catalogue has none.</summary>
    public decimal?[] Of(TrafficKey key, DateOnly day)
    {
        if (!_rates.TryGetValue((key, day), out var rates) || rates.Length < units.Count)
        {
            _rates[(key, day)] = rates = Read(key, new(day, Midday, TimeSpan.Zero));
        }

        return rates;
    }

    /// <summary>Whether a model in a tier prices all of some usage.</summary>
    public bool Prices(TrafficKey key, DateOnly day, decimal[] usage)
    {
        var rates = Of(key, day);
        var isPriced = false;
        for (var place = 0; place < usage.Length; place++)
        {
            if (usage[place] == 0)
            {
                continue;
            }

            if (rates[place] is null && !UnitTable.MayBeFree(place))
            {
                return false;
            }

            isPriced |= rates[place] is not null;
        }

        return isPriced;
    }

    /// <summary>Whether usage that may wait can be sent in batches: both ways have a price of their own for all of it.</summary>
    public bool IsBatchable(TrafficKey key, DateOnly day, decimal[] usage) =>
        key.Tier is TrafficKey.Standard or TrafficKey.Batch
        && Prices(key.In(TrafficKey.Batch), day, usage) && Prices(key.In(TrafficKey.Standard), day, usage);

    /// <summary>Whether a token read from a cache is cheaper than another. A model whose provider names no price for it is paid like input.</summary>
    public bool HasCachePrice(TrafficKey key, DateOnly day)
    {
        var rates = Of(key, day);
        return rates[UnitTable.CacheRead] < rates[UnitTable.Input];
    }

    private decimal?[] Read(TrafficKey key, DateTimeOffset at)
    {
        var rates = new decimal?[units.Count];
        for (var place = 0; place < rates.Length; place++)
        {
            rates[place] = pricer.Price(key.Provider, key.Model, key.Tier, at, new Dictionary<string, decimal> { [units[place]] = Probe })?.Effective / Probe;
        }

        return rates;
    }
}
