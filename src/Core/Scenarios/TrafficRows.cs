namespace FinOpsAI.Core.Scenarios;

/// <summary>Adds up rows that are alike.</summary>
internal sealed class TrafficRows
{
    private readonly Dictionary<(TrafficKey Key, DateOnly Day, Growth Growth), TrafficRow> _rows = [];

    /// <summary>Adds a row.</summary>
    public void Add(TrafficRow row)
    {
        var key = (row.Key, row.Day, row.Growth);
        if (!_rows.TryGetValue(key, out var known))
        {
            _rows[key] = row with { Usage = [.. row.Usage] };
            return;
        }

        var usage = known.Usage;
        if (usage.Length < row.Usage.Length)
        {
            Array.Resize(ref usage, row.Usage.Length);
        }

        for (var place = 0; place < row.Usage.Length; place++)
        {
            usage[place] += row.Usage[place];
        }

        _rows[key] = known with { Usage = usage, Cost = known.Cost + row.Cost };
    }

    /// <summary>The sums, in an order that does not depend on the one in which they came.</summary>
    public List<TrafficRow> ToList() =>
    [
        .. _rows.Values
            .OrderBy(row => row.Day)
            .ThenBy(row => row.Key.Provider, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Model, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Tier, StringComparer.Ordinal)
            .ThenBy(row => row.Growth),
    ];
}
