using System.CommandLine;
using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Gpu;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Currency;
using FinOpsAI.Ingest.Pricing;

namespace FinOpsAI.Silo.Cli;

/// <summary><c>prices compare</c>: what a million tokens cost on one's own GPUs, beside the price of an API for the same tokens.</summary>
internal static class PriceCompareCommand
{
    public static Command Create()
    {
        var store = new StoreSettings();
        var scope = new ScopeOption("Whose GPUs and tokens");
        var from = new Option<DateOnly>("--from") { Description = "First day, UTC", HelpName = "DAY", Required = true };
        var to = new Option<DateOnly>("--to") { Description = "The day after the last, UTC", HelpName = "DAY", Required = true };
        var provider = new Option<string>("--provider") { Description = "The API's provider", HelpName = "NAME", Required = true };
        var model = new Option<string>("--model") { Description = "The API's model", HelpName = "ID", Required = true };
        var command = new Command("compare", "What a million tokens cost on one's own GPUs, beside an API's price for the same tokens.")
        {
            scope, from, to, provider, model,
        };
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var path = scope.Of(parsed);

            await using var app = await store.OpenAsync(parsed, token);
            return await RunAsync(
                app, path, UtcDay.StartOf(parsed.GetValue(from)), UtcDay.StartOf(parsed.GetValue(to)), parsed.GetValue(provider)!, parsed.GetValue(model)!, token);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        WebApplication app,
        ScopePath scope,
        DateTimeOffset from,
        DateTimeOffset to,
        string provider,
        string model,
        CancellationToken cancellationToken)
    {
        decimal gpuCost = 0, gpuHours = 0;
        Dictionary<string, decimal> usage = new(StringComparer.Ordinal);
        await foreach (var page in app.Services.GetRequiredService<ILedger>().ReadRecordsAsync(from, to, cancellationToken))
        {
            foreach (var record in page.Where(record => scope.Contains(record.Scope)))
            {
                if (record.Usage.TryGetValue(UsageUnits.GpuHour, out var hours))
                {
                    gpuHours += hours;
                    gpuCost += record.Cost.Effective;
                }

                foreach (var (unit, quantity) in record.Usage)
                {
                    usage[unit] = usage.GetValueOrDefault(unit) + quantity;
                }
            }
        }

        usage.Remove(UsageUnits.GpuHour);
        var result = GpuUnitCost.Of(gpuCost, gpuHours, usage, Api(app, from, provider, model, usage));
        Report(result, app.Services.GetRequiredService<CurrencyConverter>().ReportingCurrency);
        return result.PerMillion is null || result.Api is null ? ExitCodes.Partial : ExitCodes.Done;
    }

    private static GpuApiCost? Api(WebApplication app, DateTimeOffset at, string provider, string model, Dictionary<string, decimal> usage)
    {
        var id = app.Services.GetRequiredService<PriceCatalogue>().ProviderId(provider);
        var quote = app.Services.GetRequiredService<PriceResolver>().Price(id, model, null, at, usage);
        return quote.State is PricingState.Unpriced
               || !app.Services.GetRequiredService<CurrencyConverter>().TryConvert(quote.Cost, quote.Currency, at, out var cost, out _)
            ? null
            : new(id, quote.Model, cost.Effective, quote.State is PricingState.Catalogue);
    }

    private static void Report(GpuUnitCost result, string currency)
    {
        string Amount(decimal? value, string unit) =>
            value is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known:0.######} {unit}") : "not known";

        Console.WriteLine($"own GPUs\t{Amount(result.GpuCost, currency)} for {Amount(result.GpuHours, "GPU-hours")} and {Amount(result.Tokens, "tokens")}");
        Console.WriteLine($"a million tokens here\t{Amount(result.PerMillion, currency)}");
        Console.WriteLine(result.Api is { } api
            ? $"a million tokens at {api.Provider} {api.Model}\t{Amount(result.ApiPerMillion, currency)}{(api.IsComplete ? "" : " at least: some of the usage has no price there")}"
            : "a million tokens at the API\tnot known: the catalogue has no price for it, or no exchange rate");
        Console.WriteLine($"here / there\t{Amount(result.Ratio, "")}");
        Console.WriteLine($"both cost the same at\t{Amount(result.BreakEvenTokensPerGpuHour, "tokens a GPU-hour")} (now {Amount(result.TokensPerGpuHour, "")})");
    }
}
