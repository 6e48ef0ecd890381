using FinOpsAI.Core.Ports;
using FinOpsAI.Grains;
using FinOpsAI.Grains.Pipeline;

namespace FinOpsAI.Silo.Hosting;

/// <summary>
/// Runs the way of the data for as long as the process lives, and stops it in its order: no more records in, everything committed,
/// everything delivered, rollups written, grains saved.
/// </summary>
internal sealed partial class Engine(
    LedgerWriter writer,
    LedgerPump pump,
    Ticker ticker,
    IEnumerable<IEnginePart> parts,
    GrainHost host,
    IStoreAdministration store,
    IGuidanceBook guidance,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<Engine> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan RetentionInterval = TimeSpan.FromHours(1);

    private readonly CancellationTokenSource _ticking = new();
    private readonly CancellationTokenSource _giveUp = new();
    private Task _writing = Task.CompletedTask;
    private Task _pumping = Task.CompletedTask;
    private Task _background = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the first grain judges anything: what it does not know of is judged anew once it does.
        await guidance.RefreshAsync(cancellationToken);
        _writing = Guard("writer", () => writer.RunAsync(_giveUp.Token));
        _pumping = Guard("pump", () => pump.RunAsync(_giveUp.Token));
        _background = Task.WhenAll(
            Guard("ticker", () => ticker.RunAsync(_ticking.Token)),
            Guard("retention", () => PruneAsync(_ticking.Token)),
            Task.WhenAll(parts.Select(part => Guard(part.Name, () => part.RunAsync(_ticking.Token)))));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await using var patience = cancellationToken.Register(_giveUp.Cancel);
        await _ticking.CancelAsync();
        await _background;
        writer.Complete();
        await _writing;
        pump.Complete();
        await _pumping;
        await host.DisposeAsync();
    }

    public void Dispose()
    {
        _ticking.Dispose();
        _giveUp.Dispose();
    }

    private async Task PruneAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(RetentionInterval, time);
        do
        {
            try
            {
                var pruned = await store.PruneAsync(time.GetUtcNow(), cancellationToken);
                LogPruned(pruned.LedgerEntries, pruned.RollupRows);
            }
            catch (StoreUnavailableException e)
            {
                LogPrunePostponed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>A part that ends by itself has failed; half an engine would count wrongly in silence, so the process stops.</summary>
    private async Task Guard(string part, Func<Task> run)
    {
        await Task.Yield();
        try
        {
            await run();
        }
        catch (OperationCanceledException) when (_ticking.IsCancellationRequested || _giveUp.IsCancellationRequested)
        {
            // Stopping.
        }
        catch (Exception e)
        {
            LogPartFailed(e, part);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }

    [LoggerMessage(EventId = 1101, Level = LogLevel.Critical, Message = "The engine's {Part} failed: stopping")]
    private partial void LogPartFailed(Exception exception, string part);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Debug, Message = "Retention removed {Entries} ledger entries and {Rows} rollup rows")]
    private partial void LogPruned(long entries, long rows);

    [LoggerMessage(EventId = 1103, Level = LogLevel.Warning, Message = "Retention postponed")]
    private partial void LogPrunePostponed(Exception exception);
}
