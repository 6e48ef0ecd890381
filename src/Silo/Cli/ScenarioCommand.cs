using System.CommandLine;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Scenarios;
using FinOpsAI.Web;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Silo.Cli;

/// <summary><c>scenario</c>: what a scope's own traffic would have cost under changes.</summary>
internal static class ScenarioCommand
{
    public static Command Create()
    {
        var store = new StoreSettings();
        var scope = new ScopeOption("Whose traffic");
        var days = new Option<int>("--days") { Description = "Whole UTC days of traffic that are replayed, 7 to 90", HelpName = "N", DefaultValueFactory = _ => 28 };
        var users = Factor("--users", "Factor of the users: 2 is twice as many");
        var requests = Factor("--requests", "Factor of one user's requests");
        var input = Factor("--input", "Factor of one request's input tokens");
        var output = Factor("--output", "Factor of one request's output tokens");
        var cache = new Option<decimal?>("--cache-rate") { Description = "Part of all input tokens read from a cache, 0 to 1", HelpName = "SHARE" };
        var batch = new Option<decimal?>("--batch-share") { Description = "Part of what could be batched that goes in batches, 0 to 1", HelpName = "SHARE" };
        var moves = new Option<string[]>("--move")
        {
            Description = "Traffic that goes to another model, such as gpt-4o=gpt-4o-mini:0.5, openai/gpt-4o=anthropic/claude-haiku-4-5:1 or *=gpt-4o-mini:0.2; may be repeated",
            HelpName = "FROM=TO:SHARE",
        };
        var prices = new Option<string[]>("--price")
        {
            Description = "Factor of a price, such as gpt-4o=0.9, openai/*=0.8 or *=1.1; may be repeated, the first that fits holds",
            HelpName = "MODEL=FACTOR",
        };
        var gpuRate = Factor("--gpu-rate", "Factor of the price of a GPU hour");
        var gpuHours = Factor("--gpu-hours", "Factor of the GPU hours");
        var json = new Option<bool>("--json") { Description = "One JSON object instead of text" };
        var command = new Command(
            "scenario",
            "What the scope's own traffic of the last days would have cost under changes, and what each change makes of it. Without a forecast, for which a server must run. Exit code 2: sums are behind the ledger.");
        foreach (var option in new Option[] { scope, days, users, requests, input, output, cache, batch, moves, prices, gpuRate, gpuHours, json })
        {
            command.Options.Add(option);
        }

        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var path = scope.Of(parsed);
            if (parsed.GetValue(days) is < 7 or > 90)
            {
                throw new CommandException(ExitCodes.Usage, "--days: expected 7 to 90.");
            }

            await using var app = await store.OpenAsync(parsed, token);
            var isBehind = await LedgerLag.OfFactsAsync(app, token);
            var pricer = app.Services.GetRequiredService<IUsagePricer>();
            var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
            var today = UtcDay.Of(now);
            var traffic = await BaselineFold.ReadAsync(
                app.Services.GetRequiredService<IFactStore>(), pricer, path, today.AddDays(-parsed.GetValue(days)), today, token);
            var arguments = new ScenarioArguments(traffic, pricer, now);
            var drivers = new ScenarioDrivers
            {
                Users = Read(parsed, users),
                RequestsPerUser = Read(parsed, requests),
                InputTokensPerRequest = Read(parsed, input),
                OutputTokensPerRequest = Read(parsed, output),
                CacheHitRate = Share(parsed, cache),
                BatchShare = Share(parsed, batch),
                Moves = [.. (parsed.GetValue(moves) ?? []).SelectMany(arguments.Moves)],
                Prices = [.. (parsed.GetValue(prices) ?? []).Select(arguments.Price)],
                GpuRate = Read(parsed, gpuRate),
                GpuHours = Read(parsed, gpuHours),
            };
            var report = new ScenarioReport(
                path, traffic, ScenarioReplay.Run(traffic, drivers), app.Services.GetRequiredService<IOptions<WebOptions>>().Value.Currency);
            if (parsed.GetValue(json))
            {
                report.WriteJson();
            }
            else
            {
                report.WriteText();
            }

            return isBehind ? ExitCodes.Partial : ExitCodes.Done;
        });
        return command;
    }

    private static Option<decimal> Factor(string name, string description) =>
        new(name) { Description = description, HelpName = "FACTOR", DefaultValueFactory = _ => 1 };

    private static decimal Read(ParseResult parsed, Option<decimal> option) => parsed.GetValue(option) is >= 0 and <= 100 and var factor
        ? factor
        : throw new CommandException(ExitCodes.Usage, $"{option.Name}: expected 0 to 100, 1 for no change.");

    private static decimal? Share(ParseResult parsed, Option<decimal?> option) => parsed.GetValue(option) is < 0 or > 1
        ? throw new CommandException(ExitCodes.Usage, $"{option.Name}: expected 0 to 1.")
        : parsed.GetValue(option);
}
