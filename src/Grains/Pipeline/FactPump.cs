using FinOpsAI.Core.Facts;
using FinOpsAI.Core.Ports;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Grains.Pipeline;

/// <summary>
/// Folds the ledger into the daily facts, from the position that they include. It follows by itself, a few seconds behind: nothing that takes
/// records waits for it, and rows that change with every record are written once a look.
/// </summary>
public sealed partial class FactPump(ILedger ledger, IFactStore facts, FactOptions options, TimeProvider time, ILogger<FactPump> logger)
    : IEnginePart, IFactStatus
{
    private long _asOf = DateTimeOffset.UnixEpoch.UtcTicks;
    private bool _wasCaughtUp;

    /// <inheritdoc />
    public string Name => "daily facts";

    /// <inheritdoc />
    public DateTimeOffset AsOf => new(Interlocked.Read(ref _asOf), TimeSpan.Zero);

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.Interval, time);
        do
        {
            try
            {
                await CatchUpAsync(cancellationToken);
            }
            catch (StoreUnavailableException e)
            {
                LogPostponed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>Folds everything that the ledger holds now.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        var looked = time.GetUtcNow();
        var head = await ledger.GetHeadAsync(cancellationToken);
        var position = await facts.GetPositionAsync(cancellationToken);
        var sums = new FactAccumulator();
        await foreach (var page in ledger.ReadFactsAsync(position, head, cancellationToken))
        {
            foreach (var fact in page)
            {
                sums.Add(fact);
                if (sums.Count < options.RowsPerCommit)
                {
                    continue;
                }

                if (!await CommitAsync(sums, position, fact.Entry.Position, cancellationToken))
                {
                    return;
                }

                position = fact.Entry.Position;
                if (!_wasCaughtUp)
                {
                    Interlocked.Exchange(ref _asOf, Math.Min(fact.Entry.Timestamp.UtcTicks, looked.UtcTicks));
                }
            }
        }

        if (position < head && !await CommitAsync(sums, position, head, cancellationToken))
        {
            return;
        }

        _wasCaughtUp = true;
        Interlocked.Exchange(ref _asOf, looked.UtcTicks);
    }

    private async Task<bool> CommitAsync(FactAccumulator sums, long previous, long upto, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var committed = await facts.CommitAsync(previous, upto, sums.Sums(), cancellationToken);
        sums.Clear();
        if (!committed)
        {
            LogOvertaken(previous);
            return false;
        }

        // While a long ledger is read for the first time, appends get at least half of the store.
        if (time.GetElapsedTime(started) is { Ticks: > 0 } took)
        {
            await Task.Delay(took, time, cancellationToken);
        }

        return true;
    }

    [LoggerMessage(EventId = 2211, Level = LogLevel.Warning, Message = "The daily facts could not be brought up to date; the next look goes on")]
    private partial void LogPostponed(Exception exception);

    [LoggerMessage(EventId = 2212, Level = LogLevel.Warning, Message = "The daily facts are no longer at position {Position}: another process writes them too")]
    private partial void LogOvertaken(long position);
}
