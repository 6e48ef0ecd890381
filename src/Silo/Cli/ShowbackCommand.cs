using System.CommandLine;
using System.Globalization;
using System.Text;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Showback;
using FinOpsAI.Web;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Silo.Cli;

/// <summary><c>showback</c>: who spent what in a week or month, shared costs included.</summary>
internal static class ShowbackCommand
{
    private static readonly string[] Formats = ["table", "csv", "focus", "html"];

    public static Command Create()
    {
        var store = new StoreSettings();
        var team = new Option<string?>("--team") { Description = "One team; default: all", HelpName = "NAME" };
        var period = new Option<string?>("--period") { Description = "A month such as 2026-05 or an ISO week such as 2026-W21; default: this month", HelpName = "PERIOD" };
        var format = new Option<string>("--format") { Description = "table, csv, focus or html", DefaultValueFactory = _ => "table", HelpName = "NAME" };
        var language = new Option<string>("--lang") { Description = "Language of the html page: en or ko", DefaultValueFactory = _ => "en", HelpName = "CODE" };
        var metric = new Option<ShowbackMetric>("--metric") { Description = "effective, billed or list; csv and focus have all three", HelpName = "NAME" };
        var file = new Option<string?>("--out") { Description = "File to write; default: standard output", HelpName = "FILE" };
        format.AcceptOnlyFromAmong(Formats);
        language.AcceptOnlyFromAmong("en", "ko");
        var command = new Command("showback", "Showback of a week or month: direct cost, shared cost in and out, total, by team.");
        foreach (var option in new Option[] { team, period, format, language, metric, file })
        {
            command.Options.Add(option);
        }

        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var asked = ShowbackPeriod.Of(ShowbackPeriodKind.Month, UtcDay.Of(TimeProvider.System.GetUtcNow()));
            if (parsed.GetValue(period) is { } text && !ShowbackPeriod.TryParse(text, out asked))
            {
                throw new CommandException(ExitCodes.Usage, $"--period: '{text}' is no period, expected a month such as 2026-05 or an ISO week such as 2026-W21.");
            }

            if (parsed.GetValue(file) is not null && parsed.GetValue(format) == "table")
            {
                throw new CommandException(ExitCodes.Usage, "--out needs --format csv, focus or html.");
            }

            await using var app = await store.OpenAsync(parsed, token);
            var isBehind = await LedgerLag.OfSumsAsync(app, token);
            await WriteAsync(
                app, asked, parsed.GetValue(team), parsed.GetValue(format)!, parsed.GetValue(metric),
                parsed.GetValue(language) == "ko" ? NarrativeLanguage.Korean : NarrativeLanguage.English, parsed.GetValue(file), token);
            return isBehind ? ExitCodes.Partial : ExitCodes.Done;
        });
        return command;
    }

    private static async Task WriteAsync(
        WebApplication app,
        ShowbackPeriod period,
        string? team,
        string format,
        ShowbackMetric metric,
        NarrativeLanguage language,
        string? path,
        CancellationToken cancellationToken)
    {
        var web = app.Services.GetRequiredService<IOptions<WebOptions>>().Value;
        var files = app.Services.GetRequiredService<ShowbackFiles>();
        var reader = app.Services.GetRequiredService<ShowbackReader>();
        if (format == "table")
        {
            Table(await reader.ReportAsync(period, team, metric, cancellationToken), web.Currency);
            return;
        }

        await using var writer = path is null
            ? new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false))
            : new StreamWriter(path, append: false, new UTF8Encoding(false));
        switch (format)
        {
            case "focus":
                await files.WriteFocusAsync(writer, period, team, web.Organization, web.Currency, cancellationToken);
                break;
            case "html":
                var report = await reader.ReportAsync(period, team, metric, cancellationToken);
                await writer.WriteAsync(ShowbackPage.Write(report, language, web.Organization, web.Currency).AsMemory(), cancellationToken);
                break;
            default:
                await files.WriteCsvAsync(writer, period, team, web.Currency, cancellationToken);
                break;
        }
    }

    private static void Table(ShowbackReport report, string currency)
    {
        Tables.Write(
            ["team", "direct", "allocated in", "allocated out", "total", "estimated", "confirmed", "invoiced", report.PreviousPeriod],
            report.Teams.Select(team => Row(team.Team, team.Figures)).Append(Row("(organization)", report.Organization)));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Period}, {report.Metric}Cost in {currency}, {report.From:yyyy-MM-dd} to {report.To.AddDays(-1):yyyy-MM-dd} UTC{(report.IsComplete ? "" : ", not over yet")}; {report.Stays.Count} divisions of shared costs not made"));
    }

    private static string[] Row(string name, ShowbackFigures figures) =>
    [
        name, Number(figures.Direct.Total), Number(figures.AllocatedIn.Total), Number(figures.AllocatedOut.Total), Number(figures.Total.Total),
        Number(figures.Total.Estimated), Number(figures.Total.Confirmed), Number(figures.Total.Invoiced), Number(figures.Previous),
    ];

    private static string Number(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);
}
