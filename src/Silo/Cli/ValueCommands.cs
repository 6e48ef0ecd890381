using System.CommandLine;
using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Value;

namespace FinOpsAI.Silo.Cli;

/// <summary><c>value</c>: what the spend brings about, and what one unit of it costs.</summary>
internal static class ValueCommands
{
    private const int UsualDays = 30;

    private const int MaxDays = 400;

    public static Command Create()
    {
        var command = new Command("value", "Units of value: what the spend brings about, what one costs, and what it returns.");
        command.Subcommands.Add(Report());
        command.Subcommands.Add(Count());
        return command;
    }

    private static Command Report()
    {
        var store = new StoreSettings();
        var scope = new ScopeOption("Units of this scope and below");
        var from = new Option<DateOnly?>("--from") { Description = "First UTC day; default 30 days before the last", HelpName = "DAY" };
        var to = new Option<DateOnly?>("--to") { Description = "The UTC day after the last; default today", HelpName = "DAY" };
        var command = new Command("report", "Cost per unit and return, over the days that have both a count and records.") { scope, from, to };
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var path = scope.Of(parsed);
            await using var app = await store.OpenAsync(parsed, token, LogLevel.Warning);
            var end = parsed.GetValue(to) ?? Today(app);
            if (end.Year is < 2000 or > 2999)
            {
                throw new CommandException(ExitCodes.Usage, $"--to {end:yyyy-MM-dd}: expected a day from 2000 on.");
            }

            var start = parsed.GetValue(from) ?? end.AddDays(-UsualDays);
            if (end.DayNumber - start.DayNumber is < 1 or > MaxDays)
            {
                throw new CommandException(ExitCodes.Usage, $"--from, --to: expected 1 to {MaxDays} days.");
            }

            var isBehind = await LedgerLag.OfSumsAsync(app, token);
            var units = (await app.Services.GetRequiredService<IValueStore>().ListAsync(token)).Where(unit => path.Contains(unit.Scope));
            var reports = await app.Services.GetRequiredService<ValueReader>().ReadAsync(units, start, end, token);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{path.Key}, {start:yyyy-MM-dd} to {end.AddDays(-1):yyyy-MM-dd} UTC, in {app.Services.GetRequiredService<ICurrencies>().Reporting}"));
            Tables.Write(
                ["id", "unit", "scope", "count", "cost", "per unit", "before", "value", "return", "days used", "without count", "without cost"],
                [.. reports.Select(Row)]);
            return isBehind ? ExitCodes.Partial : ExitCodes.Done;
        });
        return command;
    }

    private static Command Count()
    {
        var store = new StoreSettings();
        var unit = new Argument<string>("unit") { Description = "The unit's id" };
        var file = new Argument<string>("file") { Description = "A CSV with the columns day and amount; - for standard input" };
        var command = new Command("count", "Take counts from a CSV; a day that was counted before is replaced. Exit code 2: some rows were refused.") { unit, file };
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            await using var app = await store.OpenAsync(parsed, token, LogLevel.Warning);
            var values = app.Services.GetRequiredService<IValueStore>();
            var found = await values.FindAsync(parsed.GetValue(unit)!, token)
                ?? throw new CommandException(ExitCodes.Usage, $"There is no unit of value {parsed.GetValue(unit)}: finopsai value report lists them.");
            var rows = new ValueCountRows(Today(app));
            if (!rows.TryReadCsv(await TextAsync(parsed.GetValue(file)!, token)))
            {
                throw new CommandException(ExitCodes.Usage, $"More than {ValueCountRows.MaxRows} rows: send them in parts.");
            }

            var changes = rows.Changes;
            if (changes.Count > 0)
            {
                await values.CountAsync(found.Id, changes, token);
                await app.Services.GetRequiredService<IAuditLog>().AppendAsync([ValueAudit.Counted(found, changes, Words.Actor, Now(app))], CancellationToken.None);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{changes.Count} days counted, {rows.Rejected} rows refused"));
            foreach (var error in rows.Errors)
            {
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"line {error.Line}: {error.Message}"));
            }

            return rows.Rejected == 0 ? ExitCodes.Done : ExitCodes.Partial;
        });
        return command;
    }

    private static DateTimeOffset Now(WebApplication app) => app.Services.GetRequiredService<TimeProvider>().GetUtcNow();

    private static DateOnly Today(WebApplication app) => UtcDay.Of(Now(app));

    private static async Task<string> TextAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return file == "-" ? await Console.In.ReadToEndAsync(cancellationToken) : await File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCodes.Usage, $"{file} cannot be read: {e.Message}");
        }
    }

    private static string[] Row(ValueReport report) =>
    [
        report.Unit.Id,
        report.Unit.Name,
        report.Unit.Scope.Key,
        Number(report.Now.Count),
        Number(report.Now.Cost),
        Number(report.Now.CostPerUnit),
        Number(report.Previous?.CostPerUnit),
        Number(report.Now.Value),
        report.Now.Roi is { } roi ? roi.ToString("0.0 %", CultureInfo.InvariantCulture) : "",
        Number(report.Now.UsedDays),
        Number(report.Now.DaysWithoutCount),
        Number(report.Now.DaysWithoutCost),
    ];

    private static string Number(decimal? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";
}
