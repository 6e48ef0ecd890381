using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Value;
using FinOpsAI.Storage.Sqlite;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Silo.Tests.Cli;

public sealed class ValueCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Counts_come_from_a_file_and_the_report_says_what_they_rest_on()
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        await using (var store = await SqliteStore.OpenAsync(_folder.File("finopsai.db"), new(), TimeProvider.System, cancellationToken: Token))
        {
            var midnight = UtcDay.StartOf(today.AddDays(-2));
            await store.Values.SaveAsync(new("tickets", "Tickets", ScopePath.ForTeam("search"), 2, null, "kim", "kim", midnight), Token);
            var key = new Core.Ports.RollupKey(Granularity.Day, ScopePath.ForTeam("search"), midnight, "openai", "gpt-4o", CostStatus.Confirmed);
            await store.Rollups.CommitAsync(0, 1, new Dictionary<Core.Ports.RollupKey, Core.Ports.RollupSums> { [key] = new(new(30, 30, 30), default, 1, 0) }, Token);
        }

        var csv = _folder.File("counts.csv");
        await File.WriteAllTextAsync(csv, string.Create(CultureInfo.InvariantCulture, $"day,amount\n{today.AddDays(-2):yyyy-MM-dd},20\n{today.AddDays(-1):yyyy-MM-dd},5\n{today:yyyy-MM-dd},many\n"), Token);

        var (exitCode, output, error) = await RunAsync("value", "count", "tickets", csv);
        (exitCode, output.Trim()).ShouldBe((2, "2 days counted, 1 rows refused"), error);
        error.ShouldContain("line 4: amount: got \"many\"");
        (await RunAsync("value", "count", "unknown", csv)).ExitCode.ShouldBe(64);
        (await RunAsync("value", "count", "tickets", _folder.File("nowhere.csv"))).ExitCode.ShouldBe(64);

        (exitCode, output, error) = await RunAsync("value", "report", "--scope", "team:search");
        exitCode.ShouldBe(0, error);
        // 30 for 20 units; the other day has a count but no records, and 28 days have no count.
        output.ShouldContain("tickets\tTickets\tteam:search\t20\t30\t1.5\t\t40\t33.3 %\t1\t28\t1");
        (await RunAsync("audit", "list", "--subject", "value/tickets")).Output.ShouldContain("valueUnit.counted");
        (await RunAsync("value", "report", "--from", "2020-01-01", "--to", "2026-01-01")).ExitCode.ShouldBe(64);
    }

    private Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) =>
        SiloProcess.RunAsync([.. arguments, "--data", _folder.Path]);
}
