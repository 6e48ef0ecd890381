using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest;

/// <summary>What became of a body or file.</summary>
/// <param name="Accepted">New records.</param>
/// <param name="Restated">Records that replaced an earlier revision.</param>
/// <param name="Duplicates">Records known already.</param>
/// <param name="Rejected">Records refused, all of them, also those not in <paramref name="Errors"/>; what was never read is not counted.</param>
/// <param name="Unpriced">Records among the accepted and restated that have no price or no exchange rate.</param>
/// <param name="Errors">The first errors, up to <see cref="IngestOptions.MaxReportedErrors"/>.</param>
/// <param name="Stop">Why the rest was not read, when it was not; the last error then says it in words.</param>
public sealed record IngestResult(
    long Accepted, long Restated, long Duplicates, long Rejected, long Unpriced, IReadOnlyList<UsageError> Errors, ReadStop Stop)
{
    /// <summary>The same, as an upload is answered.</summary>
    internal UsageReceipt ToReceipt() => new(
        Accepted,
        Restated,
        Duplicates,
        Rejected,
        Unpriced,
        Errors,
        Stop switch
        {
            ReadStop.None => UsageBodyState.Complete,
            ReadStop.TooLarge => UsageBodyState.TooLarge,
            _ => UsageBodyState.Broken,
        });
}

/// <summary>How far an ingest is.</summary>
/// <param name="Records">Records the ledger has answered for.</param>
/// <param name="Rejected">Records refused.</param>
public readonly record struct IngestProgress(long Records, long Rejected);
