using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Ports;

/// <summary>What the ledger did with one record.</summary>
public enum AppendOutcome
{
    /// <summary>New: a charge was appended.</summary>
    Accepted,

    /// <summary>A newer revision of a known record: a reversal and a charge were appended.</summary>
    Restated,

    /// <summary>Known in this or a newer revision: nothing was appended.</summary>
    Duplicate,
}

/// <summary>What an append did. It is durable when the caller has it.</summary>
/// <param name="Outcomes">One per record, in the order given.</param>
/// <param name="Entries">The entries appended, in ledger order; all entries of (Previous, Head].</param>
/// <param name="Previous">The ledger's head before.</param>
/// <param name="Head">The ledger's head after.</param>
public sealed record AppendResult(IReadOnlyList<AppendOutcome> Outcomes, IReadOnlyList<LedgerEntry> Entries, long Previous, long Head);

/// <summary>
/// The append-only source of truth, deduplicated by record id. Positions become visible in order: whoever has seen position n
/// will never see a smaller one appear later, also with several writers.
/// </summary>
public interface ILedger
{
    /// <summary>
    /// Appends records in one transaction. A record counts once for ever: <c>(Source, Id)</c> decides, and of several in one call the
    /// first of the highest revision wins. Restating appends a reversal in the scope, period and status of the charge taken back.
    /// </summary>
    Task<AppendResult> AppendAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken);

    /// <summary>The last position; 0 when empty.</summary>
    Task<long> GetHeadAsync(CancellationToken cancellationToken);

    /// <summary>Reads entries in order, in pages of bounded size.</summary>
    /// <param name="after">Exclusive start.</param>
    /// <param name="upto">Inclusive end.</param>
    /// <param name="scope">Only entries of this scope and below; null or the organization for all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    IAsyncEnumerable<IReadOnlyList<LedgerEntry>> ReadAsync(long after, long upto, ScopePath? scope, CancellationToken cancellationToken);

    /// <summary>The newest revision of a record, as it was handed in; null when unknown.</summary>
    Task<UsageRecord?> FindAsync(string source, string id, CancellationToken cancellationToken);

    /// <summary>Records of a scope, newest charge period first, current revisions only: what stands behind a figure.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="from">Inclusive start of the charge period, UTC.</param>
    /// <param name="to">Exclusive end, UTC.</param>
    /// <param name="limit">1 to 1,000.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<UsageRecord>> ListAsync(ScopePath scope, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken);
}
