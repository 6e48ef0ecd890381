namespace FinOpsAI.Core.Scenarios;

/// <summary>A scope's traffic of some whole UTC days, folded to what prices depend on, with what it really cost.</summary>
/// <param name="From">First UTC day.</param>
/// <param name="To">The UTC day after the last.</param>
/// <param name="Rows">The traffic by model, tier and day.</param>
/// <param name="Units">The places of the units.</param>
/// <param name="Rates">The prices.</param>
public sealed record BaselineTraffic(DateOnly From, DateOnly To, IReadOnlyList<TrafficRow> Rows, UnitTable Units, RateBook Rates)
{
    private static readonly int[] Written = [UnitTable.CacheWrite, UnitTable.CacheWrite5Minutes, UnitTable.CacheWrite1Hour];

    /// <summary>
    /// By provider and model, the part of the input tokens not read from a cache that is written to one, by unit. Taken over the whole baseline, so
    /// that a change of the cache rate is the same for a day, a record or all of it.
    /// </summary>
    public IReadOnlyDictionary<(string Provider, string Model), IReadOnlyList<(int Place, decimal Share)>> CacheWrites { get; init; } =
        Rows.Where(row => row.Growth == Growth.Priced)
            .GroupBy(row => (row.Key.Provider, row.Key.Model))
            .ToDictionary(group => group.Key, group => WriteShares([.. group]));

    /// <summary>What all of it cost: EffectiveCost.</summary>
    public decimal Cost => Rows.Sum(row => row.Cost);

    /// <summary>EffectiveCost of what cannot be priced and only grows with users and requests.</summary>
    public decimal NotReplayed => Rows.Where(row => row.Growth == Growth.Use).Sum(row => row.Cost);

    /// <summary>
    /// The same traffic without the days: those on which all the prices that <paramref name="keys"/> speak of are the same become one, whose
    /// day is the first of them. A replay of it has the same sums.
    /// </summary>
    public BaselineTraffic Condensed(IReadOnlyCollection<TrafficKey> keys)
    {
        var first = new Dictionary<string, DateOnly>(StringComparer.Ordinal);
        var dayOf = new Dictionary<DateOnly, DateOnly>();
        foreach (var day in Rows.Select(row => row.Day).Distinct().Order())
        {
            var prices = string.Join('|', keys.SelectMany(key => Rates.Of(key, day)).Select(rate => rate?.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            first.TryAdd(prices, day);
            dayOf[day] = first[prices];
        }

        var rows = new TrafficRows();
        foreach (var row in Rows)
        {
            rows.Add(row with { Day = dayOf[row.Day] });
        }

        return this with { Rows = rows.ToList() };
    }

    private static IReadOnlyList<(int Place, decimal Share)> WriteShares(List<TrafficRow> rows)
    {
        var written = Written.Select(place => (Place: place, Tokens: rows.Sum(row => row.Usage[place]))).Where(unit => unit.Tokens > 0).ToList();
        var uncached = rows.Sum(row => row.Usage[UnitTable.Input]) + written.Sum(unit => unit.Tokens);
        return [.. written.Where(_ => uncached > 0).Select(unit => (unit.Place, unit.Tokens / uncached))];
    }
}
