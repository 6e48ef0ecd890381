using System.CommandLine;
using System.Globalization;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Silo.Cli;

/// <summary><c>audit</c>: who did what, and whether the log is as it was written.</summary>
internal static class AuditCommands
{
    public static Command Create()
    {
        var command = new Command("audit", "The audit log: who did what, and whether it is as it was written.");
        command.Subcommands.Add(List());
        command.Subcommands.Add(Verify());
        return command;
    }

    private static Command List()
    {
        var store = new StoreSettings();
        var limit = new Option<int>("--limit") { Description = "At most this many lines, 1 to 1,000", DefaultValueFactory = _ => 100 };
        var actor = new Option<string?>("--actor") { Description = "Of this actor alone" };
        var action = new Option<string?>("--action") { Description = "Of this action alone, such as policy.approved" };
        var subject = new Option<string?>("--subject") { Description = "On this subject alone, such as policy/ID" };
        var command = new Command("list", "Lines, newest first, as CSV.");
        foreach (var option in new Option[] { limit, actor, action, subject })
        {
            command.Options.Add(option);
        }

        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            if (parsed.GetValue(limit) is < 1 or > 1_000)
            {
                throw new CommandException(ExitCodes.Usage, "--limit: expected 1 to 1,000.");
            }

            await using var app = await store.OpenAsync(parsed, token, LogLevel.Warning);
            var lines = await app.Services.GetRequiredService<IAuditLog>().ReadAsync(
                new(Subject: parsed.GetValue(subject), Limit: parsed.GetValue(limit)) { Actor = parsed.GetValue(actor), Action = parsed.GetValue(action) }, token);
            Console.WriteLine(AuditCsv.Header);
            foreach (var line in lines)
            {
                Console.WriteLine(AuditCsv.Line(line));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Verify()
    {
        var store = new StoreSettings();
        var expect = new Option<string?>("--expect") { Description = "The last line's hash as noted earlier: it must still be in the log", HelpName = "HASH" };
        var command = new Command("verify", "Check every line's hash. Exit code 0: all as written; 1: something was changed or removed.");
        command.Options.Add(expect);
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            await using var app = await store.OpenAsync(parsed, token, LogLevel.Warning);
            var audit = app.Services.GetRequiredService<IAuditLog>();
            var found = await audit.VerifyAsync(token);
            if (found.BrokenAt is { } broken)
            {
                throw new CommandException(
                    ExitCodes.Failed, string.Create(CultureInfo.InvariantCulture, $"Line {broken} does not follow from the one before: the log was changed."));
            }

            if (parsed.GetValue(expect) is { } hash && !await ContainsAsync(audit, hash, token))
            {
                throw new CommandException(ExitCodes.Failed, $"No line has the hash {hash}: the log's end was cut off or written anew.");
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{found.Lines} lines, all as they were written{(found.Unchained > 0 ? $" ({found.Unchained} older than the chain)" : "")}. Last hash: {found.Head ?? "none"}"));
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<bool> ContainsAsync(IAuditLog audit, string hash, CancellationToken cancellationToken)
    {
        var filter = new AuditFilter(Limit: 1_000);
        while (true)
        {
            var page = await audit.ReadAsync(filter, cancellationToken);
            if (page.Any(line => line.Hash == hash))
            {
                return true;
            }

            if (page.Count < filter.Limit)
            {
                return false;
            }

            filter = filter with { BeforeSequence = page[^1].Sequence };
        }
    }
}
