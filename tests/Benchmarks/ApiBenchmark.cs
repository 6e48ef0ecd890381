using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Storage;
using FinOpsAI.Storage.Sqlite;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Benchmarks;

/// <summary>
/// Answer times over a store of the assumed size: so many resources, a year of daily rollups of all scopes, a year of hourly ones of
/// organization, teams and projects, and the last days of hourly ones of every resource.
/// </summary>
internal static class ApiBenchmark
{
    private const int Teams = 20;
    private const int Projects = 200;
    private const int Requests = 300;
    private const int ResourceHourDays = 3;

    public static async Task<int> RunAsync(string[] args)
    {
        var resources = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000;
        var days = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 365;
        using var folder = new TemporaryFolder();
        var now = Measure.Clock.GetUtcNow();
        var rows = await FillAsync(folder.File("finopsai.db"), resources, days, now);
        await using var silo = await SiloProcess.StartAsync("serve", "--data", folder.Path);
        await silo.WhenReadyAsync(default);
        Console.WriteLine($"{rows:#,0} rollup rows, {resources:#,0} resources, {days} days\n\n| request | p50 | p95 |\n|---|---|---|");
        var month = now.AddDays(-30).ToString("O", CultureInfo.InvariantCulture);
        var year = now.AddDays(-days).ToString("O", CultureInfo.InvariantCulture);
        var random = new Random(1);
        string Team() => $"team:t{random.Next(Teams)}";
        string Project() { var p = random.Next(Projects); return $"project:t{p % Teams}/p{p}"; }
        string Resource() { var r = random.Next(resources); return $"resource:t{r % Teams}/p{r % Projects}/r{r}"; }
        foreach (var (name, path) in new (string, Func<string>)[]
        {
            ("organization, month by day and model", () => $"/api/v1/costs?scope=org&granularity=day&group_by=model&from={Uri.EscapeDataString(month)}"),
            ("organization, year by day", () => $"/api/v1/costs?scope=org&granularity=day&from={Uri.EscapeDataString(year)}"),
            ("organization, 7 days by hour", () => "/api/v1/costs?scope=org&granularity=hour"),
            ("team, month by project", () => $"/api/v1/costs?scope={Team()}&granularity=total&group_by=child&from={Uri.EscapeDataString(month)}"),
            ("team, 7 days by hour and model", () => $"/api/v1/costs?scope={Team()}&granularity=hour&group_by=model"),
            ("project, month by day", () => $"/api/v1/costs?scope={Project()}&granularity=day"),
            ("resource, 3 days by hour", () => $"/api/v1/costs?scope={Resource()}&granularity=hour&from={Uri.EscapeDataString(now.AddDays(-3).ToString("O", CultureInfo.InvariantCulture))}"),
            ("children of the organization", () => "/api/v1/children?scope=org"),
            ("children of a project", () => $"/api/v1/children?scope={Project()}"),
            ("summary of a team", () => $"/api/v1/summary?scope={Team()}"),
            ("scopes by name", () => $"/api/v1/scopes?search=r{random.Next(1000)}&limit=20"),
        })
        {
            var times = new List<double>();
            for (var i = 0; i < Requests; i++)
            {
                var target = path();
                times.Add((await Measure.TimeAsync(async () => await silo.Client.GetByteArrayAsync(target))).TotalMilliseconds);
            }

            Console.WriteLine($"| {name} | {Measure.Number(Measure.Percentile(times, 0.5), "ms", "0.0")} | {Measure.Number(Measure.Percentile(times, 0.95), "ms", "0.0")} |");
        }

        return 0;
    }

    private static async Task<long> FillAsync(string path, int resources, int days, DateTimeOffset now)
    {
        await using var store = await SqliteStore.OpenAsync(path, new RetentionOptions(), Measure.Clock);
        var scopes = Enumerable.Range(0, resources).Select(r => ScopePath.ForResource($"t{r % Teams}", $"p{r % Projects}", $"r{r}")).ToList();
        var today = Granularity.Day.Floor(now);
        var appended = await store.Ledger.AppendAsync(
            [.. scopes.Select((scope, i) => new UsageRecord
            {
                Id = $"r{i}", Source = "bench", Timestamp = today, Provider = "openai", Model = "gpt-4o", Scope = scope,
                Usage = new Dictionary<string, decimal> { [UsageUnits.Input] = 1_000 },
                Cost = new(0.01m, 0, 0.01m), Pricing = PricingState.Catalogue, Status = CostStatus.Estimated,
            })],
            default);
        string[] models = ["gpt-4o", "gpt-5.4", "gpt-5.4-mini"];
        var wide = scopes.SelectMany(scope => scope.SelfAndAncestors()).Where(scope => scope.Kind != ScopeKind.Resource).Distinct().ToList();
        var position = 0L;
        var rows = 0L;
        async Task WriteAsync(Granularity granularity, IEnumerable<ScopePath> of, DateTimeOffset from, bool last)
        {
            var deltas = new Dictionary<RollupKey, RollupSums>();
            foreach (var scope in of)
            {
                for (var at = from; at < today; at += granularity.Length())
                {
                    var model = models[(int)(at.Ticks / granularity.Length().Ticks % models.Length)];
                    deltas[new(granularity, scope, at, "openai", model, CostStatus.Estimated)] =
                        new(new(1.25m, 0, 1.25m), new(1_000, 0, 100, 1, 0), 1, 0);
                }
            }

            rows += deltas.Count;
            var next = last ? appended.Head : position + 1;
            if (!await store.Rollups.CommitAsync(position, next, deltas, default))
            {
                throw new InvalidOperationException("The rollups refused a commit.");
            }

            position = next;
        }

        foreach (var chunk in scopes.Chunk(500))
        {
            await WriteAsync(Granularity.Day, chunk, today.AddDays(-days), last: false);
            await WriteAsync(Granularity.Hour, chunk, today.AddDays(-ResourceHourDays), last: false);
        }

        foreach (var chunk in wide.Chunk(40))
        {
            await WriteAsync(Granularity.Day, chunk, today.AddDays(-days), last: false);
            await WriteAsync(Granularity.Hour, chunk, today.AddDays(-days), last: chunk.Contains(wide[^1]));
        }

        return rows;
    }
}
