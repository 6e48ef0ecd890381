using System.Globalization;

namespace FinOpsAI.Ingest.Pricing;

/// <summary>All prices of one model at one provider, by time.</summary>
public sealed class ModelPrices
{
    private readonly PricePeriod[] _periods;

    internal ModelPrices(PriceFile file, ModelEntry entry)
    {
        Provider = file.Provider;
        Model = entry.Id;
        Variant = entry.Variant;
        Currency = file.Currency;
        Source = file.Source;
        Checked = file.Checked;
        var title = $"{Provider}/{Model}{(Variant is null ? "" : $" ({Variant})")}";
        _periods = Periods(entry, entry.TierFactors ?? file.TierFactors, title);
    }

    /// <summary>The provider's id.</summary>
    public string Provider { get; }

    /// <summary>The canonical model id.</summary>
    public string Model { get; }

    /// <summary>Tells apart entries of one model at one provider; null where there is one.</summary>
    public string? Variant { get; }

    /// <summary>ISO 4217 code of the prices.</summary>
    public string Currency { get; }

    /// <summary>Where the provider publishes the prices.</summary>
    public string Source { get; }

    /// <summary>When they were last compared with the source.</summary>
    public DateOnly? Checked { get; }

    /// <summary>The starts of the price periods, oldest first; null means since ever.</summary>
    public IReadOnlyList<DateTimeOffset?> Starts => [.. _periods.Select(period => period.From)];

    /// <summary>The period of a moment; what is older than the oldest known price is priced with that one. Null after the last one's end.</summary>
    internal PricePeriod? At(DateTimeOffset moment)
    {
        for (var i = _periods.Length - 1; i >= 0; i--)
        {
            if (i == 0 || moment >= _periods[i].From)
            {
                return moment < (_periods[i].To ?? DateTimeOffset.MaxValue) ? _periods[i] : null;
            }
        }

        return null;
    }

    private static PricePeriod[] Periods(ModelEntry entry, IReadOnlyDictionary<string, decimal> factors, string title)
    {
        var sorted = entry.Prices.OrderBy(period => period.From ?? DateTimeOffset.MinValue).ToArray();
        if (sorted.Length == 0)
        {
            throw new PriceCatalogueException($"{title} has no prices.");
        }

        for (var i = 0; i < sorted.Length; i++)
        {
            var end = sorted[i].To;
            if (end <= sorted[i].From || (i + 1 < sorted.Length && (end > sorted[i + 1].From || sorted[i].From == sorted[i + 1].From)))
            {
                throw new PriceCatalogueException($"{title} has price periods that overlap or end before they start.");
            }
        }

        return [.. sorted.Select(period => new PricePeriod(period, factors, title))];
    }
}

/// <summary>The prices of one model in one period.</summary>
internal sealed class PricePeriod
{
    private readonly Dictionary<string, RateCard> _tiers = new(StringComparer.Ordinal);
    private readonly RateCard _standard;
    private readonly (TimeOnly From, TimeOnly To, PricePeriod Prices)[] _windows;

    public PricePeriod(PeriodEntry entry, IReadOnlyDictionary<string, decimal> factors, string title)
        : this(entry, factors, title, $"{title} from {entry.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "the start"}")
    {
        From = entry.From;
        To = entry.To;
        foreach (var (tier, rates) in entry.Tiers)
        {
            _tiers[tier] = RateCard.From(rates, 1m, $"{Reference} tier {tier}");
        }

        _windows =
        [
            .. entry.Daily.Select(window =>
                (window.From, window.To, new PricePeriod(window, factors, title, $"{Reference}, {window.From:HH:mm}-{window.To:HH:mm} UTC"))),
        ];
    }

    private PricePeriod(RatesEntry rates, IReadOnlyDictionary<string, decimal> factors, string title, string reference)
    {
        Reference = reference;
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

    /// <summary>Names the price for a reader: provider, model, start, window.</summary>
    public string Reference { get; }

    /// <summary>The prices at a time of day.</summary>
    public PricePeriod At(DateTimeOffset moment)
    {
        if (_windows.Length == 0)
        {
            return this;
        }

        var time = TimeOnly.FromTimeSpan(moment.UtcDateTime.TimeOfDay);
        foreach (var (from, to, prices) in _windows)
        {
            // IsBetween goes over midnight when the end is before the start.
            if (time.IsBetween(from, to))
            {
                return prices;
            }
        }

        return this;
    }

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
