using System.Runtime.CompilerServices;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;
using FinOpsAI.Grains.Sources;
using FinOpsAI.Storage;
using FinOpsAI.Storage.Sqlite;
using FinOpsAI.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace FinOpsAI.Grains.Tests.Sources;

/// <summary>A connector grain on a real SQLite file, with a provider that says what the test wants.</summary>
internal sealed class SourceHarness : IAsyncDisposable, ISourceReader, IUsageSink, IWindowSink, IGrainResolver, IAlertGrain
{
    public static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    public ManualTime Time { get; } = new(Start);

    public IStore Store { get; private set; } = null!;

    public SourceOptions Options { get; } = new() { SettleAfter = TimeSpan.Zero };

    public SourceKind Usage { get; } = new("test.usage", new("Usage", "사용량"), new("", ""), [])
    {
        Every = TimeSpan.FromMinutes(15),
        Lookback = TimeSpan.FromHours(3),
    };

    public SourceKind Bill { get; } = new("test.bill", new("Bill", "청구"), new("", ""), []) { Layer = SourceLayer.Bill };

    public IReadOnlyList<SourceKind> Kinds => [Usage, Bill];

    /// <summary>What the provider reports for an hour; hours not in here have no usage.</summary>
    public SortedDictionary<DateTimeOffset, List<UsageRecord>> Hours { get; } = [];

    /// <summary>What the provider charges for a day.</summary>
    public SortedDictionary<DateOnly, List<UsageRecord>> Days { get; } = [];

    /// <summary>While set, reading fails with it, after as many windows as <see cref="FailsAfter"/> says.</summary>
    public SourceException? Fault { get; set; }

    public int FailsAfter { get; set; }

    /// <summary>The reads that were asked for.</summary>
    public List<SourceRead> Reads { get; } = [];

    /// <summary>What was told to the alert grain.</summary>
    public List<Anomaly> Told { get; } = [];

    /// <summary>While set, the ledger cannot be reached after this many more calls.</summary>
    public int? LedgerFailsAfter { get; set; }

    public static async Task<SourceHarness> StartAsync()
    {
        var harness = new SourceHarness();
        harness.Store = await SqliteStore.OpenAsync(harness._folder.File("sources.db"), new(), harness.Time);
        return harness;
    }

    public async Task<DataSource> AddAsync(string id = "main", SourceKind? kind = null, Dictionary<string, string>? settings = null)
    {
        var source = new DataSource
        {
            Id = id, Kind = (kind ?? Usage).Kind, Name = id, Since = Start - TimeSpan.FromDays(2), CreatedAt = Start, Settings = settings ?? [],
        };
        await Store.Sources.SaveAsync(source, default);
        return source;
    }

    public ConnectorGrain Grain(string id = "main") =>
        new(id, Store.Sources, this, new(this, this, new(Store.Bills)), Options, Time, NullLogger<ConnectorGrain>.Instance);

    public Settler Settler() => new(
        Store.Sources, Store.Bills, Store.Ledger, Store.Rollups, this, this, this, Options, new() { MaterialAmount = 0.5 }, Time,
        NullLogger<Settler>.Instance);

    public async Task<SourceState> StateAsync(string id = "main") => (await Store.Sources.FindStateAsync(id, default))!;

    /// <summary>A record of the usage source.</summary>
    public static UsageRecord Record(
        DateTimeOffset at, string id, decimal cost, string model = "gpt-4o", string source = "test.usage:main", CostStatus status = CostStatus.Estimated,
        string resource = "key", string provider = "openai") => new()
        {
            Id = id,
            Source = source,
            Timestamp = at,
            Provider = provider,
            Model = model.Length == 0 ? null : model,
            Scope = ScopePath.ForResource("search", "chat", resource),
            Usage = new Dictionary<string, decimal> { [UsageUnits.Input] = 1000 },
            Cost = new(cost, status is CostStatus.Estimated ? 0 : cost, cost),
            Pricing = status is CostStatus.Estimated ? PricingState.Catalogue : PricingState.Given,
            Status = status,
        };

    /// <summary>One record in each hour of a range.</summary>
    public void Fill(DateTimeOffset from, int hours, decimal cost = 1)
    {
        for (var hour = 0; hour < hours; hour++)
        {
            var at = from.AddHours(hour);
            Hours[at] = [Record(at, $"{at:yyyyMMddHH}", cost)];
        }
    }

    public async Task<List<UsageRecord>> RecordsAsync()
    {
        var all = new List<UsageRecord>();
        await foreach (var page in Store.Ledger.ReadRecordsAsync(Start.AddDays(-400), Start.AddDays(400), default))
        {
            all.AddRange(page);
        }

        return all;
    }

    /// <summary>The sum of all ledger entries: what every grain would hold.</summary>
    public async Task<decimal> TotalAsync()
    {
        decimal total = 0;
        await foreach (var page in Store.Ledger.ReadAsync(0, long.MaxValue, null, default))
        {
            total += page.Sum(entry => entry.Cost.Effective);
        }

        return total;
    }

    /// <summary>Brings the rollups up to the ledger, as the pump does.</summary>
    public async Task FollowAsync()
    {
        var before = await Store.Rollups.GetPositionAsync(default);
        var sums = new Dictionary<RollupKey, RollupSums>();
        var upto = before;
        await foreach (var page in Store.Ledger.ReadAsync(before, long.MaxValue, null, default))
        {
            foreach (var entry in page)
            {
                var key = new RollupKey(
                    Granularity.Day, ScopePath.Organization, Granularity.Day.Floor(entry.Timestamp), entry.Provider, entry.Model, entry.Status);
                sums[key] = sums.GetValueOrDefault(key) + RollupSums.From(entry);
            }

            upto = page[^1].Position;
        }

        (await Store.Rollups.CommitAsync(before, upto, sums, default)).ShouldBeTrue();
    }

    public IReadOnlyList<UsageError> Check(DataSource source) => [];

    public async IAsyncEnumerable<SourceBatch> ReadAsync(
        DataSource source, SourceRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Reads.Add(read);
        await Task.Yield();
        var windows = 0;
        if (source.Kind == Bill.Kind)
        {
            foreach (var (day, charges) in Days.Where(day => Midnight(day.Key) >= read.From && Midnight(day.Key) < read.To))
            {
                yield return new(charges) { Window = new($"{day:yyyy-MM-dd}"), CoveredUntil = Midnight(day) };
            }

            yield break;
        }

        for (var hour = read.From; hour < read.To; hour += TimeSpan.FromHours(1))
        {
            if (Fault is { } fault && windows++ >= FailsAfter)
            {
                throw fault;
            }

            var end = hour + TimeSpan.FromHours(1);
            yield return new(Hours.GetValueOrDefault(hour) ?? [])
            {
                Window = new($"{hour:yyyy-MM-ddTHH}"),
                CoveredUntil = end < read.To ? end : hour,
            };
        }
    }

    public Task<SourceTest> TestAsync(DataSource source, CancellationToken cancellationToken) => Task.FromResult(new SourceTest(null, "well"));

    public async Task<IReadOnlyList<AppendOutcome>> AppendAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken) =>
        (await Store.Ledger.AppendAsync(records, cancellationToken)).Outcomes;

    public async Task<WindowReceipt> ReplaceAsync(RecordWindow window, IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken)
    {
        if (LedgerFailsAfter is { } left)
        {
            LedgerFailsAfter = left - 1;
            if (left <= 0)
            {
                throw new StoreUnavailableException("away", true, new IOException());
            }
        }

        var result = await Store.Ledger.ReplaceAsync(window, records, cancellationToken);
        return new(result.Outcomes, result.Retracted);
    }

    public TGrain Get<TGrain>(string key)
        where TGrain : class => (TGrain)(object)this;

    public Task ReportAsync(AnomalyReport report, CancellationToken cancellationToken)
    {
        Told.AddRange(report.Anomalies);
        return Task.CompletedTask;
    }

    public Task<Incident?> HandleAsync(IncidentStep step, CancellationToken cancellationToken) => throw new NotSupportedException();

    Task IAlertGrain.TickAsync(DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _folder.Dispose();
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
