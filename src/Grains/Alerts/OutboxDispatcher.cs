using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Pipeline;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Grains.Alerts;

/// <summary>
/// Carries the outbox to its receivers: each channel by a worker of its own, so that a slow receiver holds up no other. What is being sent when the process
/// stops is finished; what a crash cut off is sent again under the same key when its lease has ended.
/// </summary>
public sealed partial class OutboxDispatcher(
    IOutbox outbox, ChannelWorker worker, WorkSignal<OutboxDispatcher> signal, OutboxOptions options, TimeProvider time, ILogger<OutboxDispatcher> logger) : IEnginePart
{
    private static readonly TimeSpan PruneEvery = TimeSpan.FromHours(1);

    private readonly Dictionary<string, Task> _running = new(StringComparer.Ordinal);
    private DateTimeOffset _nextPrune = DateTimeOffset.MinValue;

    /// <inheritdoc />
    public string Name => "outbox";

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await LookAsync(cancellationToken);
                await signal.WaitAsync(options.PollInterval, time, cancellationToken);
            }
        }
        finally
        {
            await Task.WhenAll(_running.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var now = time.GetUtcNow();
            foreach (var channel in await outbox.DueChannelsAsync(now, cancellationToken))
            {
                if (!_running.TryGetValue(channel, out var running) || running.IsCompleted)
                {
                    _running[channel] = WorkAsync(channel, cancellationToken);
                }
            }

            if (now >= _nextPrune)
            {
                _nextPrune = now + PruneEvery;
                await outbox.PruneAsync(now - options.Keep, cancellationToken);
            }
        }
        catch (StoreUnavailableException e)
        {
            LogStoreUnavailable(e);
        }
    }

    private async Task WorkAsync(string channel, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            await worker.RunAsync(channel, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping.
        }
        catch (Exception e)
        {
            // One channel's trouble must not end the others' deliveries; its own wait in the outbox.
            LogChannelFailed(e, channel);
        }
    }

    [LoggerMessage(EventId = 2421, Level = LogLevel.Warning, Message = "The outbox cannot be read; it is tried again")]
    private partial void LogStoreUnavailable(Exception exception);

    [LoggerMessage(EventId = 2422, Level = LogLevel.Error, Message = "Sending to channel {Channel} failed; it is tried again")]
    private partial void LogChannelFailed(Exception exception, string channel);
}
