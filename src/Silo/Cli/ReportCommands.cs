using System.CommandLine;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Alerts;

namespace FinOpsAI.Silo.Cli;

/// <summary><c>report</c>: reports on standard output.</summary>
internal static class ReportCommands
{
    public static Command Create() => new("report", "Reports on standard output.") { Weekly() };

    private static Command Weekly()
    {
        var store = new StoreSettings();
        var team = new Option<string>("--team") { Description = "The team's name", HelpName = "TEAM", Required = true };
        var language = new Option<string>("--lang") { Description = "en or ko", DefaultValueFactory = _ => "en", HelpName = "LANG" };
        language.AcceptOnlyFromAmong("en", "ko");
        var command = new Command("weekly", "A team's report on the last full week, as its channels get it when it is due.");
        command.Options.Add(team);
        command.Options.Add(language);
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            await using var app = await store.OpenAsync(parsed, token);
            var services = app.Services;
            await services.GetRequiredService<IGuidanceBook>().RefreshAsync(token);
            var scope = ScopePath.ForTeam(parsed.GetValue(team)!);
            if (await services.GetRequiredService<IScopeDirectory>().FindAsync(scope, token) is null)
            {
                throw new CommandException(ExitCodes.Usage, $"There is no team '{scope.Name}'.");
            }

            var isBehind = await LedgerLag.OfSumsAsync(app, token);
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
            var reports = services.GetRequiredService<WeeklyReports>();
            var report = await reports.ReadAsync(scope, reports.LastFullWeek(now), now, token);
            var text = WeeklyReportText.Write(report, parsed.GetValue(language) == "ko" ? NarrativeLanguage.Korean : NarrativeLanguage.English);
            Console.WriteLine(text.Title);
            foreach (var line in text.Paragraphs.Concat(text.Facts.Select(fact => $"{fact.Name}: {fact.Value}")))
            {
                Console.WriteLine(line);
            }

            return isBehind ? ExitCodes.Partial : ExitCodes.Done;
        });
        return command;
    }
}
