using System.CommandLine;
using System.Globalization;
using FinOpsAI.Ingest.Pricing;

namespace FinOpsAI.Silo.Cli;

/// <summary><c>prices</c>: what the catalogue knows, and files of prices held against it.</summary>
internal static class PriceCommands
{
    private const int Listed = 20;

    private static readonly Option<bool> All = new("--all") { Description = $"List everything, not only the first {Listed} of a kind" };

    private static readonly Option<string?> At = new("--at")
    {
        Description = "Prices of this moment, such as 2026-03-01 or 2026-03-01T16:45:00Z; default: now",
        HelpName = "DATE",
    };

    public static Command Create() => new("prices", "Show prices; read and check files of prices (ours, genai-prices, LiteLLM).")
    {
        CreateShow(), CreateImport(), CreateCheck(), PriceCompareCommand.Create(),
    };

    private static Command CreateShow()
    {
        var model = new Argument<string>("MODEL") { Description = "Any name by which the model goes" };
        var provider = new Option<string?>("--provider") { Description = "Only of this provider", HelpName = "NAME" };
        var tier = new Option<string?>("--tier") { Description = "Only of this service tier: standard, batch, flex, priority, provisioned", HelpName = "NAME" };
        var command = new Command("show", "Every price of a model, with its dates and where it is from. With --at, those in force then.") { model, provider, At, tier };
        command.SetAction((parsed, _) => WithCatalogueAsync((catalogue, now) => Show(
            catalogue, parsed.GetValue(model)!, parsed.GetValue(provider), Moment(parsed.GetValue(At)), parsed.GetValue(tier), now)));
        return command;
    }

    private static Command CreateImport()
    {
        var file = new Argument<string>("FILE") { Description = "JSON of genai-prices (v2), of LiteLLM, or in the catalogue's own format" };
        var output = new Option<string?>("--out") { Description = "Write the prices in the catalogue's own format, for FinOpsAI:Prices:Files", HelpName = "FILE" };
        var command = new Command("import", "Read a file of prices and say what it would change.") { file, output, At, All };
        command.SetAction((parsed, token) => WithCatalogueAsync(async (catalogue, now) =>
        {
            var import = Read(parsed.GetValue(file)!);
            var comparison = PriceComparison.Of(catalogue, import.Catalogue, Moment(parsed.GetValue(At)) ?? now);
            PriceReport.WriteImport(import, comparison, parsed.GetValue(All) ? int.MaxValue : Listed);
            if (parsed.GetValue(output) is { } path)
            {
                await File.WriteAllTextAsync(path, import.ToJson(), token);
                Console.WriteLine($"Written to {path}; FinOpsAI:Prices:Files makes it count.");
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command CreateCheck()
    {
        var file = new Argument<string>("FILE") { Description = "JSON of genai-prices (v2), of LiteLLM, or in the catalogue's own format" };
        var command = new Command("check", "Hold the catalogue against a file of prices. Exit code 0: models that both know agree; 2: some differ.") { file, At, All };
        command.SetAction((parsed, _) => WithCatalogueAsync((catalogue, now) =>
        {
            var comparison = PriceComparison.Of(catalogue, Read(parsed.GetValue(file)!).Catalogue, Moment(parsed.GetValue(At)) ?? now);
            PriceReport.WriteCheck(comparison, parsed.GetValue(All) ? int.MaxValue : Listed);
            return Task.FromResult(comparison.Both.Any(model => !model.Agrees) ? ExitCodes.Partial : ExitCodes.Done);
        }));
        return command;
    }

    private static Task<int> Show(PriceCatalogue catalogue, string name, string? provider, DateTimeOffset? at, string? tier, DateTimeOffset now)
    {
        var providers = provider is null ? catalogue.Models.Select(model => model.Provider).Distinct() : [catalogue.ProviderId(provider)];
        var found = providers.Select(id => catalogue.Find(id, name)).OfType<ModelPrices>().Distinct().ToList();
        if (found.Count == 0)
        {
            throw new CommandException(
                ExitCodes.Failed, provider is null ? $"No provider has a price for '{name}'." : $"'{provider}' has no price for '{name}'.");
        }

        PriceReport.WriteLines(found, at, tier, now);
        foreach (var model in found)
        {
            if (catalogue.DiscountOf(model, tier, at ?? now) is { } discount)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{model.Provider}/{model.Model}: list price × {discount.Factor} is paid{(discount.Source.Length == 0 ? "" : $" ({discount.Source})")}"));
            }
        }

        return Task.FromResult(ExitCodes.Done);
    }

    private static PriceImport Read(string path)
    {
        try
        {
            return PriceImport.Read(path);
        }
        catch (PriceCatalogueException e)
        {
            throw new CommandException(ExitCodes.Failed, e.Message);
        }
    }

    private static DateTimeOffset? Moment(string? text) => text is null ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment.ToUniversalTime()
        : throw new CommandException(ExitCodes.Usage, $"--at is '{text}': expected a date such as 2026-03-01.");

    /// <summary>Runs with the catalogue that the configuration here makes; touches no store.</summary>
    private static async Task<int> WithCatalogueAsync(Func<PriceCatalogue, DateTimeOffset, Task<int>> run)
    {
        await using var app = SiloApplication.Build(new() { LogLevel = LogLevel.Warning });
        return await run(app.Services.GetRequiredService<PriceCatalogue>(), app.Services.GetRequiredService<TimeProvider>().GetUtcNow());
    }
}
