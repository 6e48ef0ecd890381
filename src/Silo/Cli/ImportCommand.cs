using System.CommandLine;
using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest;
using FinOpsAI.Ingest.Importers;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Silo.Cli;

/// <summary><c>import</c>: files into the ledger. A server on the same store sees them within seconds; without one, the next start does.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var store = new StoreSettings();
        var files = new FileSettings();
        var command = new Command("import", "Import usage files into the ledger. Importing a file twice changes nothing.");
        files.AddTo(command);
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var context = files.Context(parsed);
            await using var app = await store.OpenAsync(parsed, token, LogLevel.Warning, builder => builder.Services.UseLedgerDirectly());
            var exitCode = ExitCodes.Done;
            foreach (var path in files.Files(parsed))
            {
                exitCode = Math.Max(exitCode, await ImportAsync(app.Services, path, files.Format(parsed), context, token));
            }

            return exitCode;
        });
        return command;
    }

    private static async Task<int> ImportAsync(
        IServiceProvider services, string path, string format, ImportContext context, CancellationToken cancellationToken)
    {
        await using var file = await services.GetRequiredService<UsageImports>().OpenAsync(path, format, cancellationToken);
        var usage = new Dictionary<string, decimal>(StringComparer.Ordinal);
        var cost = default(CostAmounts);
        var name = Path.GetFileName(path);
        var result = await Progress.RunAsync(name, Math.Max(1, file.Length), async bar =>
        {
            var progress = new ImportProgress(done =>
            {
                bar.Value = file.Position;
                bar.Description = string.Create(CultureInfo.InvariantCulture, $"{name}  {done.Records:#,0} records");
            });
            return await services.GetRequiredService<UsageIngest>().RunAsync(
                Tally(file.ReadAsync(context, cancellationToken), usage, amounts => cost += amounts), progress, cancellationToken);
        });

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{path} ({file.Importer.Format}): {result.Accepted} accepted, {result.Restated} restated, {result.Duplicates} duplicates, {result.Rejected} rejected, {result.Unpriced} unpriced"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  read: BilledCost {cost.Billed}, EffectiveCost {cost.Effective}, ListCost {cost.List}"));
        Console.WriteLine("  read: " + string.Join(", ", usage.OrderBy(unit => unit.Key, StringComparer.Ordinal)
            .Select(unit => string.Create(CultureInfo.InvariantCulture, $"{unit.Key} {unit.Value}"))));
        foreach (var error in result.Errors)
        {
            await Console.Error.WriteLineAsync(error.Field.Length == 0
                ? $"{path}:{error.Line}: {error.Message}"
                : $"{path}:{error.Line}: {error.Field}: {error.Message}");
        }

        return result.Stop != ReadStop.None && result.Accepted + result.Restated + result.Duplicates == 0 ? ExitCodes.Failed
            : result.Rejected > 0 || result.Stop != ReadStop.None ? ExitCodes.Partial
            : ExitCodes.Done;
    }

    /// <summary>Adds up what passes by, so that a reader can hold the file's own totals against it.</summary>
    private static async IAsyncEnumerable<UsageParseItem> Tally(
        IAsyncEnumerable<UsageParseItem> items, Dictionary<string, decimal> usage, Action<CostAmounts> addCost)
    {
        await foreach (var item in items)
        {
            if (item.Record is { } record)
            {
                addCost(record.Cost);
                foreach (var (unit, quantity) in record.Usage)
                {
                    usage[unit] = usage.GetValueOrDefault(unit) + quantity;
                }
            }

            yield return item;
        }
    }

    private sealed class ImportProgress(Action<IngestProgress> report) : IProgress<IngestProgress>
    {
        public void Report(IngestProgress value) => report(value);
    }
}
