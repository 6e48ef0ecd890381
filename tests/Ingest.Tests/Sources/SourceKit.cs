using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Importers;
using FinOpsAI.Ingest.Sources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest.Tests.Sources;

/// <summary>The real source reader with all registered connectors, put together as the host does, at a fixed time with short waits.</summary>
internal sealed class SourceKit : IDisposable
{
    public static readonly DateTimeOffset Now = IngestKit.Now;

    private readonly ServiceProvider _services;

    public SourceKit(Action<ConnectorOptions>? configure = null, DateTimeOffset? now = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new ClockAt(now ?? Now));
        services.AddSingleton<ISecretStore>(new PlainSecrets());
        services.AddSingleton<IUsageSink>(new NoSink());
        services.AddLogging();
        services.AddMetrics();
        services.AddFinOpsIngest();
        services.Configure<ConnectorOptions>(options =>
        {
            options.FirstWait = TimeSpan.FromMilliseconds(1);
            configure?.Invoke(options);
        });
        _services = services.BuildServiceProvider();
        Reader = _services.GetRequiredService<ISourceReader>();
    }

    public ISourceReader Reader { get; }

    public IServiceProvider Services => _services;

    /// <summary>A source of a kind; settings whose names are secret ones of the kind become secrets.</summary>
    public DataSource Source(string kind, params IEnumerable<(string Name, string Value)> settings)
    {
        var secret = Reader.Kinds.Single(k => k.Kind == kind).Settings
            .Where(setting => setting.Type is SourceSettingType.Secret).Select(setting => setting.Name).ToHashSet();
        return new()
        {
            Id = "s1",
            Kind = kind,
            Name = "Test",
            Since = Now - TimeSpan.FromDays(30),
            CreatedAt = Now,
            Settings = settings.Where(s => !secret.Contains(s.Name)).ToDictionary(s => s.Name, s => s.Value),
            Secrets = settings.Where(s => secret.Contains(s.Name)).ToDictionary(s => s.Name, s => s.Value),
        };
    }

    /// <summary>Reads everything.</summary>
    public async Task<List<SourceBatch>> ReadAsync(DataSource source, DateTimeOffset from, DateTimeOffset to, string? cursor = null)
    {
        List<SourceBatch> batches = [];
        await foreach (var batch in Reader.ReadAsync(source, new(from, to, cursor), TestContext.Current.CancellationToken))
        {
            batches.Add(batch);
        }

        return batches;
    }

    /// <summary>All records, in order.</summary>
    public async Task<List<UsageRecord>> RecordsAsync(DataSource source, DateTimeOffset from, DateTimeOffset to, string? cursor = null) =>
        [.. (await ReadAsync(source, from, to, cursor)).SelectMany(batch => batch.Records)];

    /// <summary>The fault that reading ends with.</summary>
    public Task<SourceException> FaultAsync(DataSource source, DateTimeOffset from, DateTimeOffset to) =>
        Should.ThrowAsync<SourceException>(() => ReadAsync(source, from, to));

    public void Dispose() => _services.Dispose();

    /// <summary>A clock that stands still but lets timers run, so that waits between tries pass.</summary>
    private sealed class ClockAt(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private sealed class PlainSecrets : ISecretStore
    {
        public string Protect(string entered) => entered;

        public string Reveal(string kept) => kept;
    }

    private sealed class NoSink : IUsageSink
    {
        public Task<IReadOnlyList<AppendOutcome>> AppendAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
