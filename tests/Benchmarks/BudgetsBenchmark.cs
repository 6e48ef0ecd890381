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
    private const int PacedPerSecond = 20_000;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(1);

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
        Console.WriteLine($"| {name} | per second | p50 | p99 | commits | commit, p50 | commit, p99 | disk alone, p50 | disk alone, p99 |\n|---|---|---|---|---|---|---|---|---|");
        await RunAsync(desk, "warm", WarmUp, settles: false);
        foreach (var (what, run) in new (string, Func<string, Task<(List<double>, TimeSpan)>>)[]
        {
            ($"reserve, {Callers} callers", key => RunAsync(desk, key, count, settles: false)),
            ($"reserve, then settle, {Callers} callers", key => RunAsync(desk, key, count / 2, settles: true)),
            ($"reserve, {PacedPerSecond:#,0} offered a second", key => PacedAsync(desk, key, count)),
        })
        {
            counted.Commits.Clear();
            var (latencies, time) = await run(what);
            var (diskMedian, diskHigh) = Disk(folder.File("disk.bin"), 64 * 1024);
            Console.WriteLine(
                $"| {what} | {Measure.Rate(latencies.Count, time)} | {Ms(Measure.Percentile(latencies, 0.5))} | {Ms(Measure.Percentile(latencies, 0.99))} "
                + $"| {counted.Commits.Count.ToString("#,0", CultureInfo.InvariantCulture)} | {Ms(Measure.Percentile(counted.Commits, 0.5))} "
                + $"| {Ms(Measure.Percentile(counted.Commits, 0.99))} | {Ms(diskMedian)} | {Ms(diskHigh)} |");
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

    /// <summary>
    /// Calls that come when they come, whether or not those before them have been answered; each waits from the instant at which it was due.
    /// </summary>
    private static async Task<(List<double> Milliseconds, TimeSpan Time)> PacedAsync(ReservationDesk desk, string run, int count)
    {
        var latencies = new double[count];
        using var left = new CountdownEvent(count);
        var start = Measure.Clock.GetTimestamp();
        Exception? fault = null;
        await Task.Factory.StartNew(Offer, TaskCreationOptions.LongRunning);
        left.Wait();
        return fault is not null ? throw new InvalidOperationException("The benchmark failed.", fault) : ([.. latencies], Measure.Clock.GetElapsedTime(start));

        async Task OneAsync(string key, int index)
        {
            try
            {
                latencies[index] = await AskAsync(desk, new(ReservationVerb.Reserve, key, 0.01m, TimeSpan.FromMinutes(5), "gpt-4o"), DueAt(start, index));
            }
            catch (Exception e)
            {
                fault = e;
            }

            left.Signal();
        }

        void Offer()
        {
            using var never = new ManualResetEventSlim();
            for (var next = 0; next < count; never.Wait(Beat))
            {
                for (var due = Measure.Clock.GetElapsedTime(start).TotalSeconds * PacedPerSecond; next < count && next < due; next++)
                {
                    var key = string.Create(CultureInfo.InvariantCulture, $"{run}-{next:000000}");
                    _ = OneAsync(key, next);
                }
            }
        }
    }

    private static long DueAt(long start, int index) => start + (long)(index * (double)Measure.Clock.TimestampFrequency / PacedPerSecond);

    private static Task<double> AskAsync(ReservationDesk desk, ReservationCall call) => AskAsync(desk, call, Measure.Clock.GetTimestamp());

    private static async Task<double> AskAsync(ReservationDesk desk, ReservationCall call, long start)
    {
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
        /// <summary>Milliseconds of each.</summary>
        public List<double> Commits { get; } = [];

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
            Commits.Add(Measure.Clock.GetElapsedTime(start).TotalMilliseconds);
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
