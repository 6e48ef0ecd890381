using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Grains;
using FinOpsAI.Grains.Cost;
using FinOpsAI.Grains.Guidance;
using FinOpsAI.Silo.Hosting;
using FinOpsAI.Storage;
using FinOpsAI.Storage.Sqlite;
using FinOpsAI.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace FinOpsAI.Benchmarks;

/// <summary>What a grain costs: a call, a place in memory, an activation.</summary>
internal static class MailboxBenchmark
{
    private const int Calls = 1_000_000;
    private const int Grains = 10_000;
    private const int Hours = 60 * 24;

    public static async Task<int> RunAsync()
    {
        Console.WriteLine("| measure | figure |\n|---|---|");
        using var folder = new TemporaryFolder();
        await using var store = await SqliteStore.OpenAsync(folder.File("bench.db"), new RetentionOptions(), Measure.Clock);
        await CallsAsync(store);
        await IdleGrainsAsync(store);
        await ActivationAsync(store);
        return 0;
    }

    private static GrainHost Host(SqliteStore store)
    {
        GrainHost? host = null;
        return host = new(
            [
                GrainRegistration.Of<ICostGrain, CostGrain>(
                    key => new(key, store.Ledger, store.Snapshots, host!, new GuidanceBook(store.Guidance), new GrainOptions(), Measure.Clock, NullLogger<CostGrain>.Instance),
                    address => new CostGrainProxy(address)),
            ],
            new(),
            Measure.Clock,
            NullLogger<GrainHost>.Instance);
    }

    private static async Task CallsAsync(SqliteStore store)
    {
        await using var host = Host(store);
        var empty = new ScopeBatch(0, 0, []);
        foreach (var (name, senders, keys) in new[] { ("one sender, one grain, each call awaited", 1, 1), ("16 senders, 16 grains", 16, 16), ("16 senders, one grain", 16, 1) })
        {
            var grains = Enumerable.Range(0, keys).Select(i => host.Get<ICostGrain>($"team:t{i}")).ToList();
            foreach (var grain in grains)
            {
                await grain.ApplyAsync(empty, default);
            }

            var time = await Measure.TimeAsync(() => Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(async () =>
            {
                for (var i = 0; i < Calls / senders; i++)
                {
                    await grains[sender % keys].ApplyAsync(empty, default);
                }
            }))));
            Measure.Row($"calls, {name}", Measure.Rate(Calls, time));
        }
    }

    private static async Task IdleGrainsAsync(SqliteStore store)
    {
        await using var host = Host(store);
        await host.Get<ICostGrain>("team:first").ApplyAsync(new(0, 0, []), default);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Grains; i++)
        {
            await host.Get<ICostGrain>($"resource:t/p/r{i}").ApplyAsync(new(0, 0, []), default);
        }

        var after = GC.GetTotalMemory(forceFullCollection: true);
        Measure.Row("bytes per idle grain without buckets", Measure.Number((after - before) / (double)Grains, "B", "#,0"));
    }

    private static async Task ActivationAsync(SqliteStore store)
    {
        var scope = ScopePath.ForResource("t", "p", "history");
        var start = Granularity.Hour.Floor(Measure.Clock.GetUtcNow()).AddHours(-Hours);
        var result = await store.Ledger.AppendAsync(
            [.. Enumerable.Range(0, Hours).Select(hour => new UsageRecord
            {
                Id = $"h{hour}",
                Source = "bench",
                Timestamp = start.AddHours(hour),
                Provider = "openai",
                Model = "gpt-4o",
                Scope = scope,
                Usage = new Dictionary<string, decimal> { [UsageUnits.Input] = 1_000 },
                Cost = new(10 + (hour % 24), 0, 10),
                Pricing = PricingState.Catalogue,
                Status = CostStatus.Estimated,
            })],
            default);
        var replay = await Measure.TimeAsync(async () =>
        {
            await using var host = Host(store);
            await host.Get<ICostGrain>(scope.Key).ApplyAsync(new(0, result.Head, []), default);
        });
        var snapshot = (await store.Snapshots.LoadAsync(scope.Key, default))!;
        const int Rounds = 50;
        var activation = await Measure.TimeAsync(async () =>
        {
            for (var i = 0; i < Rounds; i++)
            {
                await using var host = Host(store);
                await host.Get<ICostGrain>(scope.Key).ApplyAsync(new(0, 0, []), default);
            }
        });
        Measure.Row($"snapshot of a grain with {Hours / 24} days of hourly history", Measure.Number(snapshot.State.Length / 1024.0, "KiB"));
        Measure.Row("activation by replaying that history, with all detectors, and saving it", Measure.Number(replay.TotalMilliseconds, "ms"));
        Measure.Row("activation from its snapshot, host included", Measure.Number(activation.TotalMilliseconds / Rounds, "ms"));
    }
}
