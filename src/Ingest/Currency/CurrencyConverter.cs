using System.Diagnostics.CodeAnalysis;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest.Currency;

/// <summary>Converts amounts into the reporting currency. Safe to share between threads.</summary>
public sealed class CurrencyConverter : ICurrencies, IExchangeRates
{
    /// <summary>Decimals to which a converted amount is rounded; amounts that need no conversion are kept as stated.</summary>
    private const int Decimals = 12;

    /// <summary>By currency converted from, newest first.</summary>
    private readonly Dictionary<string, ExchangeRate[]> _rates;

    /// <summary>Builds the table of rates into the reporting currency.</summary>
    public CurrencyConverter(IOptions<CurrencyOptions> options)
    {
        var settings = options.Value;
        ReportingCurrency = Code(settings.Reporting);
        StaleAfter = settings.StaleAfter;
        _rates = Configured(settings)
            .GroupBy(rate => rate.From)
            .ToDictionary(group => group.Key, group => group.OrderByDescending(rate => rate.AsOf).ToArray(), StringComparer.Ordinal);
        if (settings.UseReferenceRates)
        {
            AddReferenceRates();
        }
    }

    /// <summary>ISO 4217 code of the reporting currency.</summary>
    public string ReportingCurrency { get; }

    string ICurrencies.Reporting => ReportingCurrency;

    /// <summary>From what age a rate is stale.</summary>
    public TimeSpan StaleAfter { get; }

    /// <summary>Every rate in use, for display: what is converted, at what rate, of which source and age.</summary>
    public IEnumerable<ExchangeRate> Rates => _rates.Values.SelectMany(rates => rates);

    /// <summary>Whether a rate is too old for what was charged at a moment: a newer one should be entered.</summary>
    public bool IsStale(ExchangeRate rate, DateTimeOffset at) => at - rate.AsOf > StaleAfter;

    /// <summary>The rates that charges of now are converted with and that are too old for it; reference rates are only named when used.</summary>
    public IEnumerable<ExchangeRate> StaleRates(DateTimeOffset now) =>
        _rates.Values.Select(rates => rates[0]).Where(rate => !rate.Source.StartsWith(ReferenceRates.Mark, StringComparison.Ordinal) && IsStale(rate, now));

    IReadOnlyList<RateInUse> IExchangeRates.List(DateTimeOffset now)
    {
        var stale = StaleRates(now).ToHashSet();
        return
        [
            .. _rates.OrderBy(rates => rates.Key, StringComparer.Ordinal).SelectMany(rates => rates.Value.Select((rate, index) => new RateInUse(
                rate,
                rate.Source.StartsWith(ReferenceRates.Mark, StringComparison.Ordinal) ? RateState.Reference
                    : index > 0 ? RateState.Past
                    : stale.Contains(rate) ? RateState.Stale : RateState.Current))),
        ];
    }

    /// <summary>
    /// The rate of a currency into the reporting currency that was valid at a moment: the latest not after it, else the earliest known.
    /// </summary>
    /// <returns>False when none is known. There is none from the reporting currency to itself.</returns>
    public bool TryGetRate(string currency, DateTimeOffset at, [NotNullWhen(true)] out ExchangeRate? rate)
    {
        rate = null;
        if (!_rates.TryGetValue(currency, out var rates))
        {
            return false;
        }

        rate = Array.Find(rates, candidate => candidate.AsOf <= at) ?? rates[^1];
        return true;
    }

    /// <summary>Converts amounts into the reporting currency; those in it already come back unchanged, with no rate.</summary>
    /// <param name="amounts">The amounts.</param>
    /// <param name="currency">Their currency, upper case.</param>
    /// <param name="at">When they were charged.</param>
    /// <param name="converted">The amounts in the reporting currency; zero when false.</param>
    /// <param name="rate">The rate used; null when none was needed.</param>
    /// <returns>False when no rate is known.</returns>
    public bool TryConvert(CostAmounts amounts, string currency, DateTimeOffset at, out CostAmounts converted, out ExchangeRate? rate)
    {
        rate = null;
        converted = amounts;
        if (currency == ReportingCurrency)
        {
            return true;
        }

        if (!TryGetRate(currency, at, out rate))
        {
            converted = default;
            return false;
        }

        converted = new(
            Math.Round(amounts.Effective * rate.Rate, Decimals),
            Math.Round(amounts.Billed * rate.Rate, Decimals),
            Math.Round(amounts.List * rate.Rate, Decimals));
        return true;
    }

    bool ICurrencies.TryConvert(decimal amount, string? currency, DateTimeOffset at, out decimal converted, out ExchangeRate? rate)
    {
        rate = null;
        converted = amount;
        if (currency is null)
        {
            return true;
        }

        var isConverted = CurrencyCodes.TryParse(currency, out var code) & TryConvert(new(amount, 0, 0), code, at, out var amounts, out rate);
        converted = amounts.Effective;
        return isConverted;
    }

    private IEnumerable<ExchangeRate> Configured(CurrencyOptions settings)
    {
        foreach (var rate in settings.RatesFile is { } path ? settings.Rates.Concat(RatesFile.Read(path).Rates) : settings.Rates)
        {
            var from = Code(rate.From);
            var to = rate.To.Length == 0 ? ReportingCurrency : Code(rate.To);
            if (to == ReportingCurrency && from != to)
            {
                yield return new(from, to, rate.Rate, rate.Source, rate.AsOf.ToUniversalTime());
            }
            else if (from == ReportingCurrency && from != to)
            {
                yield return new(to, from, 1m / rate.Rate, $"{rate.Source}, inverted", rate.AsOf.ToUniversalTime());
            }
        }
    }

    private void AddReferenceRates()
    {
        var table = ReferenceRates.Load();
        var asOf = new DateTimeOffset(table.AsOf, TimeOnly.MinValue, TimeSpan.Zero);
        foreach (var currency in table.Rates.Keys.Append(table.Base))
        {
            if (currency != ReportingCurrency && table.Cross(currency, ReportingCurrency) is { } rate)
            {
                _rates.TryAdd(currency, [new(currency, ReportingCurrency, rate, table.Source, asOf)]);
            }
        }
    }

    private static string Code(string text) => CurrencyCodes.TryParse(text, out var code)
        ? code
        : throw new OptionsValidationException(
            CurrencyOptions.SectionName, typeof(CurrencyOptions), [$"'{text}' is not an ISO 4217 currency code."]);
}
