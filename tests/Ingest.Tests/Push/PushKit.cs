using System.IO.Compression;
using System.Text;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Storage.Sqlite;
using FinOpsAI.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace FinOpsAI.Ingest.Tests.Push;

/// <summary>The real receivers in front of a real ledger in a SQLite file, put together as the host does, at a fixed time.</summary>
internal sealed class PushKit : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = IngestKit.Now;

    private readonly TemporaryFolder _folder = new();
    private readonly Action<IServiceCollection>? _configure;
    private SqliteStore _store = null!;
    private ServiceProvider _services = null!;

    private PushKit(Action<IServiceCollection>? configure) => _configure = configure;

    public ILedger Ledger => _store.Ledger;

    public IServiceProvider Services => _services;

    /// <summary>When set, the ledger does not answer.</summary>
    public bool IsLedgerDown { get; set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<PushKit> StartAsync(Action<IServiceCollection>? configure = null)
    {
        var kit = new PushKit(configure);
        await kit.OpenAsync();
        return kit;
    }

    /// <summary>Ends everything and starts it anew on the same file, as a restart of the program does.</summary>
    public async Task RestartAsync()
    {
        await CloseAsync();
        await OpenAsync();
    }

    public Task<UsageReceipt> LiteLlmAsync(string body, string? contentType = "application/json") =>
        Services.GetRequiredService<ILiteLlmReceiver>().ReceiveAsync(new MemoryStream(Encoding.UTF8.GetBytes(body)), false, contentType, Token);

    public Task<UsageReceipt> LiteLlmGzipAsync(string body) =>
        Services.GetRequiredService<ILiteLlmReceiver>().ReceiveAsync(new MemoryStream(Gzip(Encoding.UTF8.GetBytes(body))), true, "application/json", Token);

    public Task<OtlpReceipt> TracesAsync(byte[] proto) => OtlpAsync(OtlpSignal.Traces, proto, isJson: false);

    public Task<OtlpReceipt> TracesAsync(string json) => OtlpAsync(OtlpSignal.Traces, Encoding.UTF8.GetBytes(json), isJson: true);

    public Task<OtlpReceipt> MetricsAsync(byte[] proto) => OtlpAsync(OtlpSignal.Metrics, proto, isJson: false);

    public Task<OtlpReceipt> MetricsAsync(string json) => OtlpAsync(OtlpSignal.Metrics, Encoding.UTF8.GetBytes(json), isJson: true);

    public Task<OtlpReceipt> OtlpAsync(OtlpSignal signal, byte[] body, bool isJson, bool isGzip = false) =>
        Services.GetRequiredService<IOtlpReceiver>().ReceiveAsync(signal, new MemoryStream(body), isJson, isGzip, Token);

    /// <summary>Every current record, oldest first.</summary>
    public async Task<IReadOnlyList<UsageRecord>> RecordsAsync()
    {
        var records = await Ledger.ListAsync(ScopePath.Organization, Now.AddYears(-5), Now.AddYears(1), 1_000, Token);
        return [.. records.OrderBy(record => record.Timestamp).ThenBy(record => record.Id, StringComparer.Ordinal)];
    }

    public async Task<UsageRecord> RecordAsync(string id, string source = "litellm") =>
        (await Ledger.FindAsync(source, id, Token)).ShouldNotBeNull($"no record {id} of {source}");

    /// <summary>True when the bytes of a text are anywhere in the store's files.</summary>
    public async Task<bool> HoldsAsync(string text)
    {
        await CloseAsync();
        var found = Directory.EnumerateFiles(_folder.Path).Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);
        await OpenAsync();
        return found;
    }

    public static byte[] Gzip(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(body);
        }

        return packed.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _folder.Dispose();
    }

    private async Task OpenAsync()
    {
        _store = await SqliteStore.OpenAsync(_folder.File("ledger.db"), new(), TimeProvider.System, cancellationToken: Token);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new ClockAt(Now));
        services.AddSingleton(_store.Ledger);
        services.AddSingleton<IUsageSink>(new LedgerSink(this));
        services.AddLogging();
        services.AddFinOpsIngest();
        _configure?.Invoke(services);
        _services = services.BuildServiceProvider(validateScopes: true);
    }

    private async Task CloseAsync()
    {
        await _services.DisposeAsync();
        await _store.DisposeAsync();
    }

    private sealed class LedgerSink(PushKit kit) : IUsageSink
    {
        public async Task<IReadOnlyList<AppendOutcome>> AppendAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken) =>
            kit.IsLedgerDown
                ? throw new StoreUnavailableException("The disk is full.", retry: true)
                : (await kit.Ledger.AppendAsync(records, cancellationToken)).Outcomes;
    }

    private sealed class ClockAt(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
