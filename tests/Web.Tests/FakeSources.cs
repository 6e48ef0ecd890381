using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Web.Tests;

/// <summary>Every port of the data sources, in memory.</summary>
internal sealed class FakeSources : ISourceReader, ISourceStore, ISecretStore, IGrainResolver, IConnectorGrain, IBillStore, IRollupStore
{
    private string _key = "";

    public Dictionary<string, DataSource> Saved { get; } = [];

    public Dictionary<string, SourceState> States { get; } = [];

    /// <summary>What was asked of connector grains.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>What sources were tried.</summary>
    public List<DataSource> Tried { get; } = [];

    /// <summary>What a test shows.</summary>
    public SourceTest Answer { get; set; } = new(null, "Two projects.");

    /// <summary>Whether grains cannot be reached.</summary>
    public bool IsSiloDown { get; set; }

    public List<BillDay> Bills { get; } = [];

    public List<(CostGroup Group, CostRow Row)> Rollups { get; } = [];

    public IReadOnlyList<SourceKind> Kinds { get; } =
    [
        new("acme.usage", new("Acme usage", "에이크미 사용량"), new("Reads usage.", "사용량을 읽습니다."),
        [
            new("key", new("Key", "키"), SourceSettingType.Secret) { IsRequired = true, Help = new("Admin key.", "관리자 키입니다.") },
            new("second_key", new("Second key", "둘째 키"), SourceSettingType.Secret),
            new("org", new("Organization", "조직")) { IsRequired = true },
            new("grain", new("Grain", "단위"), SourceSettingType.Choice) { Default = "day", Choices = ["day", "hour"] },
        ]),
        new("acme.bill", new("Acme bill", "에이크미 청구"), new("Reads bills.", "청구를 읽습니다."), [])
        {
            Layer = SourceLayer.Bill, Every = TimeSpan.FromHours(6), ReadsByTime = false,
        },
    ];

    public IReadOnlyList<UsageError> Check(DataSource source) =>
        [.. Kinds.Single(kind => kind.Kind == source.Kind).Settings
            .Where(setting => setting.IsRequired)
            .Where(setting => !source.Settings.ContainsKey(setting.Name) && !source.Secrets.ContainsKey(setting.Name))
            .Select(setting => new UsageError(0, setting.Name, $"{setting.Name} is missing."))];

    public IAsyncEnumerable<SourceBatch> ReadAsync(DataSource source, SourceRead read, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<SourceTest> TestAsync(DataSource source, CancellationToken cancellationToken)
    {
        Tried.Add(source);
        return Task.FromResult(Answer);
    }

    public Task<IReadOnlyList<DataSource>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DataSource>>([.. Saved.Values.OrderBy(source => source.Id, StringComparer.Ordinal)]);

    public Task<DataSource?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(Saved.GetValueOrDefault(id));

    public Task SaveAsync(DataSource source, CancellationToken cancellationToken)
    {
        Saved[source.Id] = source;
        return Task.CompletedTask;
    }

    public Task<DataSource?> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        var source = Saved.GetValueOrDefault(id);
        Saved.Remove(id);
        return Task.FromResult(source);
    }

    public Task<IReadOnlyList<SourceState>> ListStatesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SourceState>>([.. States.Values]);

    public Task<SourceState?> FindStateAsync(string id, CancellationToken cancellationToken) => Task.FromResult(States.GetValueOrDefault(id));

    public Task SaveStateAsync(SourceState state, CancellationToken cancellationToken) => throw new NotSupportedException();

    public string Protect(string entered) => entered.StartsWith("env:", StringComparison.Ordinal) ? entered : $"encrypted({entered.Length})";

    public string Reveal(string kept) => throw new NotSupportedException();

    public TGrain Get<TGrain>(string key)
        where TGrain : class
    {
        _key = key;
        return (TGrain)(object)this;
    }

    public Task<DateTimeOffset?> TickAsync(DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SourceState?> HurryAsync(CancellationToken cancellationToken)
    {
        if (IsSiloDown)
        {
            throw new GrainFault(GrainFaultCode.Unavailable, true, "The silo is stopping.");
        }

        Asked.Add($"hurry {_key}");
        return Task.FromResult(States.GetValueOrDefault(_key));
    }

    public Task<SourceState?> BackfillAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        Asked.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"backfill {_key} {from:yyyy-MM-ddTHH:mm} {to:yyyy-MM-ddTHH:mm}"));
        var state = new SourceState { Id = _key, Backfill = new(from, to, from, 0, SourcesKit.Now, null, null) };
        States[_key] = state;
        return Task.FromResult<SourceState?>(state);
    }

    Task IBillStore.SaveAsync(BillDay day, CancellationToken cancellationToken) => throw new NotSupportedException();

    Task<BillDay?> IBillStore.FindAsync(string source, DateOnly day, CancellationToken cancellationToken) => throw new NotSupportedException();

    Task<IReadOnlyList<BillDay>> IBillStore.ListAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<BillDay>>([.. Bills.Where(bill => bill.Day >= from && bill.Day < to)]);

    Task<IReadOnlyList<DateOnly>> IBillStore.FindWindowAsync(string source, string window, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    Task IBillStore.SaveWindowAsync(
        string source, string window, IReadOnlyList<DateOnly> holds, IReadOnlyList<BillDay> changed, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<long> GetPositionAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> CommitAsync(
        long previous, long upto, IReadOnlyDictionary<RollupKey, RollupSums> deltas, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<CostRow>> QueryAsync(CostQuery query, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CostRow>>([.. Rollups
            .Where(entry => entry.Group == query.GroupBy && query.Scope == ScopePath.Organization && entry.Row.Bucket >= query.From && entry.Row.Bucket < query.To)
            .Select(entry => entry.Row)]);

    public Task ResetAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
