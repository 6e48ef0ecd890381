using System.CommandLine;
using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Silo.Cli;

/// <summary><c>explain</c>: why a scope's cost changed, in words and parts that add up.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var store = new StoreSettings();
        var scope = new ScopeOption("Whose cost");
        var from = Time("--from", "Start of the period, UTC; default: a day before its end");
        var to = Time("--to", "End of the period, UTC, exclusive; default: the last full hour");
        var baselineFrom = Time("--baseline-from", "Start of what it is compared with; default: the same hours of the weeks before");
        var baselineTo = Time("--baseline-to", "Its end");
        var language = new Option<string>("--lang") { Description = "en or ko", HelpName = "LANG", DefaultValueFactory = _ => "en" };
        language.AcceptOnlyFromAmong("en", "ko");
        var command = new Command("explain", "Why a scope's cost changed, in parts that add up. Exit code 2: there is nothing to compare with.");
        foreach (var option in new Option[] { scope, from, to, baselineFrom, baselineTo, language })
        {
            command.Options.Add(option);
        }

        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            await using var app = await store.OpenAsync(parsed, token, LogLevel.Warning);
            var path = scope.Of(parsed);
            var end = Read(parsed, to) ?? Granularity.Hour.Floor(app.Services.GetRequiredService<TimeProvider>().GetUtcNow());
            var start = Read(parsed, from) ?? end.AddDays(-1);
            var (earlierStart, earlierEnd) = (Read(parsed, baselineFrom), Read(parsed, baselineTo));
            if (start >= end || earlierStart >= earlierEnd || earlierStart is null != earlierEnd is null)
            {
                throw new CommandException(ExitCodes.Usage, "Each start must be before its end, and a baseline needs both.");
            }

            var isBehind = await LedgerLag.OfSumsAsync(app, token);
            var explanation = await app.Services.GetRequiredService<IExplainer>().ExplainAsync(
                new(path, start, end) { BaselineFrom = earlierStart, BaselineTo = earlierEnd }, token);
            if (explanation is null)
            {
                Console.WriteLine("There is nothing to compare with.");
                return ExitCodes.Partial;
            }

            var currency = app.Services.GetRequiredService<IOptions<WebOptions>>().Value.Currency;
            var tongue = parsed.GetValue(language) == "ko" ? NarrativeLanguage.Korean : NarrativeLanguage.English;
            Console.WriteLine(ExplanationNarrative.Headline(explanation, currency, tongue));
            foreach (var sentence in ExplanationNarrative.Sentences(explanation, currency, tongue))
            {
                Console.WriteLine(sentence);
            }

            return isBehind ? ExitCodes.Partial : ExitCodes.Done;
        });
        return command;
    }

    private static Option<string?> Time(string name, string description) => new(name) { Description = description, HelpName = "TIME" };

    private static DateTimeOffset? Read(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { } text)
        {
            return null;
        }

        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : throw new CommandException(ExitCodes.Usage, $"{option.Name} {text}: expected a time such as 2026-11-21T08:00Z.");
    }
}
