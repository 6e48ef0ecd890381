using System.Globalization;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Benchmarks;

/// <summary>Answer times over a store of the assumed size.</summary>
internal static class ApiBenchmark
{
    private const int Requests = 300;

    public static async Task<int> RunAsync(string[] args)
    {
        var resources = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000;
        var days = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 365;
        using var folder = new TemporaryFolder();
        var now = Measure.Clock.GetUtcNow();
        var rows = await YearStore.FillAsync(folder.File("finopsai.db"), resources, days, now);
        await using var silo = await SiloProcess.StartAsync("serve", "--data", folder.Path);
        await silo.WhenReadyAsync(default);
        Console.WriteLine($"{rows:#,0} rollup rows, {resources:#,0} resources, {days} days\n\n| request | p50 | p95 |\n|---|---|---|");
        var month = now.AddDays(-30).ToString("O", CultureInfo.InvariantCulture);
        var year = now.AddDays(-days).ToString("O", CultureInfo.InvariantCulture);
        var random = new Random(1);
        string Team() => $"team:t{random.Next(YearStore.Teams)}";
        string Project() { var p = random.Next(YearStore.Projects); return $"project:t{p % YearStore.Teams}/p{p}"; }
        string Resource() { var r = random.Next(resources); return $"resource:t{r % YearStore.Teams}/p{r % YearStore.Projects}/r{r}"; }
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
}
