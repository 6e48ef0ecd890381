using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Domain;
using FinOpsAI.Grains.Alerts;
using FinOpsAI.Grains.Cost;
using FinOpsAI.Grains.Tests.Alerts;
using FinOpsAI.Storage;
using FinOpsAI.Storage.Sqlite;
using FinOpsAI.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace FinOpsAI.Grains.Tests.Cost;

/// <summary>Cost grains made with <c>new</c> on a real SQLite file, with an alert grain and a clock of the test's own.</summary>
internal sealed class CostGrainHarness : IAsyncDisposable, IGrainResolver
{
    public static readonly DateTimeOffset Start = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly ScopePath Key = ScopePath.ForResource("search", "chat", "prod-key");

    private readonly TemporaryFolder _folder;
    private readonly AlertGrain _alerts;
    private int _next;

    private CostGrainHarness(IStore store, TemporaryFolder folder, ManualTime time)
    {
        _folder = folder;
        Store = store;
        Time = time;
        _alerts = new AlertKit(store, time, new NoFeed()).Grain();
    }

    public IStore Store { get; }

    public ManualTime Time { get; }

    /// <summary>Grains of wider scopes that can be asked.</summary>
    public Dictionary<string, CostGrain> Wider { get; } = [];

    /// <summary>While set, the alert grain cannot be reached.</summary>
    public bool AlertsAreAway { get; set; }

    /// <summary>What people have said so far.</summary>
    public SpokenGuidance Guidance { get; } = new();

    public GrainOptions Options { get; } = new() { MaterialAmount = 0.5 };

    public static async Task<CostGrainHarness> StartAsync(int days = 40)
    {
        var folder = new TemporaryFolder();
        var time = new ManualTime(Start.AddDays(days));
        var store = await SqliteStore.OpenAsync(folder.File("grains.db"), new(), time);
        var harness = new CostGrainHarness(store, folder, time);
        await harness._alerts.ActivateAsync(CancellationToken.None);
        return harness;
    }

    public CostGrain Grain(ScopePath? scope = null) =>
        new((scope ?? Key).Key, Store.Ledger, Store.Snapshots, this, Guidance, Options, Time, NullLogger<CostGrain>.Instance);

    public async Task<CostGrain> ActivateAsync(ScopePath? scope = null)
    {
        var grain = Grain(scope);
        await grain.ActivateAsync(CancellationToken.None);
        return grain;
    }

    /// <summary>A grain that knows nothing but the ledger.</summary>
    public async Task<CostGrain> ActivateFromLedgerAsync(ScopePath? scope = null)
    {
        await Store.Snapshots.ResetAsync(CancellationToken.None);
        return await ActivateAsync(scope);
    }

    /// <summary>A record of one hour.</summary>
    public UsageRecord Record(DateTimeOffset at, decimal cost, string? id = null, int revision = 0, ScopePath? scope = null) => new()
    {
        Id = id ?? $"r{_next++}",
        Source = "test",
        Revision = revision,
        Timestamp = at,
        Provider = "openai",
        Model = "gpt-4o",
        Scope = scope ?? Key,
        Usage = new Dictionary<string, decimal> { [UsageUnits.Input] = 1_000, [UsageUnits.Request] = 1 },
        Cost = new(cost, 0, cost),
        Pricing = PricingState.Catalogue,
        Status = CostStatus.Estimated,
    };

    /// <summary>Hourly spend with a daily shape and a little noise, the same for the same arguments.</summary>
    public IEnumerable<UsageRecord> Days(int count, Func<int, double>? factor = null, ScopePath? scope = null)
    {
        var random = new Random(17);
        for (var hour = 0; hour < count * 24; hour++)
        {
            var daily = 10 + (4 * Math.Sin(hour % 24 / 24.0 * 2 * Math.PI));
            var cost = daily * (1 + (0.05 * (random.NextDouble() - 0.5))) * (factor?.Invoke(hour) ?? 1);
            yield return Record(Start.AddHours(hour).AddMinutes(7), Math.Round((decimal)cost, 6), scope: scope, id: $"{(scope ?? Key).Name}-h{hour}");
        }
    }

    /// <summary>Appends and gives the stretch as the pump would.</summary>
    public async Task<ScopeBatch> AppendAsync(params IReadOnlyList<UsageRecord> records)
    {
        var result = await Store.Ledger.AppendAsync(records, CancellationToken.None);
        return new(result.Previous, result.Head, result.Entries);
    }

    public TGrain Get<TGrain>(string key)
        where TGrain : class => typeof(TGrain) == typeof(ICostGrain)
            ? (TGrain)(object)(Wider.GetValueOrDefault(key) ?? throw new GrainFault(GrainFaultCode.Unavailable, retry: true, $"No grain {key} here."))
            : AlertsAreAway
            ? throw new GrainFault(GrainFaultCode.Unavailable, retry: true, "The alert grain is away.")
            : (TGrain)(object)_alerts;

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Guidance of one scope, as a test says it.</summary>
    internal sealed class SpokenGuidance : Core.Ports.IGuidanceBook
    {
        private ScopeGuidance _said = ScopeGuidance.None;

        public void Say(params IReadOnlyList<PlannedEvent> plans) => _said = new(plans, _said.Feedback);

        public void Say(params IReadOnlyList<AnomalyFeedback> words) => _said = new(_said.Plans, words);

        public ScopeGuidance For(ScopePath scope) => _said;

        public Task RefreshAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class NoFeed : Core.Ports.ILiveFeed
    {
        public void CostChanged(IEnumerable<string> scopes)
        {
        }

        public void IncidentChanged(Incident incident)
        {
        }
    }
}
