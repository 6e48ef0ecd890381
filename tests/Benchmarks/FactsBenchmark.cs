using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Facts;
using FinOpsAI.Storage;
using FinOpsAI.Storage.Postgres;
using FinOpsAI.Storage.Sqlite;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Benchmarks;

/// <summary>What a year of daily facts costs to write, to keep and to ask.</summary>
internal static class FactsBenchmark
{
    private const int Teams = 20;
    private const int Projects = 200;
    private const int Models = 20;
    private const int Features = 10;
    private static readonly DateOnly End = new(2026, 11, 21);

    public static async Task<int> RunAsync(string[] args)
    {
        var provider = args.Length > 0 ? args[0] : "sqlite";
        var resources = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10_000;
        var days = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 365;
        using var folder = new TemporaryFolder();
        await using IStore store = provider == "sqlite"
            ? new SqliteStore(folder.File("facts.db"), new(), TimeProvider.System)
            : new PostgresStore(await (await PostgresServer.GetOrStartAsync()).CreateDatabaseAsync("facts"), new(), TimeProvider.System);
        await store.Administration.MigrateAsync(CancellationToken.None);

        var start = Measure.Clock.GetTimestamp();
        var rows = await FillAsync(store, resources, days);
        var took = Measure.Clock.GetElapsedTime(start);
        var status = await store.Administration.GetStatusAsync(CancellationToken.None);
        Console.WriteLine("| what | figure |\n|---|---|");
        Measure.Row("rows", $"{rows:#,0}");
        Measure.Row("written", Measure.Number(rows / took.TotalSeconds, "rows/s", "#,0"));
        Measure.Row("store", $"{status.Bytes / 1_048_576} MiB, {status.Bytes / rows} bytes a row");

        var org = new ExploreQuery(
            ScopePath.Organization, End.AddDays(-days), End, ExploreGranularity.Day, [FactDimension.Model], [], FactMetric.Effective, false, 10);
        var month = End.AddDays(-30);
        (string Name, ExploreQuery Query)[] questions =
        [
            ("organization, all days, by model", org),
            ("organization, all days by month, by feature and model, cost per request", org with { Granularity = ExploreGranularity.Month, GroupBy = [FactDimension.Feature, FactDimension.Model], Metric = FactMetric.CostPerRequest }),
            ("organization, 30 days against 30 before, by model", org with { From = month, IsCompared = true }),
            ("organization, all days, by team", org with { GroupBy = [FactDimension.Team] }),
            ("one team, all days, by feature", org with { Scope = ScopePath.ForTeam("t3"), GroupBy = [FactDimension.Feature] }),
            ("one project, all days, by model", org with { Scope = ScopePath.ForProject("t3", "p3"), GroupBy = [FactDimension.Model] }),
            ("one project, all days, by resource", org with { Scope = ScopePath.ForProject("t3", "p3"), GroupBy = [FactDimension.Resource] }),
            ("organization, 30 days, by resource", org with { From = month, GroupBy = [FactDimension.Resource] }),
        ];
        var explorer = new Explorer(store.Facts);
        foreach (var (name, query) in questions)
        {
            var times = new List<double>();
            for (var round = 0; round < 5; round++)
            {
                var asked = Measure.Clock.GetTimestamp();
                await explorer.AskAsync(query, CancellationToken.None);
                times.Add(Measure.Clock.GetElapsedTime(asked).TotalMilliseconds);
            }

            times.Sort();
            Measure.Row(name, $"{times[2]:0} ms (slowest {times[4]:0} ms)");
        }

        return 0;
    }

    /// <summary>Each resource has records of one model and feature a day; two of three of them on weekends.</summary>
    private static async Task<long> FillAsync(IStore store, int resources, int days)
    {
        var (position, rows, sums) = (0L, 0L, new FactAccumulator());
        var usage = new Dictionary<string, decimal>
        {
            [UsageUnits.Input] = 812_345, [UsageUnits.CacheRead] = 204_800, [UsageUnits.Output] = 90_123, [UsageUnits.Request] = 1_204,
        };
        for (var day = End.AddDays(-days); day < End; day = day.AddDays(1))
        {
            for (var number = 0; number < resources; number++)
            {
                if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday && number % 3 == 0)
                {
                    continue;
                }

                var project = number % Projects;
                var cost = 1.234567m + (number % 97 * 0.01m);
                sums.Add(new(
                    new(
                        1, EntryKind.Charge, ScopePath.ForResource($"t{project % Teams}", $"p{project}", $"r{number}"), UtcDay.StartOf(day), "openai",
                        $"model-{number / Projects % Models}", CostStatus.Estimated, PricingState.Given, new(cost, cost, cost), UsageTotals.From(usage), null),
                    new("API", "eu", "", "Usage", "", $"feature-{number / 7 % Features}", "") { Counts = UsageCounts.Requests | UsageCounts.Tokens },
                    usage));
            }

            rows += sums.Count;
            await store.Facts.CommitAsync(position, ++position, sums.Sums(), CancellationToken.None);
            sums.Clear();
        }

        return rows;
    }
}
