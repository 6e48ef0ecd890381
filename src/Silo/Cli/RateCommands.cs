using System.CommandLine;
using System.Globalization;
using FinOpsAI.Ingest.Currency;

namespace FinOpsAI.Silo.Cli;

/// <summary><c>rates</c>: what other currencies are converted with.</summary>
internal static class RateCommands
{
    public static Command Create()
    {
        var show = new Command("show", "Every exchange rate in use, with source and age. Exit code 0: fresh; 2: one entered here is too old.");
        show.SetAction(async (_, _) =>
        {
            await using var app = SiloApplication.Build(new() { LogLevel = LogLevel.Warning });
            return Show(
                app.Services.GetRequiredService<CurrencyConverter>(), app.Services.GetRequiredService<TimeProvider>().GetUtcNow());
        });
        return new Command("rates", "Exchange rates into the reporting currency.") { show };
    }

    private static int Show(CurrencyConverter currencies, DateTimeOffset now)
    {
        var stale = currencies.StaleRates(now).ToHashSet();
        Console.WriteLine($"Reporting currency: {currencies.ReportingCurrency}");
        foreach (var rate in currencies.Rates.OrderBy(rate => rate.From, StringComparer.Ordinal).ThenByDescending(rate => rate.AsOf))
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{rate.From} -> {rate.To}  {rate.Rate:0.##########}  as of {rate.AsOf:yyyy-MM-dd}, {(now - rate.AsOf).Days} days old  {rate.Source}{(stale.Contains(rate) ? "  STALE" : "")}"));
        }

        if (stale.Count == 0)
        {
            return ExitCodes.Done;
        }

        Console.WriteLine($"{stale.Count} of the rates in use are older than {currencies.StaleAfter.Days} days: enter new ones in FinOpsAI:Currency.");
        return ExitCodes.Partial;
    }
}
