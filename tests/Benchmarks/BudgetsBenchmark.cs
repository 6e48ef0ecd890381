using System.Globalization;
using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Budgets;
using FinOpsAI.Silo.Hosting;
using FinOpsAI.Storage;
using FinOpsAI.Storage.Postgres;
using FinOpsAI.Storage.Sqlite;
using FinOpsAI.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace FinOpsAI.Benchmarks;

/// <summary>Durable, fenced reservations of one budget, in process: how many a second, how long one waits, and what the disk itself takes.</summary>
internal static class BudgetsBenchmark
{
    private const int Callers = 200;
    private const int WarmUp = 50_000;

    public static async Task<int> RunAsync(string[] args)
    {
        var count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 200_000;
        if (args is [] or ["sqlite", ..])
        {
            using var folder = new TemporaryFolder();
            await using var store = await SqliteStore.OpenAsync(folder.File("bench.db"), new(), Measure.Clock);
            await MeasureAsync("SQLite", store, folder, count);
        }

        if (args is [] or ["postgres", ..])
        {
            using var folder = new TemporaryFolder();
            var server = await PostgresServer.GetOrStartAsync(durable: true);
            var connection = await server.CreateDatabaseAsync("bench");
            await using (var store = new PostgresStore(connection, new(), Measure.Clock))
            {
                await store.Administration.MigrateAsync(default);
                await MeasureAsync("PostgreSQL", store, folder, count);
            }

            await server.DropDatabaseAsync(connection);
        }

        return 0;
    }

    private static async Task MeasureAsync(string name, IStore store, TemporaryFolder folder, int count)
    {
        var counted = new CountingStore(store.Reservations);
        var options = new BudgetOptions { MaxOpen = 1_000_000 };
        var reader = new BudgetReader(store.Budgets, counted, store.Rollups, store.Experiments, new NoGrains(), new OneCurrency());
        await store.Budgets.SaveAsync(
            new()
            {
                Id = "bench",
                Name = "bench",
                Scope = ScopePath.ForTeam("bench"),
                Period = BudgetPeriod.Month,
                Amount = 1_000_000_000,
                IsHard = true,
                Thresholds = [],
                CarriesOver = false,
                FreeModels = [],
                CreatedAt = Measure.Clock.GetUtcNow(),
            },
            default);
        await using var host = new GrainHost(
            [GrainRegistration.Of<IBudgetGrain, BudgetGrain>(
                key => new(key, store.Budgets, counted, reader, options, Measure.Clock), address => new BudgetGrainProxy(address))],
            new(),
            Measure.Clock,
            NullLogger<GrainHost>.Instance);
        var desk = new ReservationDesk(host, options);
        Console.WriteLine($"| {name}, {Callers} callers | per second | p50 | p99 | commits | commit, mean | disk alone, p50 | disk alone, p99 |\n|---|---|---|---|---|---|---|---|");
        await RunAsync(desk, "warm", WarmUp, settles: false);
        foreach (var (what, settles) in new[] { ("reserve", false), ("reserve, then settle", true) })
        {
            counted.Reset();
            var (latencies, time) = await RunAsync(desk, what, settles ? count / 2 : count, settles);
            var (diskMedian, diskHigh) = Disk(folder.File("disk.bin"), 64 * 1024);
            Console.WriteLine(
                $"| {what} | {Measure.Rate(latencies.Count, time)} | {Ms(Measure.Percentile(latencies, 0.5))} | {Ms(Measure.Percentile(latencies, 0.99))} "
                + $"| {counted.Commits.ToString("#,0", CultureInfo.InvariantCulture)} | {Ms(counted.Milliseconds / counted.Commits)} | {Ms(diskMedian)} | {Ms(diskHigh)} |");
        }
    }

    private static async Task<(List<double> Milliseconds, TimeSpan Time)> RunAsync(ReservationDesk desk, string run, int count, bool settles)
    {
        var latencies = new List<double>[Callers];
        var time = await Measure.TimeAsync(() => Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            var mine = latencies[caller] = new(count / Callers * 2);
            for (var i = 0; i < count / Callers; i++)
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"{run}-{i:000000}-{caller:000}");
                mine.Add(await AskAsync(desk, new(ReservationVerb.Reserve, key, 0.01m, TimeSpan.FromMinutes(5), "gpt-4o")));
                if (settles)
                {
                    mine.Add(await AskAsync(desk, new(ReservationVerb.Settle, key, 0.008m, default, null)));
                }
            }
        }))));
        return ([.. latencies.SelectMany(each => each)], time);
    }

    private static async Task<double> AskAsync(ReservationDesk desk, ReservationCall call)
    {
        var start = Measure.Clock.GetTimestamp();
        var answer = await desk.AskAsync("bench", call, default);
        return answer.Outcome is ReservationOutcome.Granted or ReservationOutcome.Settled
            ? Measure.Clock.GetElapsedTime(start).TotalMilliseconds
            : throw new InvalidOperationException($"The benchmark was refused: {answer.Outcome}, {answer.Reason}.");
    }

    /// <summary>What the disk takes to make as many bytes durable as a commit writes, with nothing else around it.</summary>
    private static (double Median, double High) Disk(string path, int bytes)
    {
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite);
        var block = new byte[bytes];
        var times = new List<double>();
        for (var i = 0; i < 500; i++)
        {
            var start = Measure.Clock.GetTimestamp();
            RandomAccess.Write(file, block, (long)i * bytes);
            RandomAccess.FlushToDisk(file);
            times.Add(Measure.Clock.GetElapsedTime(start).TotalMilliseconds);
        }

        return (Measure.Percentile(times, 0.5), Measure.Percentile(times, 0.99));
    }

    private static string Ms(double value) => Measure.Number(value, "ms");

    private sealed class CountingStore(IReservationStore inner) : IReservationStore
    {
        public int Commits { get; private set; }

        public double Milliseconds { get; private set; }

        public void Reset() => (Commits, Milliseconds) = (0, 0);

        public Task<ReservationCounter> OpenAsync(string budget, string period, CancellationToken cancellationToken) =>
            inner.OpenAsync(budget, period, cancellationToken);

        public Task<IReadOnlyList<ReservationCounter>> ListCountersAsync(string budget, CancellationToken cancellationToken) =>
            inner.ListCountersAsync(budget, cancellationToken);

        public Task<IReadOnlyList<Reservation>> ListHeldAsync(string budget, CancellationToken cancellationToken) =>
            inner.ListHeldAsync(budget, cancellationToken);

        public Task<IReadOnlyList<Reservation>> FindAsync(string budget, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
            inner.FindAsync(budget, keys, cancellationToken);

        public Task<IReadOnlyList<Reservation>> ListAsync(string budget, ReservationState? state, int limit, CancellationToken cancellationToken) =>
            inner.ListAsync(budget, state, limit, cancellationToken);

        public Task<int> PruneAsync(DateTimeOffset grantedBefore, int limit, CancellationToken cancellationToken) =>
            inner.PruneAsync(grantedBefore, limit, cancellationToken);

        public async Task<CommitOutcome> CommitAsync(ReservationCommit commit, CancellationToken cancellationToken)
        {
            var start = Measure.Clock.GetTimestamp();
            var outcome = await inner.CommitAsync(commit, cancellationToken);
            Commits++;
            Milliseconds += Measure.Clock.GetElapsedTime(start).TotalMilliseconds;
            return outcome;
        }
    }

    private sealed class NoGrains : IGrainResolver
    {
        public TGrain Get<TGrain>(string key)
            where TGrain : class => throw new GrainFault(GrainFaultCode.Unavailable, retry: true, "Not in this benchmark.");
    }

    private sealed class OneCurrency : ICurrencies
    {
        public string Reporting => "USD";

        public bool TryConvert(decimal amount, string? currency, DateTimeOffset at, out decimal converted, out ExchangeRate? rate)
        {
            (converted, rate) = (amount, null);
            return currency is null or "USD";
        }
    }
}
