using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Usage;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest;

/// <summary>
/// Takes what a reader finds to the ledger: in batches, a few of them under way at a time, always in the order read. The HTTP endpoint
/// and the import command both end here. Safe to share between threads.
/// </summary>
public sealed class UsageIngest(IUsageSink sink, IngestMetrics metrics, IOptions<IngestOptions> options)
{
    private readonly IngestOptions _limits = options.Value;

    /// <summary>Reads to the end and returns when the ledger has answered for every record.</summary>
    /// <param name="items">What a reader finds: <see cref="UsageBodyReader"/> or an importer.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancellationToken">Stops; batches handed over already may still take effect.</param>
    /// <exception cref="Exception">What the ledger throws. Batches before may be durable; sending all again is safe.</exception>
    public async Task<IngestResult> RunAsync(
        IAsyncEnumerable<UsageParseItem> items, IProgress<IngestProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var tally = new Tally(_limits.MaxReportedErrors, metrics, progress);
        Queue<(Task<IReadOnlyList<AppendOutcome>> Outcomes, List<UsageRecord> Records)> underWay = new();
        List<UsageRecord> batch = new(Math.Min(_limits.BatchSize, 256));
        try
        {
            await foreach (var item in items.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (item.Record is not { } record)
                {
                    tally.Reject(item);
                    continue;
                }

                batch.Add(record);
                if (batch.Count == _limits.BatchSize)
                {
                    if (underWay.Count == _limits.BatchesInFlight)
                    {
                        await tally.SettleAsync(underWay.Dequeue()).ConfigureAwait(false);
                    }

                    underWay.Enqueue((sink.AppendAsync(batch, cancellationToken), batch));
                    batch = new(_limits.BatchSize);
                }
            }

            if (batch.Count > 0)
            {
                underWay.Enqueue((sink.AppendAsync(batch, cancellationToken), batch));
            }

            while (underWay.TryDequeue(out var next))
            {
                await tally.SettleAsync(next).ConfigureAwait(false);
            }
        }
        finally
        {
            // After a failure nothing may go on behind the caller's back.
            await Task.WhenAll(underWay.Select(Task (next) => next.Outcomes)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return tally.Result();
    }

    /// <summary>Hands records over as one: all of them take effect or none does.</summary>
    /// <exception cref="Exception">What the ledger throws.</exception>
    public async Task<IngestResult> AppendAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken)
    {
        var tally = new Tally(_limits.MaxReportedErrors, metrics, null);
        if (records.Count > 0)
        {
            await tally.SettleAsync((sink.AppendAsync(records, cancellationToken), records)).ConfigureAwait(false);
        }

        return tally.Result();
    }

    private sealed class Tally(int mostErrors, IngestMetrics metrics, IProgress<IngestProgress>? progress)
    {
        private readonly List<UsageError> _errors = [];
        private long _accepted;
        private long _restated;
        private long _duplicates;
        private long _rejected;
        private long _unpriced;
        private ReadStop _stop;

        public void Reject(UsageParseItem item)
        {
            if (item.Stop is ReadStop.None)
            {
                metrics.Count("rejected", 1);
                _rejected++;
            }
            else
            {
                _stop = item.Stop;
            }

            if (_errors.Count < mostErrors)
            {
                _errors.Add(item.Error!);
            }
            else if (item.Stop is not ReadStop.None)
            {
                // That the rest was not read matters more than the last of many errors.
                _errors[^1] = item.Error!;
            }
        }

        public async Task SettleAsync((Task<IReadOnlyList<AppendOutcome>> Outcomes, IReadOnlyList<UsageRecord> Records) batch)
        {
            var outcomes = await batch.Outcomes.ConfigureAwait(false);
            long accepted = 0, restated = 0, duplicates = 0, unpriced = 0;
            for (var i = 0; i < outcomes.Count; i++)
            {
                switch (outcomes[i])
                {
                    case AppendOutcome.Accepted:
                        accepted++;
                        break;
                    case AppendOutcome.Restated:
                        restated++;
                        break;
                    default:
                        duplicates++;
                        continue;
                }

                unpriced += batch.Records[i].Pricing is PricingState.Unpriced or PricingState.Unconverted ? 1 : 0;
            }

            Add(accepted, restated, duplicates, unpriced);
        }

        public IngestResult Result() => new(_accepted, _restated, _duplicates, _rejected, _unpriced, _errors, _stop);

        private void Add(long accepted, long restated, long duplicates, long unpriced)
        {
            _accepted += accepted;
            _restated += restated;
            _duplicates += duplicates;
            _unpriced += unpriced;
            metrics.Count("accepted", accepted);
            metrics.Count("restated", restated);
            metrics.Count("duplicate", duplicates);
            metrics.CountUnpriced(unpriced);
            progress?.Report(new(_accepted + _restated + _duplicates, _rejected));
        }
    }
}
