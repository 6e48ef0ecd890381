using FinOpsAI.Core.Domain;

namespace FinOpsAI.Ingest.Pricing;

/// <summary>
/// Gathers the prices of one model in one period while another format is read: by unit, above sizes of input, by tier. Token prices are kept
/// by the million, all others by the piece.
/// </summary>
internal sealed class PriceGathering
{
    private readonly SortedDictionary<long, Dictionary<string, decimal>> _sizes = new() { [0] = new(StringComparer.Ordinal) };
    private readonly List<string> _notRead = [];

    /// <summary>Whether a price other than zero was found.</summary>
    public bool HasPrice => _sizes.Values.Any(prices => prices.Values.Any(price => price != 0));

    /// <summary>Whether there is a price at all, zero or not.</summary>
    public bool IsEmpty => _sizes[0].Count == 0;

    /// <summary>Sets the price of a million tokens, or of one of anything else.</summary>
    /// <param name="unit">A unit.</param>
    /// <param name="price">Zero or more.</param>
    /// <param name="above">For requests with more input tokens than this.</param>
    public void Set(string unit, decimal price, long above = 0)
    {
        if (!_sizes.TryGetValue(above, out var prices))
        {
            _sizes[above] = prices = new(StringComparer.Ordinal);
        }

        prices[unit] = price;
    }

    /// <summary>Adds to the price of a unit that the other format charges under several names.</summary>
    public void Add(string unit, decimal price) => Set(unit, _sizes[0].GetValueOrDefault(unit) + price);

    /// <summary>Whether a unit has a price, whatever the size of the request.</summary>
    public bool Has(string unit) => _sizes[0].ContainsKey(unit);

    /// <summary>A unit's price, whatever the size of the request.</summary>
    public decimal? Price(string unit) => _sizes[0].TryGetValue(unit, out var price) ? price : null;

    /// <summary>Notes a price that has no place here.</summary>
    public void NotRead(string name) => _notRead.Add(name);

    /// <summary>The names of prices that have no place here.</summary>
    public IReadOnlyList<string> Unread => _notRead;

    /// <summary>A copy to overlay with the prices of a tier.</summary>
    public PriceGathering Copy()
    {
        var copy = new PriceGathering();
        foreach (var (above, prices) in _sizes)
        {
            copy._sizes[above] = new(prices, StringComparer.Ordinal);
        }

        return copy;
    }

    public RatesEntry ToRates() => new() { PerMillion = Tokens(_sizes[0]), PerUnit = Others(_sizes[0]), Above = Cliffs() };

    public PeriodEntry ToPeriod(DateTimeOffset? from = null) =>
        new() { From = from, PerMillion = Tokens(_sizes[0]), PerUnit = Others(_sizes[0]), Above = Cliffs(), NotRead = [.. _notRead.Distinct()] };

    public DailyEntry ToDaily(TimeOnly from, TimeOnly to) =>
        new() { From = from, To = to, PerMillion = Tokens(_sizes[0]), PerUnit = Others(_sizes[0]), Above = Cliffs() };

    private List<CliffEntry> Cliffs() =>
        [.. _sizes.Skip(1).Select(size => new CliffEntry { InputTokens = size.Key, PerMillion = Tokens(size.Value), PerUnit = Others(size.Value) })];

    private static Dictionary<string, decimal> Tokens(Dictionary<string, decimal> prices) => Where(prices, isToken: true);

    private static Dictionary<string, decimal> Others(Dictionary<string, decimal> prices) => Where(prices, isToken: false);

    private static Dictionary<string, decimal> Where(Dictionary<string, decimal> prices, bool isToken) => prices
        .Where(price => IsToken(price.Key) == isToken)
        .ToDictionary(price => price.Key, price => price.Value, StringComparer.Ordinal);

    /// <summary>True for what is priced by the million.</summary>
    public static bool IsToken(string unit) =>
        unit.StartsWith("token.", StringComparison.Ordinal) || unit.StartsWith("other:token.", StringComparison.Ordinal) || unit == UsageUnits.Embedding;
}
