using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest.Currency;

/// <summary>The reporting currency and the rates into it. Configuration section <see cref="SectionName"/>.</summary>
public sealed class CurrencyOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "FinOpsAI:Currency";

    /// <summary>The currency in which all costs are added up; it cannot change once records are in the ledger.</summary>
    /// <value>ISO 4217 code; default USD.</value>
    public string Reporting { get; set; } = "USD";

    /// <summary>Exchange rates. Of several for one pair, the latest that was valid at the time of a charge applies.</summary>
    /// <value>Default none: the reference rates shipped with the product apply, whose age is stated with each amount.</value>
    public IList<CurrencyRate> Rates { get; } = [];

    /// <summary>
    /// A file of exchange rates, read at start: CSV with the columns <c>date</c>, <c>from</c>, <c>to</c>, <c>rate</c>, <c>source</c> and, where one rate
    /// is for a hundred, <c>units</c> (<c>docs/pricing.md</c>). They count as those in <see cref="Rates"/> do.
    /// </summary>
    /// <value>A path; default none.</value>
    public string? RatesFile { get; set; }

    /// <summary>A rate older than this at the time of a charge is told as stale.</summary>
    /// <value>1 day to 10 years; default 40 days: monthly rates with some days to enter the new one.</value>
    public TimeSpan StaleAfter { get; set; } = TimeSpan.FromDays(40);

    /// <summary>Whether the shipped reference rates are used where <see cref="Rates"/> has none.</summary>
    /// <value>Default true; without, such charges are kept unconverted and shown as such.</value>
    public bool UseReferenceRates { get; set; } = true;
}

/// <summary>One exchange rate.</summary>
public sealed class CurrencyRate
{
    /// <summary>ISO 4217 code converted from.</summary>
    public string From { get; set; } = "";

    /// <summary>ISO 4217 code converted to; empty means the reporting currency.</summary>
    public string To { get; set; } = "";

    /// <summary>What one <see cref="From"/> is worth in <see cref="To"/>; above zero.</summary>
    public decimal Rate { get; set; }

    /// <summary>From when it is valid, UTC.</summary>
    public DateTimeOffset AsOf { get; set; }

    /// <summary>Who published it.</summary>
    /// <value>Default <c>configuration</c>.</value>
    public string Source { get; set; } = "configuration";
}

internal sealed class CurrencyOptionsRules : IValidateOptions<CurrencyOptions>
{
    /// <summary>Keeps converted amounts far from the end of decimal.</summary>
    private const decimal HighestRate = 1_000_000_000m;

    public ValidateOptionsResult Validate(string? name, CurrencyOptions options)
    {
        List<string> failures = [];
        if (!CurrencyCodes.TryParse(options.Reporting, out _))
        {
            failures.Add($"{CurrencyOptions.SectionName}:Reporting is '{options.Reporting}'; expected an ISO 4217 code such as USD or KRW.");
        }

        for (var i = 0; i < options.Rates.Count; i++)
        {
            var rate = options.Rates[i];
            var where = $"{CurrencyOptions.SectionName}:Rates:{i}";
            if (!CurrencyCodes.TryParse(rate.From, out _) || (rate.To.Length > 0 && !CurrencyCodes.TryParse(rate.To, out _)))
            {
                failures.Add($"{where} converts '{rate.From}' to '{rate.To}'; expected ISO 4217 codes.");
            }

            if (rate.Rate is <= 0 or > HighestRate)
            {
                failures.Add($"{where}:Rate is {rate.Rate}; expected above 0 and at most {HighestRate}.");
            }
        }

        if (options.StaleAfter < TimeSpan.FromDays(1) || options.StaleAfter > TimeSpan.FromDays(3660))
        {
            failures.Add($"{CurrencyOptions.SectionName}:StaleAfter is {options.StaleAfter}; expected 1 day to 10 years, such as 40.00:00:00.");
        }

        if (options.RatesFile is { } path)
        {
            failures.AddRange(RatesFile.Read(path).Errors.Select(error => $"{CurrencyOptions.SectionName}:RatesFile: {error}"));
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
