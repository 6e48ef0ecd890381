using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Attribution;

namespace FinOpsAI.Silo.Cli;

/// <summary><c>attribution</c>: the rules, from the command line and straight on the store. A running server follows within seconds.</summary>
internal static class AttributionCommands
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static Command Create()
    {
        var command = new Command("attribution", "Attribution rules: which team, project or experiment spend belongs to.");
        command.Subcommands.Add(Show());
        command.Subcommands.Add(Import());
        command.Subcommands.Add(Preview());
        command.Subcommands.Add(Apply());
        command.Subcommands.Add(Suggest());
        return command;
    }

    private static Command Show()
    {
        var store = new StoreSettings();
        var version = new Option<int?>("--rules-version") { Description = "An earlier version; default: the one in use", HelpName = "N" };
        var json = new Option<bool>("--json") { Description = "As JSON that 'attribution import' takes" };
        var command = new Command("show", "The rules, in the order in which they are tried.");
        command.Options.Add(version);
        command.Options.Add(json);
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            await using var app = await OpenAsync(store, parsed, token);
            var set = parsed.GetValue(version) is { } number
                ? await app.Services.GetRequiredService<IAttributionStore>().FindAsync(number, token)
                    ?? throw new CommandException(ExitCodes.Usage, $"There is no version {number}.")
                : await app.Services.GetRequiredService<AttributionBook>().NewestAsync(token);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(set, Json));
            }
            else
            {
                AttributionTables.Rules(set);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Import()
    {
        var store = new StoreSettings();
        var file = new Argument<string>("FILE") { Description = "JSON: a list of rules, or an object with one as 'rules', as 'attribution show --json' writes it" };
        var note = new Option<string?>("--note") { Description = "Why the rules change", HelpName = "TEXT" };
        var by = By();
        var command = new Command("import", "Put the rules of a file in place of all before, as a new version.");
        command.Arguments.Add(file);
        command.Options.Add(note);
        command.Options.Add(by);
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var rules = await ReadAsync(parsed.GetValue(file)!, token);
            await using var app = await OpenAsync(store, parsed, token);
            var book = app.Services.GetRequiredService<AttributionBook>();
            var before = await book.NewestAsync(token);
            var set = await book.ChangeAsync(before.Version, rules, parsed.GetValue(by)!, parsed.GetValue(note), token)
                ?? throw new CommandException(ExitCodes.Failed, "Somebody else changed the rules meanwhile; nothing was changed.");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Version {set.Version} with {set.Rules.Count} rules is in use. 'finopsai attribution apply' brings earlier records along."));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Preview()
    {
        var store = new StoreSettings();
        var range = new DayRange();
        var file = new Option<string?>("--rules") { Description = "JSON file of proposed rules; default: the rules in use", HelpName = "FILE" };
        var command = new Command("preview", "Say what rules would move, by month; nothing is changed.");
        command.Options.Add(file);
        range.AddTo(command);
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var (from, to) = range.Read(parsed);
            var proposed = parsed.GetValue(file) is { } path ? await ReadAsync(path, token) : null;
            await using var app = await OpenAsync(store, parsed, token);
            var attributor = proposed is null
                ? await app.Services.GetRequiredService<AttributionBook>().CurrentAsync(token)
                : new Attributor(RuleSet.Empty with { Rules = proposed });
            var reattribution = app.Services.GetRequiredService<Reattribution>();
            AttributionTables.Effect(
                await ShowAsync("preview", app, from, to, read => reattribution.PreviewAsync(attributor, from, to, read, token), token), isDone: false);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Apply()
    {
        var store = new StoreSettings();
        var range = new DayRange();
        var by = By();
        var command = new Command(
            "apply", "Restate the records of a time by the rules in use. Done twice, the second time changes nothing; a running server follows within seconds.");
        command.Options.Add(by);
        range.AddTo(command);
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var (from, to) = range.Read(parsed);
            await using var app = await OpenAsync(store, parsed, token);
            var services = app.Services;
            var attributor = await services.GetRequiredService<AttributionBook>().CurrentAsync(token);
            var reattribution = services.GetRequiredService<Reattribution>();
            var sink = services.GetRequiredService<LedgerSink>();
            var effect = await ShowAsync("apply", app, from, to, read => reattribution.ApplyAsync(attributor, sink, from, to, read, token), token);
            await services.GetRequiredService<IAuditLog>().AppendAsync(
                [AttributionJobs.Applied(parsed.GetValue(by)!, from, to, attributor.Set.Version, effect, services.GetRequiredService<TimeProvider>().GetUtcNow())],
                token);
            AttributionTables.Effect(effect, isDone: true);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Suggest()
    {
        var store = new StoreSettings();
        var range = new DayRange();
        var json = new Option<bool>("--json") { Description = "The suggested rules as JSON that 'attribution import' takes, behind those in use" };
        var command = new Command("suggest", "Spend without a team, and rules that would place it.");
        command.Options.Add(json);
        range.AddTo(command);
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var (from, to) = range.Read(parsed);
            await using var app = await OpenAsync(store, parsed, token);
            var isBehind = await LedgerLag.OfSumsAsync(app, token);
            var report = await app.Services.GetRequiredService<UnattributedReader>().ReadAsync(from, to, token);
            if (parsed.GetValue(json))
            {
                var set = await app.Services.GetRequiredService<AttributionBook>().NewestAsync(token);
                Console.WriteLine(JsonSerializer.Serialize(
                    new { rules = set.Rules.Concat(report.Suggestions.Select(suggestion => suggestion.Rule)).ToList() }, Json));
            }
            else
            {
                AttributionTables.Suggestions(report);
            }

            return isBehind ? ExitCodes.Partial : ExitCodes.Done;
        });
        return command;
    }

    private static Option<string> By() => new("--by")
    {
        Description = "Who does it, for the audit log",
        HelpName = "NAME",
        DefaultValueFactory = _ => Environment.UserName,
    };

    /// <summary>Reads and checks a file of rules.</summary>
    private static async Task<IReadOnlyList<AttributionRule>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        List<AttributionRule>? rules;
        try
        {
            using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(path, cancellationToken));
            var root = document.RootElement;
            rules = (root.ValueKind is JsonValueKind.Object && root.TryGetProperty("rules", out var list) ? list : root).Deserialize<List<AttributionRule>>(Json);
        }
        catch (JsonException e)
        {
            throw new CommandException(ExitCodes.Usage, $"{path}: {e.Message}");
        }

        var faults = RuleCheck.Of(rules);
        return faults.Count == 0
            ? rules!
            : throw new CommandException(
                ExitCodes.Usage, string.Join(Environment.NewLine, faults.Select(fault => $"{path}: {fault.Field}: {fault.Message}.")));
    }

    private static async Task<AttributionEffect> ShowAsync(
        string title,
        WebApplication app,
        DateTimeOffset from,
        DateTimeOffset to,
        Func<Action<long>, Task<AttributionEffect>> work,
        CancellationToken cancellationToken)
    {
        var records = await app.Services.GetRequiredService<Reattribution>().CountAsync(from, to, cancellationToken);
        return await Progress.RunAsync(title, Math.Max(1, records), bar => work(read => bar.Value = read));
    }

    private static Task<WebApplication> OpenAsync(StoreSettings store, ParseResult parsed, CancellationToken cancellationToken) =>
        store.OpenAsync(parsed, cancellationToken, configure: builder => builder.Services.UseLedgerDirectly());

    /// <summary>The days that a command is about.</summary>
    private sealed class DayRange
    {
        private readonly Option<DateOnly> _from = new("--from") { Description = "First day, UTC", HelpName = "DAY", Required = true };
        private readonly Option<DateOnly?> _to = new("--to") { Description = "The day after the last, UTC; default: everything since --from", HelpName = "DAY" };

        public void AddTo(Command command)
        {
            command.Options.Add(_from);
            command.Options.Add(_to);
        }

        public (DateTimeOffset From, DateTimeOffset To) Read(ParseResult parsed)
        {
            var from = UtcDay.StartOf(parsed.GetValue(_from));
            var to = parsed.GetValue(_to) is { } day ? UtcDay.StartOf(day) : UtcDay.StartOf(UtcDay.Of(TimeProvider.System.GetUtcNow())).AddDays(2);
            return from < to ? (from, to) : throw new CommandException(ExitCodes.Usage, "--from must be before --to.");
        }
    }
}
