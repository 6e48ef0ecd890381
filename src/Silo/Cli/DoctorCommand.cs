using System.CommandLine;
using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Storage;
using FinOpsAI.Web;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace FinOpsAI.Silo.Cli;

/// <summary><c>doctor</c>: what is configured, reachable, lagging.</summary>
internal static class DoctorCommand
{
    private static readonly TimeSpan RecentData = TimeSpan.FromHours(24);

    public static Command Create()
    {
        var store = new StoreSettings();
        var url = new Option<string?>("--url") { Description = "Also ask a running server, such as http://127.0.0.1:5080", HelpName = "URL" };
        var command = new Command("doctor", "Check configuration, store, lag and data. Exit code 0: all well; 1: something needs a look; 69: the store is away.");
        command.Options.Add(url);
        store.AddTo(command);
        command.SetAction((parsed, token) => RunAsync(store.Read(parsed), parsed.GetValue(url), token));
        return command;
    }

    private static async Task<int> RunAsync(Dictionary<string, string?> overrides, string? url, CancellationToken cancellationToken)
    {
        await using var app = SiloApplication.Build(new() { Overrides = overrides, LogLevel = LogLevel.Warning });
        var services = app.Services;
        var report = new Report();

        // Reading the options validates them: a fault ends the command with the keys to mend.
        var web = services.GetRequiredService<IOptions<WebOptions>>().Value;
        var storage = services.GetRequiredService<IOptions<StorageOptions>>().Value;
        report.Good("configuration", $"organization '{web.Organization}', currency {web.Currency}, store {storage.Provider}");
        if (storage.Provider == StorageProvider.Sqlite && !File.Exists(storage.Path))
        {
            report.Bad("store", $"{Path.GetFullPath(storage.Path)} does not exist yet: 'serve', 'demo' or 'import' makes it");
            return report.Write();
        }

        var status = await services.GetRequiredService<IStoreAdministration>().GetStatusAsync(cancellationToken);
        report.Good("store", string.Create(
            CultureInfo.InvariantCulture,
            $"{status.Provider} at {status.Location}, schema {status.SchemaVersion}, {status.Records:#,0} ledger entries, {status.Bytes / 1048576.0:0.0} MiB"));
        await CheckLagAsync(services, report, cancellationToken);
        await CheckDataAsync(services, report, cancellationToken);
        if (url is not null)
        {
            await CheckServerAsync(url, report, cancellationToken);
        }

        return report.Write();
    }

    private static async Task CheckLagAsync(IServiceProvider services, Report report, CancellationToken cancellationToken)
    {
        var head = await services.GetRequiredService<ILedger>().GetHeadAsync(cancellationToken);
        var position = await services.GetRequiredService<IRollupStore>().GetPositionAsync(cancellationToken);
        var lag = string.Create(CultureInfo.InvariantCulture, $"ledger at {head:#,0}, rollups at {position:#,0}");
        if (head == position)
        {
            report.Good("lag", lag);
        }
        else
        {
            report.Bad("lag", $"{lag}: {head - position} behind; a running server catches up by itself");
        }
    }

    private static async Task CheckDataAsync(IServiceProvider services, Report report, CancellationToken cancellationToken)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var organization = await services.GetRequiredService<IScopeDirectory>().FindAsync(ScopePath.Organization, cancellationToken);
        if (organization is null)
        {
            report.Bad("data", "no record yet: POST /api/v1/usage or 'import FILE'");
            return;
        }

        var age = now - organization.LastSeen;
        var newest = $"newest record of {organization.LastSeen:yyyy-MM-dd HH:mm} UTC";
        if (age > RecentData)
        {
            report.Bad("data", string.Create(CultureInfo.InvariantCulture, $"{newest}, {age.TotalDays:0.0} days ago"));
        }
        else
        {
            report.Good("data", newest);
        }

        var rows = await services.GetRequiredService<IRollupStore>().QueryAsync(
            new(ScopePath.Organization, now.AddDays(-30), now.AddDays(1), null, CostGroup.Model), cancellationToken);
        var unpriced = rows.Where(row => row.Sums.Unpriced > 0).ToList();
        if (unpriced.Count == 0)
        {
            report.Good("prices", "every record of the last 30 days is priced");
        }
        else
        {
            report.Bad("prices", $"{unpriced.Sum(row => row.Sums.Unpriced)} records of the last 30 days have no price: "
                + string.Join(", ", unpriced.Select(row => row.Group.Length == 0 ? "(no model)" : row.Group)));
        }
    }

    private static async Task CheckServerAsync(string url, Report report, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = new(url), Timeout = TimeSpan.FromSeconds(10) };
        using var answer = await client.GetAsync("/readyz", cancellationToken);
        if (answer.IsSuccessStatusCode)
        {
            report.Good("server", $"{url} is ready");
        }
        else
        {
            report.Bad("server", $"{url} answers {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }

    private sealed class Report
    {
        private readonly List<(bool Good, string What, string Text)> _lines = [];

        public void Good(string what, string text) => _lines.Add((true, what, text));

        public void Bad(string what, string text) => _lines.Add((false, what, text));

        public int Write()
        {
            if (Console.IsOutputRedirected)
            {
                // A line is a line for whoever reads it next.
                AnsiConsole.Profile.Width = int.MaxValue;
            }

            foreach (var (good, what, text) in _lines)
            {
                AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[{(good ? "green" : "yellow")}]{(good ? "ok  " : "look")}[/] {what,-14} {text}");
            }

            return _lines.All(line => line.Good) ? ExitCodes.Done : ExitCodes.Failed;
        }
    }
}
