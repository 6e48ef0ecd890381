using System.CommandLine;
using System.Globalization;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;
using FinOpsAI.Grains.Sources;
using Spectre.Console;

namespace FinOpsAI.Silo.Cli;

/// <summary><c>sources</c>: what the page "Data sources" does, from the command line and straight on the store.</summary>
internal static class SourceCommands
{
    private static readonly Argument<string> Id = new("ID") { Description = "The source's id, as 'sources list' shows it" };

    public static Command Create()
    {
        var command = new Command("sources", "Data sources: what is read, how far, and how it fares.");
        command.Subcommands.Add(Kinds());
        command.Subcommands.Add(List());
        command.Subcommands.Add(Add());
        command.Subcommands.Add(OnSource("test", "Try a source: does the key work, is something there.", TestAsync));
        command.Subcommands.Add(Backfill());
        command.Subcommands.Add(OnSource("pause", "Stop reading a source for the time being.", (app, source, token) => PauseAsync(app, source, true, token)));
        command.Subcommands.Add(OnSource("resume", "Read a paused source again.", (app, source, token) => PauseAsync(app, source, false, token)));
        command.Subcommands.Add(OnSource("remove", "Forget a source. What it delivered stays in the ledger.", RemoveAsync));
        return command;
    }

    private static Command Kinds()
    {
        var kind = new Argument<string?>("KIND") { Description = "Show the settings of this kind", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("kinds", "The kinds of sources there are, or the settings of one.");
        command.Arguments.Add(kind);
        command.SetAction(async (parsed, _) =>
        {
            await using var app = SiloApplication.Build(new() { LogLevel = LogLevel.Warning });
            var kinds = app.Services.GetRequiredService<ISourceReader>().Kinds;
            if (parsed.GetValue(kind) is not { } name)
            {
                SourceTables.Kinds(kinds);
                return ExitCodes.Done;
            }

            SourceTables.Settings(kinds.FirstOrDefault(known => known.Kind == name)
                ?? throw new CommandException(ExitCodes.Usage, $"'{name}' is no kind; see 'finopsai sources kinds'."));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command List()
    {
        var store = new StoreSettings();
        var command = new Command("list", "All sources with state, lag and last error.");
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            await using var app = await store.OpenAsync(parsed, token);
            var sources = app.Services.GetRequiredService<ISourceStore>();
            var states = (await sources.ListStatesAsync(token)).ToDictionary(state => state.Id);
            SourceTables.Sources(
                [.. (await sources.ListAsync(token)).Select(source => (source, states.GetValueOrDefault(source.Id)))],
                app.Services.GetRequiredService<TimeProvider>().GetUtcNow());
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Add()
    {
        var store = new StoreSettings();
        var kind = new Argument<string>("KIND") { Description = "What to read; see 'sources kinds'" };
        var id = new Argument<string>("ID") { Description = "A short name of your choice: lower-case letters, digits and -" };
        var settings = new Option<string[]>("--set") { Description = "A setting, as name=value; may be repeated", HelpName = "NAME=VALUE" };
        var since = new Option<DateOnly?>("--since") { Description = "Nothing before this day is read; default: the kind's own", HelpName = "DAY" };
        var layer = new Option<SourceLayer?>("--layer") { Description = "What its records are; default: the kind's own" };
        var every = new Option<TimeSpan?>("--every") { Description = "How often it is read, such as 01:00:00; default: the kind's own" };
        var command = new Command("add", "Add a source, or change one of this id. Secrets are best given as env:NAME or file:PATH.");
        command.Arguments.Add(kind);
        command.Arguments.Add(id);
        command.Options.Add(settings);
        command.Options.Add(since);
        command.Options.Add(layer);
        command.Options.Add(every);
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            await using var app = await store.OpenAsync(parsed, token);
            var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
            var known = app.Services.GetRequiredService<ISourceReader>().Kinds.FirstOrDefault(k => k.Kind == parsed.GetValue(kind))
                ?? throw new CommandException(ExitCodes.Usage, $"'{parsed.GetValue(kind)}' is no kind; see 'finopsai sources kinds'.");
            var (plain, secret) = SourceArguments.Read(parsed.GetValue(settings) ?? [], known, app.Services.GetRequiredService<ISecretStore>());
            var source = new DataSource
            {
                Id = SourceArguments.CheckId(parsed.GetValue(id)!),
                Kind = known.Kind,
                Name = parsed.GetValue(id)!,
                Layer = parsed.GetValue(layer),
                Every = parsed.GetValue(every),
                Since = parsed.GetValue(since) is { } day ? UtcDay.StartOf(day) : now - known.FirstRead,
                Settings = plain,
                Secrets = secret,
                CreatedAt = now,
            };
            if (app.Services.GetRequiredService<ISourceReader>().Check(source) is { Count: > 0 } errors)
            {
                throw new CommandException(ExitCodes.Usage, string.Join(Environment.NewLine, errors.Select(error => error.Message)));
            }

            await app.Services.GetRequiredService<ISourceStore>().SaveAsync(source, token);
            Console.WriteLine($"{source.Id} is set up. A running server begins within seconds; 'finopsai sources test {source.Id}' tries it now.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Backfill()
    {
        var store = new StoreSettings();
        var from = new Option<DateOnly>("--from") { Description = "First day, UTC", HelpName = "DAY", Required = true };
        var to = new Option<DateOnly?>("--to") { Description = "The day after the last, UTC; default: now", HelpName = "DAY" };
        var command = new Command(
            "backfill", "Read a range again, to its end. Stopped or killed, the next call goes on where it was. With a running server use its page instead.");
        command.Arguments.Add(Id);
        command.Options.Add(from);
        command.Options.Add(to);
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            await using var app = await store.OpenAsync(parsed, token, configure: builder => builder.Services.UseLedgerDirectly());
            var source = await FindAsync(app, parsed, token);
            var start = UtcDay.StartOf(parsed.GetValue(from));
            var end = parsed.GetValue(to) is { } day
                ? UtcDay.StartOf(day)
                : app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
            return start < end
                ? await BackfillAsync(app, source, start, end, token)
                : throw new CommandException(ExitCodes.Usage, "--from must be before --to.");
        });
        return command;
    }

    private static async Task<int> BackfillAsync(
        WebApplication app, DataSource source, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var store = app.Services.GetRequiredService<ISourceStore>();
        var time = app.Services.GetRequiredService<TimeProvider>();
        var grain = ActivatorUtilities.CreateInstance<ConnectorGrain>(app.Services, source.Id);
        await grain.ActivateAsync(cancellationToken);
        var state = await store.FindStateAsync(source.Id, cancellationToken);
        var isSame = state?.Backfill is { FinishedAt: null } open && open.From == from && open.To == to;
        state = isSame ? await grain.HurryAsync(cancellationToken) : await grain.BackfillAsync(from, to, cancellationToken);
        var before = state!.Days.Sum(day => day.Accepted + day.Restated + day.Retracted);
        state = await Progress.RunAsync(source.Name, 1, async bar =>
        {
            while (true)
            {
                await grain.TickAsync(time.GetUtcNow(), cancellationToken);
                var now = (await store.FindStateAsync(source.Id, cancellationToken))!;
                var backfill = now.Backfill!;
                bar.Value = Math.Clamp((backfill.CoveredUntil - from) / (to - from), 0, 1);
                bar.Description = string.Create(CultureInfo.InvariantCulture, $"{source.Name}  {backfill.Records:#,0} records");
                if (now.LastFault is not null || backfill.FinishedAt is not null)
                {
                    return now;
                }
            }
        });
        await grain.DeactivateAsync(CancellationToken.None);
        var changed = state.Days.Sum(day => day.Accepted + day.Restated + day.Retracted) - before;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{source.Id}: {state.Backfill!.Records} records read, {changed} new or changed, {state.Errors.Count} of the last rows refused"));
        foreach (var error in state.Errors)
        {
            await Console.Error.WriteLineAsync($"{source.Id}:{error.Line}: {error.Message}");
        }

        return state.LastFault is { } fault
            ? throw new CommandException(ExitCodes.Unavailable, $"{fault.Message} What was read is kept; the same command goes on.")
            : state.Errors.Count > 0 ? ExitCodes.Partial : ExitCodes.Done;
    }

    private static Command OnSource(string name, string description, Func<WebApplication, DataSource, CancellationToken, Task<int>> run)
    {
        var store = new StoreSettings();
        var command = new Command(name, description);
        command.Arguments.Add(Id);
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            await using var app = await store.OpenAsync(parsed, token);
            return await run(app, await FindAsync(app, parsed, token), token);
        });
        return command;
    }

    private static async Task<int> TestAsync(WebApplication app, DataSource source, CancellationToken cancellationToken)
    {
        var test = await app.Services.GetRequiredService<ISourceReader>().TestAsync(source, cancellationToken);
        Console.WriteLine(test.Message);
        return test.Fault is null ? ExitCodes.Done
            : test.Fault is SourceFaultCode.Settings ? ExitCodes.Usage
            : ExitCodes.Unavailable;
    }

    private static async Task<int> PauseAsync(WebApplication app, DataSource source, bool isPaused, CancellationToken cancellationToken)
    {
        await app.Services.GetRequiredService<ISourceStore>().SaveAsync(source with { IsPaused = isPaused }, cancellationToken);
        Console.WriteLine($"{source.Id} is {(isPaused ? "paused" : "being read again")}.");
        return ExitCodes.Done;
    }

    private static async Task<int> RemoveAsync(WebApplication app, DataSource source, CancellationToken cancellationToken)
    {
        await app.Services.GetRequiredService<ISourceStore>().RemoveAsync(source.Id, cancellationToken);
        Console.WriteLine($"{source.Id} is removed. What it delivered stays in the ledger.");
        return ExitCodes.Done;
    }

    private static async Task<DataSource> FindAsync(WebApplication app, ParseResult parsed, CancellationToken cancellationToken)
    {
        var id = parsed.GetValue(Id)!;
        return await app.Services.GetRequiredService<ISourceStore>().FindAsync(id, cancellationToken)
            ?? throw new CommandException(ExitCodes.Usage, $"There is no source '{id}'; see 'finopsai sources list'.");
    }
}
