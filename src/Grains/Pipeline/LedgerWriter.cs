using System.Threading.Channels;
using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Grains.Pipeline;

/// <summary>
/// The one writer of the ledger in this process. Callers wait while a commit runs, and all who wait go into the next one together:
/// the dearer a commit, the more records share it. Nothing is acknowledged before its commit. Here, and in commands that write past the engine,
/// the attribution rules place the records.
/// </summary>
public sealed partial class LedgerWriter(ILedger ledger, AttributionBook attribution, LedgerPump pump, ILogger<LedgerWriter> logger)
    : IUsageSink, IWindowSink
{
    /// <summary>Records of one commit; above this the next commit takes the rest.</summary>
    private const int RecordsPerCommit = 10_000;

    private const int RequestsWaiting = 256;

    private readonly Channel<Request> _requests = Channel.CreateBounded<Request>(
        new BoundedChannelOptions(RequestsWaiting) { SingleReader = true });

    /// <inheritdoc />
    /// <exception cref="StoreUnavailableException">The store did not answer; nothing of this call was written.</exception>
    public async Task<IReadOnlyList<AppendOutcome>> AppendAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken)
    {
        if (records.Count == 0)
        {
            return [];
        }

        return (await HandOverAsync(new(records, null), cancellationToken)).Outcomes;
    }

    /// <inheritdoc />
    /// <exception cref="StoreUnavailableException">The store did not answer; nothing of this call was written.</exception>
    public async Task<WindowReceipt> ReplaceAsync(
        RecordWindow window, IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken)
    {
        var result = await HandOverAsync(new(records, window), cancellationToken);
        var retracted = result.Retracted;
        while (result.IsUnfinished)
        {
            result = await HandOverAsync(new([], window), cancellationToken);
            retracted += result.Retracted;
        }

        return new(result.Outcomes, retracted);
    }

    private async Task<AppendResult> HandOverAsync(Request request, CancellationToken cancellationToken)
    {
        await _requests.Writer.WriteAsync(request, cancellationToken);

        // Once handed over, the records will be committed: the caller learns the outcome rather than being left in doubt.
        return await request.Result.Task;
    }

    /// <summary>Commits until <see cref="Complete"/> has been called and everything waiting is committed.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var batch = new List<Request>();
        try
        {
            while (await _requests.Reader.WaitToReadAsync(cancellationToken))
            {
                batch.Clear();
                var records = 0;
                while (records < RecordsPerCommit && _requests.Reader.TryPeek(out var next) && (next.Window is null || batch.Count == 0)
                       && _requests.Reader.TryRead(out var request))
                {
                    batch.Add(request);
                    records += request.Records.Count;
                    if (request.Window is not null)
                    {
                        // A window is a transaction of its own.
                        break;
                    }
                }

                await CommitAsync(batch, cancellationToken);
            }
        }
        finally
        {
            _requests.Writer.TryComplete();
            while (_requests.Reader.TryRead(out var request))
            {
                request.Result.TrySetCanceled(CancellationToken.None);
            }
        }
    }

    /// <summary>Takes no more records.</summary>
    public void Complete() => _requests.Writer.TryComplete();

    private async Task CommitAsync(List<Request> batch, CancellationToken cancellationToken)
    {
        AppendResult result;
        try
        {
            var rules = await attribution.CurrentAsync(cancellationToken);
            result = batch is [{ Window: { } window } only]
                ? await ledger.ReplaceAsync(window, rules.Apply(only.Records), cancellationToken)
                : await ledger.AppendAsync(
                    rules.Apply(batch.Count == 1 ? batch[0].Records : [.. batch.SelectMany(request => request.Records)]), cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            Fail(batch, e);
            return;
        }
        catch (Exception e) when (e is not OperationCanceledException && batch.Count > 1)
        {
            // One caller's records must not fail another's: each once more on its own.
            LogCommitFailed(e, batch.Count);
            foreach (var request in batch)
            {
                await CommitAsync([request], cancellationToken);
            }

            return;
        }
        catch (Exception e)
        {
            Fail(batch, e);
            if (e is OperationCanceledException)
            {
                throw;
            }

            LogCommitFailed(e, batch.Count);
            return;
        }

        var first = 0;
        foreach (var request in batch)
        {
            var outcomes = new AppendOutcome[request.Records.Count];
            for (var i = 0; i < outcomes.Length; i++)
            {
                outcomes[i] = result.Outcomes[first + i];
            }

            first += outcomes.Length;
            request.Result.TrySetResult(result with { Outcomes = outcomes });
        }

        // Waits while the grains are behind: this is how their back-pressure reaches the senders.
        await pump.OfferAsync(result, cancellationToken);
    }

    private static void Fail(List<Request> batch, Exception exception)
    {
        foreach (var request in batch)
        {
            request.Result.TrySetException(exception);
        }
    }

    [LoggerMessage(EventId = 2101, Level = LogLevel.Error, Message = "A commit of {Requests} requests failed")]
    private partial void LogCommitFailed(Exception exception, int requests);

    private sealed record Request(IReadOnlyList<UsageRecord> Records, RecordWindow? Window)
    {
        /// <summary>What the commit did; the outcomes are those of this request, the entries those of all that shared it.</summary>
        public TaskCompletionSource<AppendResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
