namespace FinOpsAI.Ingest.Pricing;

/// <summary>All prices of one model at one provider, by time.</summary>
public sealed class ModelPrices
{
    private readonly PricePeriod[] _periods;

    internal ModelPrices(PriceFile file, ModelEntry entry)
    {
        Provider = file.Provider;
        Model = entry.Id;
        Currency = file.Currency;
        Source = file.Source;
        Checked = file.Checked;
        IsNegotiated = file.IsNegotiated;
        _periods = Read(entry, entry.TierFactors ?? file.TierFactors, $"{Provider}/{Model}", Source, Checked);
    }

    /// <summary>The provider's id.</summary>
    public string Provider { get; }

    /// <summary>The canonical model id.</summary>
    public string Model { get; }

    /// <summary>ISO 4217 code of the prices.</summary>
    public string Currency { get; }

    /// <summary>Where the provider publishes the prices.</summary>
    public string Source { get; }

    /// <summary>When they were last compared with the source.</summary>
    public DateOnly? Checked { get; }

    /// <summary>Agreed for this installation alone, rather than public.</summary>
    public bool IsNegotiated { get; }

    /// <summary>The starts of the price periods, oldest first; null means since ever.</summary>
    public IReadOnlyList<DateTimeOffset?> Starts => [.. _periods.Select(period => period.From)];

    /// <summary>Every price, oldest first.</summary>
    /// <param name="at">Only those in force at a moment; null for all.</param>
    /// <param name="tier">Only those of a tier, <c>standard</c> being one; null for all.</param>
    public IEnumerable<PriceLine> Lines(DateTimeOffset? at = null, string? tier = null)
    {
        for (var i = 0; i < _periods.Length; i++)
        {
            var period = _periods[i];
            var end = period.To ?? (i + 1 < _periods.Length ? _periods[i + 1].From : null);
            if (at is { } moment && At(moment) != period)
            {
                continue;
            }

            foreach (var line in period.Lines(i == 0 ? null : period.From, end))
            {
                if (tier is null || tier == (line.Tier ?? "standard"))
                {
                    yield return line;
                }
            }
        }
    }

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

    private static PricePeriod[] Read(
        ModelEntry entry, IReadOnlyDictionary<string, decimal> factors, string title, string source, DateOnly? asOf)
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

        return [.. sorted.Select(period => new PricePeriod(period, factors, title, new(source, asOf, period.From)))];
    }
}
