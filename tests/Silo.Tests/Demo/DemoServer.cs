using System.Text.Json;
using FinOpsAI.Core.Ports;
using FinOpsAI.Silo.Cli;
using FinOpsAI.Silo.Demo;
using FinOpsAI.Silo.Hosting;
using FinOpsAI.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Silo.Tests.Demo;

/// <summary>The demo as a stranger starts it, on a working afternoon in Seoul, when everything that follows on its history has happened.</summary>
public sealed class DemoServer : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private readonly TemporaryFolder _folder = new();
    private WebApplication? _app;
    private HttpClient? _client;

    public async ValueTask InitializeAsync()
    {
        var overrides = DemoCommand.Overrides(_folder.Path, "en");
        overrides["FinOpsAI:Storage:Path"] = _folder.File("demo.db");
        overrides["FinOpsAI:Alerts:Settle"] = "00:00:05";
        var settings = new SiloSettings
        {
            Urls = "http://127.0.0.1:0", Overrides = overrides, IsDemo = true, LogLevel = LogLevel.Warning,
        };
        var start = new DateTimeOffset(2026, 11, 18, 5, 30, 0, TimeSpan.Zero);
        _app = SiloApplication.Build(settings, builder => builder.Services.AddSingleton<TimeProvider>(new MovedTime(start)));
        using var patience = new CancellationTokenSource(Patience);
        await _app.Services.GetRequiredService<IStoreAdministration>().MigrateAsync(patience.Token);
        SecretKeys.Create(_app.Configuration);
        await _app.StartAsync(patience.Token);
        _client = new() { BaseAddress = new(_app.Urls.First()) };
        await SiloProcess.Until(() => HasFinishedAsync(patience.Token), patience.Token);
    }

    /// <summary>Gets a JSON answer of the API.</summary>
    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken)
    {
        await using var body = await _client!.GetStreamAsync($"/api/v1/{path}", cancellationToken);
        using var document = await JsonDocument.ParseAsync(body, default, cancellationToken);
        return document.RootElement.Clone();
    }

    /// <summary>All items of a list.</summary>
    public async Task<IReadOnlyList<JsonElement>> ListAsync(string path, CancellationToken cancellationToken) =>
        [.. (await GetAsync(path, cancellationToken)).GetProperty("items").EnumerateArray()];

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>The bill is settled and counted, the planted runaway was told and answered, and the finished experiment has its figure.</summary>
    private async Task<bool> HasFinishedAsync(CancellationToken cancellationToken)
    {
        var drift = await GetAsync("sources/drift?days=90", cancellationToken);
        var decisions = await ListAsync("policy-decisions?state=proposed", cancellationToken);
        var deliveries = await ListAsync("deliveries?state=delivered", cancellationToken);
        var experiments = await ListAsync("experiments", cancellationToken);
        var past = (await GetAsync("showback?period=2026-10", cancellationToken)).GetProperty("report").GetProperty("organization").GetProperty("direct");
        return drift.GetProperty("items").GetArrayLength() > 0
            && drift.GetProperty("pendingDays").GetInt32() == 0
            && past.GetProperty("estimated").GetDecimal() == 0
            && decisions.Count > 0
            && deliveries.Count > 0
            && experiments.All(experiment => experiment.GetProperty("metrics").GetArrayLength() > 0);
    }

    /// <summary>A clock that goes as the real one does, from another time on.</summary>
    private sealed class MovedTime(DateTimeOffset start) : TimeProvider
    {
        private readonly long _begun = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => start + System.GetElapsedTime(_begun);
    }
}
