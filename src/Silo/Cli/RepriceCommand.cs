using System.CommandLine;
using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Pricing;

namespace FinOpsAI.Silo.Cli;

/// <summary><c>reprice</c>: the records of a period by today's prices and rates. They are restated, never added.</summary>
internal static class RepriceCommand
{
    private const int RecordsPerAppend = 2_000;

    public static Command Create()
    {
        var store = new StoreSettings();
        var from = new Option<DateOnly>("--from") { Description = "First day, UTC", HelpName = "DAY", Required = true };
        var to = new Option<DateOnly?>("--to") { Description = "The day after the last, UTC; default: everything since --from", HelpName = "DAY" };
        var provider = new Option<string?>("--provider") { Description = "Only records of this provider", HelpName = "NAME" };
        var model = new Option<string?>("--model") { Description = "Only records of this model, by its id in the catalogue", HelpName = "ID" };
        var dry = new Option<bool>("--dry-run") { Description = "Say what would change and change nothing" };
        var command = new Command(
            "reprice",
            "Price the records of a period again, after a price or an exchange rate was corrected. What providers stated stays as it is. "
            + "Done twice, the second time changes nothing; a running server follows within seconds.");
        command.Options.Add(from);
        command.Options.Add(to);
        command.Options.Add(provider);
        command.Options.Add(model);
        command.Options.Add(dry);
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var start = UtcDay.StartOf(parsed.GetValue(from));
            var end = parsed.GetValue(to) is { } day ? UtcDay.StartOf(day) : DateTimeOffset.MaxValue;
            if (start >= end)
            {
                throw new CommandException(ExitCodes.Usage, "--from must be before --to.");
            }

            await using var app = await store.OpenAsync(parsed, token);
            return await RunAsync(
                app, start, end, parsed.GetValue(provider), parsed.GetValue(model), parsed.GetValue(dry), token);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        WebApplication app,
        DateTimeOffset from,
        DateTimeOffset to,
        string? provider,
        string? model,
        bool isDry,
        CancellationToken cancellationToken)
    {
        var ledger = app.Services.GetRequiredService<ILedger>();
        var repricer = app.Services.GetRequiredService<Repricer>();
        var catalogue = app.Services.GetRequiredService<PriceCatalogue>();
        var wanted = provider is null ? null : catalogue.ProviderId(provider);
        SortedDictionary<string, Change> changes = new(StringComparer.Ordinal);
        List<UsageRecord> restated = [];
        long seen = 0;
        await foreach (var page in ledger.ReadRecordsAsync(from, to, cancellationToken))
        {
            foreach (var record in page.Where(record =>
                (wanted is null || record.Provider == wanted) && (model is null || string.Equals(record.Model, model, StringComparison.OrdinalIgnoreCase))))
            {
                seen++;
                if (repricer.Reprice(record) is { } now)
                {
                    restated.Add(now);
                    var key = $"{now.Provider}\t{now.Model}";
                    changes[key] = changes.GetValueOrDefault(key).With(record, now);
                }
            }

            if (restated.Count >= RecordsPerAppend)
            {
                await AppendAsync(ledger, restated, isDry, cancellationToken);
            }
        }

        await AppendAsync(ledger, restated, isDry, cancellationToken);
        Report(changes, seen, isDry);
        return ExitCodes.Done;
    }

    private static async Task AppendAsync(ILedger ledger, List<UsageRecord> restated, bool isDry, CancellationToken cancellationToken)
    {
        if (!isDry && restated.Count > 0)
        {
            await ledger.AppendAsync(restated, cancellationToken);
        }

        restated.Clear();
    }

    private static void Report(SortedDictionary<string, Change> changes, long seen, bool isDry)
    {
        Console.WriteLine("provider\tmodel\trecords\teffective before\teffective now\tlist before\tlist now");
        foreach (var (key, change) in changes)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{key}\t{change.Records}\t{change.Before.Effective}\t{change.Now.Effective}\t{change.Before.List}\t{change.Now.List}"));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{changes.Values.Sum(change => change.Records)} of {seen} records {(isDry ? "would be" : "were")} restated"));
    }

    private readonly record struct Change(long Records, CostAmounts Before, CostAmounts Now)
    {
        public Change With(UsageRecord before, UsageRecord now) => new(Records + 1, Before + before.Cost, Now + now.Cost);
    }
}
