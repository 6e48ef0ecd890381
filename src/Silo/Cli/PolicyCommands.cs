using System.CommandLine;
using System.Globalization;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Policies;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Silo.Cli;

/// <summary><c>policies</c>: what answers notices, and what it would have answered.</summary>
internal static class PolicyCommands
{
    private const int Days = 30;

    public static Command Create()
    {
        var command = new Command("policies", "Policies: what answers notices, and how far each may go by itself.");
        command.Subcommands.Add(List());
        command.Subcommands.Add(Test());
        return command;
    }

    private static Command List()
    {
        var store = new StoreSettings();
        var command = new Command("list", "All policies with what became of their proposals, as tab-separated lines.");
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            await using var app = await store.OpenAsync(parsed, token, LogLevel.Warning);
            var policies = app.Services.GetRequiredService<IPolicyStore>();
            Console.WriteLine("id\tname\tscope\tautonomy\tstate\taction\tapproved\tdeclined");
            foreach (var policy in await policies.ListAsync(token))
            {
                var record = await PolicyRecords.OfAsync(policy, policies, app.Services.GetRequiredService<IGuidanceStore>(), token);
                Console.WriteLine(string.Join(
                    '\t',
                    policy.Id,
                    policy.Name,
                    policy.Scope.Key,
                    PolicyWords.Code(policy.Autonomy),
                    !policy.IsEnabled ? "off" : record.IsQuiet ? "quiet" : policy.IsDryRun ? "dry run" : "on",
                    policy.Action is { } action ? PolicyWords.Code(action.Kind) : "",
                    record.Approved.ToString(CultureInfo.InvariantCulture),
                    record.Declined.ToString(CultureInfo.InvariantCulture)));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Test()
    {
        var store = new StoreSettings();
        var id = new Argument<string>("ID") { Description = "The policy's id, as 'policies list' shows it" };
        var command = new Command("test", $"What a policy would have answered in the last {Days} days. Nothing is done.");
        command.Arguments.Add(id);
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            await using var app = await store.OpenAsync(parsed, token, LogLevel.Warning);
            var policy = (await app.Services.GetRequiredService<IPolicyStore>().ListAsync(token)).FirstOrDefault(policy => policy.Id == parsed.GetValue(id))
                ?? throw new CommandException(ExitCodes.Usage, $"There is no policy '{parsed.GetValue(id)}'; see 'finopsai policies list'.");
            var since = app.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(-Days);
            var notices = await PolicyRehearsal.NoticesAsync(
                app.Services.GetRequiredService<IOutbox>(),
                app.Services.GetRequiredService<IAnomalyStore>(),
                since,
                app.Services.GetRequiredService<IOptions<WebOptions>>().Value.Currency,
                token);
            var answered = PolicyRehearsal.Answered(policy, notices);
            foreach (var notice in answered)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{notice.At.UtcDateTime:yyyy-MM-dd HH:mm}\t{notice.Severity}\t{notice.Scope.Key}\t{notice.English.Title}"));
            }

            Console.WriteLine($"{answered.Count} of {notices.Count} notices since {since.UtcDateTime:yyyy-MM-dd} would have been answered.");
            return ExitCodes.Done;
        });
        return command;
    }
}
