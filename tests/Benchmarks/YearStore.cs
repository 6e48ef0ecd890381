using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Storage;
using FinOpsAI.Storage.Sqlite;

namespace FinOpsAI.Benchmarks;

/// <summary>
/// A store of the assumed size: so many resources, a year of daily rollups of all scopes, a year of hourly ones of organization, teams and
/// projects, and the last days of hourly ones of every resource.
/// </summary>
internal static class YearStore
{
    public const int Teams = 20;
    public const int Projects = 200;
    private const int ResourceHourDays = 3;

    /// <summary>Fills a folder, for measurements with a browser.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [var folder, .. var rest])
        {
            Console.Error.WriteLine("usage: Benchmarks fill DIR [resources] [days]");
            return 64;
        }

        Directory.CreateDirectory(folder);
        var resources = rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 10_000;
        var days = rest.Length > 1 ? int.Parse(rest[1], CultureInfo.InvariantCulture) : 365;
        var rows = await FillAsync(Path.Combine(folder, "finopsai.db"), resources, days, Measure.Clock.GetUtcNow());
        Console.WriteLine($"{rows:#,0} rollup rows, {resources:#,0} resources, {days} days");
        return 0;
    }

    /// <summary>Fills a new store and tells how many rollup rows it has.</summary>
    public static async Task<long> FillAsync(string path, int resources, int days, DateTimeOffset now)
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
