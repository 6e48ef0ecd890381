namespace FinOpsAI.Core.Scenarios;

/// <summary>
/// What records really cost over what the catalogue says for the same usage: agreed prices, invoices and stated costs stay in force when the
/// usage changes. Of a model that is not used, its provider's other models say it.
/// </summary>
public sealed class Calibration
{
    private readonly Dictionary<TrafficKey, (decimal Cost, decimal Catalogue)> _byKey = [];
    private readonly Dictionary<(string Provider, string Model), (decimal Cost, decimal Catalogue)> _byModel = [];
    private readonly Dictionary<string, (decimal Cost, decimal Catalogue)> _byProvider = new(StringComparer.Ordinal);

    private Calibration()
    {
    }

    /// <summary>What real costs cannot be carried over from: less than nothing, or something where the catalogue has nothing.</summary>
    public IReadOnlySet<TrafficKey> Odd { get; private init; } = new HashSet<TrafficKey>();

    /// <summary>Whether anything costs other than the catalogue says.</summary>
    public bool IsAgreed => _byKey.Values.Any(sums => Math.Abs(sums.Cost - sums.Catalogue) > 1e-9m * sums.Catalogue);

    /// <summary>Compares the traffic's costs with the catalogue's.</summary>
    public static Calibration Of(BaselineTraffic traffic)
    {
        ArgumentNullException.ThrowIfNull(traffic);
        var costs = traffic.Rows
            .Where(row => row.Growth == Growth.Priced)
            .GroupBy(row => row.Key)
            .ToDictionary(group => group.Key, group => group.Sum(row => row.Cost));
        var catalogue = new Replay(traffic, new()).Catalogue();
        var odd = new HashSet<TrafficKey>();
        var calibration = new Calibration { Odd = odd };
        foreach (var (key, cost) in costs)
        {
            var list = catalogue.GetValueOrDefault(key);
            if (cost < 0 || list < 0 || (list == 0 && cost != 0))
            {
                odd.Add(key);
                continue;
            }

            calibration._byKey[key] = (cost, list);
            Add(calibration._byModel, (key.Provider, key.Model), cost, list);
            Add(calibration._byProvider, key.Provider, cost, list);
        }

        return calibration;
    }

    /// <summary>What usage would really cost.</summary>
    /// <param name="key">The model and tier that it would have.</param>
    /// <param name="catalogue">What the catalogue says for it.</param>
    public decimal Apply(TrafficKey key, decimal catalogue)
    {
        // The same usage costs the same, to the last digit.
        if (_byKey.TryGetValue(key, out var sums) && sums.Catalogue == catalogue)
        {
            return sums.Cost;
        }

        return Find(key) is { } known ? known.Cost * (catalogue / known.Catalogue) : catalogue;
    }

    /// <summary>Real cost by the catalogue's: of the model in that tier, else of the model, else of the provider, else 1.</summary>
    public decimal Factor(TrafficKey key) => Find(key) is { } known ? known.Cost / known.Catalogue : 1;

    private (decimal Cost, decimal Catalogue)? Find(TrafficKey key)
    {
        var sums = _byKey.GetValueOrDefault(key);
        sums = sums.Catalogue > 0 ? sums : _byModel.GetValueOrDefault((key.Provider, key.Model));
        sums = sums.Catalogue > 0 ? sums : _byProvider.GetValueOrDefault(key.Provider);
        return sums.Catalogue > 0 ? sums : null;
    }

    private static void Add<T>(Dictionary<T, (decimal Cost, decimal Catalogue)> sums, T key, decimal cost, decimal catalogue)
        where T : notnull
    {
        var (knownCost, knownCatalogue) = sums.GetValueOrDefault(key);
        sums[key] = (knownCost + cost, knownCatalogue + catalogue);
    }
}
