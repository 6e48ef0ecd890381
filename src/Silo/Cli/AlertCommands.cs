using System.CommandLine;
using System.Globalization;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Alerts;

namespace FinOpsAI.Silo.Cli;

/// <summary><c>alerts</c>: channels and what was sent to them, from the command line and straight on the store.</summary>
internal static class AlertCommands
{
    private const int Listed = 200;
    private const int RevivedAtOnce = 1_000;

    public static Command Create()
    {
        var command = new Command("alerts", "Channels and deliveries: try a channel, see what was told, send again what did not arrive.");
        command.Subcommands.Add(Test());
        command.Subcommands.Add(List("list", "The last deliveries, newest first.", null));
        command.Subcommands.Add(List("dead", "Deliveries that were given up. Exit code 0: none; 2: there are some.", DeliveryState.Dead));
        command.Subcommands.Add(Resend());
        return command;
    }

    private static Command Test()
    {
        var store = new StoreSettings();
        var id = new Argument<string>("CHANNEL") { Description = "The channel's id; 'console' is the log" };
        var command = new Command("test", "Send a test message to a channel at once. Exit code 0: it arrived; 69: it did not.");
        command.Arguments.Add(id);
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            await using var app = await store.OpenAsync(parsed, token);
            var channel = await FindChannelAsync(app, parsed.GetValue(id)!, token);
            var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
            var notice = ChannelNotices.Test(channel, Environment.UserName, app.Services.GetRequiredService<AlertOptions>().Currency, now);
            var result = await app.Services.GetRequiredService<INoticeSender>().SendAsync(channel, notice, token);
            var arrived = result.Outcome == SendOutcome.Delivered;
            Console.WriteLine(result.Message ?? (arrived ? "It arrived." : "It did not arrive."));
            return arrived ? ExitCodes.Done : ExitCodes.Unavailable;
        });
        return command;
    }

    private static Command List(string name, string description, DeliveryState? state)
    {
        var store = new StoreSettings();
        var command = new Command(name, description);
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            await using var app = await store.OpenAsync(parsed, token);
            var outbox = app.Services.GetRequiredService<IOutbox>();
            var deliveries = await outbox.ListAsync(new(State: state, Limit: Listed), token);
            var notices = (await outbox.FindNoticesAsync([.. deliveries.Select(delivery => delivery.Notices[0])], token)).ToDictionary(notice => notice.Key);
            Tables.Write(
                ["id", "created", "channel", "state", "tries", "notice", "last error"],
                deliveries.Select(delivery => new[]
                {
                    delivery.Id,
                    delivery.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                    delivery.Channel,
                    delivery.State.ToString().ToLowerInvariant(),
                    delivery.Attempts.ToString(CultureInfo.InvariantCulture),
                    delivery.IsDigest ? $"{delivery.Notices.Count} notices" : notices.GetValueOrDefault(delivery.Notices[0])?.English.Title ?? delivery.Notices[0],
                    delivery.LastError ?? "",
                }));
            return state is DeliveryState.Dead && deliveries.Count > 0 ? ExitCodes.Partial : ExitCodes.Done;
        });
        return command;
    }

    private static Command Resend()
    {
        var store = new StoreSettings();
        var ids = new Argument<string[]>("ID") { Description = "Deliveries, as 'alerts dead' shows them", Arity = ArgumentArity.ZeroOrMore };
        var channel = new Option<string?>("--channel") { Description = "All dead deliveries of this channel", HelpName = "CHANNEL" };
        var command = new Command("resend", "Send dead deliveries again. A running server does it within seconds.");
        command.Arguments.Add(ids);
        command.Options.Add(channel);
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var wanted = parsed.GetValue(ids) ?? [];
            var all = parsed.GetValue(channel);
            if (wanted.Length > 0 == all is not null)
            {
                throw new CommandException(ExitCodes.Usage, "Say which: ids, or --channel CHANNEL.");
            }

            await using var app = await store.OpenAsync(parsed, token);
            var outbox = app.Services.GetRequiredService<IOutbox>();
            foreach (var id in wanted)
            {
                if (await outbox.FindAsync(id, token) is null)
                {
                    throw new CommandException(ExitCodes.Usage, $"There is no delivery '{id}'; see 'finopsai alerts dead'.");
                }
            }

            if (all is not null)
            {
                await FindChannelAsync(app, all, token);
            }

            var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
            var count = 0;
            while (true)
            {
                var some = all is null ? wanted : [.. (await outbox.ListAsync(new(all, DeliveryState.Dead, Limit: RevivedAtOnce), token)).Select(d => d.Id)];
                var revived = await outbox.ReviveAsync(some, now, token);
                count += revived.Count;
                if (all is null || revived.Count < RevivedAtOnce)
                {
                    break;
                }
            }

            await app.Services.GetRequiredService<IAuditLog>().AppendAsync(
                [
                    new AuditEntry(now, Words.Actor, "delivery.resent", all is null ? "deliveries" : $"channel/{all}", null)
                    {
                        Details = new Dictionary<string, string> { ["count"] = count.ToString(CultureInfo.InvariantCulture) },
                    },
                ],
                token);
            Console.WriteLine($"{count} deliveries wait to be sent.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<Channel> FindChannelAsync(WebApplication app, string id, CancellationToken cancellationToken) => id == Channel.ConsoleId
        ? NoticeRouting.Console
        : await app.Services.GetRequiredService<IChannelStore>().FindChannelAsync(id, cancellationToken)
            ?? throw new CommandException(ExitCodes.Usage, $"There is no channel '{id}'; the dashboard lists them.");
}
