using System.Diagnostics.Metrics;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Usage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest.Tests;

public sealed class UsageIngestTests
{
    private static async Task<IngestResult> RunAsync(ListSink sink, string body, IngestOptions? options = null, IProgress<IngestProgress>? progress = null)
    {
        var kit = new IngestKit(options: options);
        using var metrics = new IngestMetrics();
        var ingest = new UsageIngest(sink, metrics, Microsoft.Extensions.Options.Options.Create(kit.Options));
        var items = kit.Reader.ReadAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(body)), new(), TestContext.Current.CancellationToken);
        return await ingest.RunAsync(items, progress, TestContext.Current.CancellationToken);
    }

    private static string Lines(IEnumerable<string> ids) => string.Join("\n", ids.Select(id => IngestKit.Record(id)));

    [Fact]
    public async Task Result_counts_what_the_ledger_answered_and_what_was_refused()
    {
        var sink = new ListSink();

        var result = await RunAsync(sink, $"{Lines(["a", "b", "a"])}\n{IngestKit.Record("c").Replace("gpt-4o", "unheard-of")}\n{{\"id\":1}}\n");
        var again = await RunAsync(sink, Lines(["a", "b"]));

        (result.Accepted, result.Duplicates, result.Rejected, result.Unpriced).ShouldBe((3, 1, 1, 1));
        result.Errors.ShouldHaveSingleItem().Line.ShouldBe(5);
        result.Stop.ShouldBe(ReadStop.None);
        (again.Accepted, again.Duplicates, again.Unpriced).ShouldBe((0, 2, 0));
    }

    [Fact]
    public async Task Batches_have_the_set_size_keep_the_order_and_are_few_at_a_time()
    {
        var sink = new ListSink { Gate = new(0) };
        var ids = Enumerable.Range(0, 95).Select(i => $"r{i}").ToArray();

        var running = RunAsync(sink, Lines(ids), new() { BatchSize = 10, BatchesInFlight = 3 });
        var mostUnderWay = 0;
        for (var i = 0; i < 10; i++)
        {
            mostUnderWay = Math.Max(mostUnderWay, sink.UnderWay);
            sink.Gate.Release();
        }

        (await running).Accepted.ShouldBe(95);
        mostUnderWay.ShouldBeInRange(0, 3);
        sink.MostUnderWay.ShouldBeInRange(1, 3);
        sink.Batches.Select(batch => batch.Count).ShouldBe([10, 10, 10, 10, 10, 10, 10, 10, 10, 5]);
        sink.Batches.SelectMany(batch => batch).Select(record => record.Id).ShouldBe(ids);
    }

    [Fact]
    public async Task Errors_are_reported_up_to_the_limit_and_counted_beyond_it()
    {
        var result = await RunAsync(new(), string.Join("\n", Enumerable.Repeat("{\"id\":1}", 250)));

        result.Rejected.ShouldBe(250);
        result.Errors.Count.ShouldBe(100);
    }

    [Fact]
    public async Task Body_that_was_not_read_to_its_end_says_so_behind_whatever_errors_came_before()
    {
        var result = await RunAsync(new(), string.Join("\n", Enumerable.Repeat("{x", 300)), new() { MaxMalformedRecords = 200 });

        result.Stop.ShouldBe(ReadStop.TooManyErrors);
        result.Rejected.ShouldBe(200);
        result.Errors.Count.ShouldBe(100);
        result.Errors[^1].Message.ShouldContain("was read");
    }

    [Fact]
    public async Task Failure_of_the_ledger_reaches_the_caller_after_the_other_batches_are_done()
    {
        var sink = new ListSink { FailOn = "r5" };

        var failure = await Should.ThrowAsync<IOException>(() => RunAsync(sink, Lines(Enumerable.Range(0, 40).Select(i => $"r{i}")), new() { BatchSize = 2 }));

        failure.Message.ShouldBe("disk full");
        sink.UnderWay.ShouldBe(0);
    }

    [Fact]
    public async Task Progress_is_told_after_each_batch()
    {
        List<IngestProgress> seen = [];

        await RunAsync(new(), Lines(Enumerable.Range(0, 25).Select(i => $"r{i}")) + "\n{}", new() { BatchSize = 10 }, new Recorder(seen));

        seen.Select(progress => progress.Records).ShouldBe([10L, 20L, 25L]);
        seen[^1].Rejected.ShouldBe(1);
    }

    [Fact]
    public async Task Counters_follow_the_outcomes()
    {
        Dictionary<string, long> counted = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == IngestMetrics.MeterName)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            lock (counted)
            {
                var key = tags.Length > 0 ? $"{instrument.Name} {tags[0].Value}" : instrument.Name;
                counted[key] = counted.GetValueOrDefault(key) + value;
            }
        });
        listener.Start();

        await RunAsync(new(), $"{Lines(["a", "a"])}\n{{}}\n{IngestKit.Record("c").Replace("gpt-4o", "unheard-of")}");

        counted["finops.ingest.records accepted"].ShouldBeGreaterThanOrEqualTo(2);
        counted["finops.ingest.records duplicate"].ShouldBeGreaterThanOrEqualTo(1);
        counted["finops.ingest.records rejected"].ShouldBeGreaterThanOrEqualTo(1);
        counted["finops.ingest.unpriced"].ShouldBeGreaterThanOrEqualTo(1);
    }

    [Fact]
    public void Registration_gives_a_working_whole()
    {
        using var services = new ServiceCollection().AddSingleton<IUsageSink>(new ListSink()).AddFinOpsIngest().BuildServiceProvider(validateScopes: true);

        services.GetRequiredService<UsageIngest>().ShouldNotBeNull();
        services.GetRequiredService<UsageBodyReader>().ShouldNotBeNull();
        services.GetRequiredService<Ingest.Importers.UsageImports>().Importers.Select(importer => importer.Format)
            .ShouldBe(["usage", "focus", "cur", "azure-cost", "azure-llm-trace", "alibaba-genai", "gpu-hours", "csv"]);
    }

    [Fact]
    public void Options_out_of_range_are_refused_with_their_key()
    {
        using var services = new ServiceCollection().AddFinOpsIngest()
            .Configure<IngestOptions>(options => (options.BatchSize, options.MaxAmount, options.MaxBodyBytes) = (0, 0, 2_000))
            .BuildServiceProvider();

        var failure = Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IOptions<IngestOptions>>().Value);

        failure.Message.ShouldContain("BatchSize");
        failure.Message.ShouldContain("MaxAmount");
        failure.Message.ShouldContain("MaxBodyBytes");
    }

    private sealed class Recorder(List<IngestProgress> seen) : IProgress<IngestProgress>
    {
        public void Report(IngestProgress value) => seen.Add(value);
    }

    /// <summary>A ledger of ids in memory.</summary>
    private sealed class ListSink : IUsageSink
    {
        private readonly HashSet<string> _ids = [];
        private int _underWay;

        public SemaphoreSlim? Gate { get; init; }

        public string? FailOn { get; init; }

        public int UnderWay => Volatile.Read(ref _underWay);

        public int MostUnderWay { get; private set; }

        public List<IReadOnlyList<UsageRecord>> Batches { get; } = [];

        public async Task<IReadOnlyList<AppendOutcome>> AppendAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken)
        {
            MostUnderWay = Math.Max(MostUnderWay, Interlocked.Increment(ref _underWay));
            Batches.Add(records);
            var outcomes = records.Select(record => _ids.Add(record.Id) ? AppendOutcome.Accepted : AppendOutcome.Duplicate).ToArray();
            try
            {
                await (Gate?.WaitAsync(cancellationToken) ?? Task.CompletedTask);
                return records.Any(record => record.Id == FailOn) ? throw new IOException("disk full") : outcomes;
            }
            finally
            {
                Interlocked.Decrement(ref _underWay);
            }
        }
    }
}
