using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Grains.Sources;

/// <summary>Takes a source's batches where they belong: spend to the ledger, bills to the bill layer.</summary>
public sealed class SourceDelivery(IUsageSink sink, IWindowSink windows, BillBook bills)
{
    /// <summary>Takes one batch; durable when it returns.</summary>
    public async Task<SourceTaken> TakeAsync(
        DataSource source, SourceKind kind, SourceBatch batch, long generation, CancellationToken cancellationToken)
    {
        if ((source.Layer ?? kind.Layer) is SourceLayer.Bill)
        {
            return await bills.TakeAsync(source, batch, generation, cancellationToken);
        }

        if (batch.Window is { } window)
        {
            var receipt = await windows.ReplaceAsync(
                new(source.RecordSource, window.Name, generation, window.IsLast), batch.Records, cancellationToken);
            return Count(receipt.Outcomes) with { Retracted = receipt.Retracted };
        }

        return Count(await sink.AppendAsync(batch.Records, cancellationToken));
    }

    private static SourceTaken Count(IReadOnlyList<AppendOutcome> outcomes) => new(
        outcomes.LongCount(outcome => outcome is AppendOutcome.Accepted),
        outcomes.LongCount(outcome => outcome is AppendOutcome.Restated),
        0,
        outcomes.LongCount(outcome => outcome is AppendOutcome.Duplicate));
}
