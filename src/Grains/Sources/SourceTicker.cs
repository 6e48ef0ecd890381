using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Pipeline;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Grains.Sources;

/// <summary>Calls the connector grains whose time has come, each on its own, so that a slow source holds up no other; and settles bills.</summary>
public sealed partial class SourceTicker(
    ISourceStore store, IGrainResolver grains, Settler settler, SourceOptions options, TimeProvider time, ILogger<SourceTicker> logger)
    : IEnginePart, IDisposable
{
    /// <summary>Settling looks at sums that are written about once a second: what was just read must be in them.</summary>
    private static readonly TimeSpan SettlesAfterReading = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, Task> _running = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _hasRead = new(0);

    /// <inheritdoc />
    public string Name => "sources";

    /// <summary>Ticks until cancelled; returns when no source is being read any more.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.TickInterval, time);
        var settling = SettleAsync(cancellationToken);
        try
        {
            do
            {
                await TickAsync(cancellationToken);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        finally
        {
            await Task.WhenAll([.. _running.Values, settling]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _hasRead.Dispose();

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var source in await store.ListAsync(cancellationToken))
            {
                if (!source.IsPaused && (!_running.TryGetValue(source.Id, out var running) || running.IsCompleted))
                {
                    _running[source.Id] = ReadAsync(source.Id, cancellationToken);
                }
            }
        }
        catch (StoreUnavailableException e)
        {
            LogStoreUnavailable(e);
        }
    }

    private async Task ReadAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            // A reading that does not fit one call goes on with the next at once.
            var begun = time.GetUtcNow();
            while (await grains.Get<IConnectorGrain>(id).TickAsync(time.GetUtcNow(), cancellationToken) is { } next && next <= time.GetUtcNow())
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if ((await store.FindStateAsync(id, cancellationToken))?.LastRunAt >= begun)
            {
                _hasRead.Release();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping.
        }
        catch (Exception e) when (e is GrainFault or StoreUnavailableException)
        {
            LogTickFailed(e, id);
        }
    }

    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await settler.SettleAsync(cancellationToken);
            }
            catch (Exception e) when (e is GrainFault or StoreUnavailableException)
            {
                LogSettlingFailed(e);
            }

            await WaitForReadingAsync(cancellationToken);
        }
    }

    /// <summary>Waits until a source was read, or as long as settling waits at most.</summary>
    private async Task WaitForReadingAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.SettleEvery, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await _hasRead.WaitAsync(either.Token);
            await Task.Delay(SettlesAfterReading, time, cancellationToken);
            while (_hasRead.Wait(0, cancellationToken))
            {
                // Sources that were read meanwhile are settled in the same go.
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing was read; the look-through is due all the same.
        }
    }

    [LoggerMessage(EventId = 2521, Level = LogLevel.Warning, Message = "The data sources cannot be listed")]
    private partial void LogStoreUnavailable(Exception exception);

    [LoggerMessage(EventId = 2522, Level = LogLevel.Warning, Message = "Reading source {Source} failed")]
    private partial void LogTickFailed(Exception exception, string source);

    [LoggerMessage(EventId = 2523, Level = LogLevel.Warning, Message = "Settling bills failed; it is tried again")]
    private partial void LogSettlingFailed(Exception exception);
}
