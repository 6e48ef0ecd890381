using System.Globalization;

namespace FinOpsAI.Ingest.Pricing;

/// <summary>The prices of one model in one period.</summary>
internal sealed class PricePeriod
{
    private readonly Dictionary<string, RateCard> _tiers = new(StringComparer.Ordinal);
    private readonly RateCard _standard;
    private readonly (DailyEntry Window, PricePeriod Prices)[] _windows;

    public PricePeriod(PeriodEntry entry, IReadOnlyDictionary<string, decimal> factors, string title, PriceOrigin origin)
        : this(entry, factors, title, $"{title} from {entry.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "the start"}", origin)
    {
        From = entry.From;
        To = entry.To;
        IsComplete = entry.NotRead.Count == 0;
        foreach (var (tier, rates) in entry.Tiers)
        {
            _tiers[tier] = RateCard.From(rates, 1m, $"{Reference} tier {tier}");
        }

        _windows =
        [
            .. entry.Daily.Select(window =>
                (window, new PricePeriod(window, factors, title, $"{Reference}, {window.From:HH:mm}-{window.To:HH:mm} UTC", origin) { IsComplete = IsComplete })),
        ];
    }

    private PricePeriod(RatesEntry rates, IReadOnlyDictionary<string, decimal> factors, string title, string reference, PriceOrigin origin)
    {
        Reference = reference;
        Origin = origin;
        _standard = RateCard.From(rates, 1m, reference);
        _windows = [];
        foreach (var (tier, factor) in factors)
        {
            if (factor <= 0)
            {
                throw new PriceCatalogueException($"{title} has the factor {factor} for tier {tier}; expected more than 0.");
            }

            _tiers[tier] = RateCard.From(rates, factor, reference);
        }
    }

    public DateTimeOffset? From { get; }

    public DateTimeOffset? To { get; }

    /// <summary>False when the source has prices for this period that could not be read.</summary>
    public bool IsComplete { get; private init; } = true;

    /// <summary>Names the price for a reader: provider, model, start, window.</summary>
    public string Reference { get; }

    /// <summary>Every price of the period, the times of day last.</summary>
    public IEnumerable<PriceLine> Lines(DateTimeOffset? from, DateTimeOffset? to, string? daily = null)
    {
        foreach (var (tier, card) in _tiers.OrderBy(tier => tier.Key, StringComparer.Ordinal).Select(tier => ((string?)tier.Key, tier.Value)).Prepend((null, _standard)))
        {
            foreach (var size in card.Sizes)
            {
                var rates = card.For(size + 1);
                foreach (var unit in card.Named.Where(unit => rates.ContainsKey(unit)).Order(StringComparer.Ordinal))
                {
                    // Above a size, only what changes there.
                    if (size == 0 || rates[unit] != card.For(size)[unit])
                    {
                        yield return new(unit, rates[unit], tier, size, daily, from, to);
                    }
                }
            }
        }

        foreach (var (window, prices) in _windows)
        {
            var days = window.Days.Count == 0 ? "" : $" {string.Join(",", window.Days)}";
            foreach (var line in prices.Lines(from, to, $"{window.From:HH:mm}-{window.To:HH:mm}{days}"))
            {
                yield return line;
            }
        }
    }

    /// <summary>The prices at a time of day.</summary>
    public PricePeriod At(DateTimeOffset moment)
    {
        if (_windows.Length == 0)
        {
            return this;
        }

        foreach (var (window, prices) in _windows)
        {
            if (Covers(window, moment.UtcDateTime))
            {
                return prices;
            }
        }

        return this;
    }

    private static bool Covers(DailyEntry window, DateTime utc)
    {
        var time = TimeOnly.FromDateTime(utc);

        // IsBetween goes over midnight when the end is before the start; the small hours then belong to the day before.
        if (!time.IsBetween(window.From, window.To))
        {
            return false;
        }

        var day = window.To < window.From && time < window.To ? utc.AddDays(-1).DayOfWeek : utc.DayOfWeek;
        return window.Days.Count == 0 || window.Days.Contains(day);
    }

    /// <summary>Where the prices are from.</summary>
    public PriceOrigin Origin { get; }

    /// <summary>The card of a service tier.</summary>
    /// <returns>False when the tier has no price of its own: the card is then the standard one.</returns>
    public bool TryGetTier(string? tier, out RateCard card)
    {
        if (tier is null or "standard")
        {
            card = _standard;
            return true;
        }

        if (_tiers.TryGetValue(tier, out var own))
        {
            card = own;
            return true;
        }

        card = _standard;
        return false;
    }
}
