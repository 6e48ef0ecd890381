using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Facts;

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
public sealed record AppendResult(IReadOnlyList<AppendOutcome> Outcomes, IReadOnlyList<LedgerEntry> Entries, long Previous, long Head)
{
    /// <summary>Records taken back because their window no longer has them.</summary>
    public long Retracted { get; init; }

    /// <summary>True when a window has more to take back than fits one transaction: call once more, without records.</summary>
    public bool IsUnfinished { get; init; }
}

/// <summary>The part of a source that some records are all of, or a piece of; see <see cref="ILedger.ReplaceAsync"/>.</summary>
/// <param name="Source">The records' source.</param>
/// <param name="Name">The window within it.</param>
/// <param name="Generation">The same for all pieces of one reading of the window, larger at each later reading.</param>
/// <param name="IsLast">Whether the window ends with these records.</param>
public sealed record RecordWindow(string Source, string Name, long Generation, bool IsLast);

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

    /// <summary>
    /// Takes what a source says about a window in place of what it said before, in one transaction: records that are as they were count as
    /// duplicates, changed ones are restated, new ones accepted, and with the window's last piece those that were not in this reading are taken back.
    /// Revisions are the ledger's own here: those of the records are ignored.
    /// </summary>
    Task<AppendResult> ReplaceAsync(RecordWindow window, IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken);

    /// <summary>The last position; 0 when empty.</summary>
    Task<long> GetHeadAsync(CancellationToken cancellationToken);

    /// <summary>Reads entries in order, in pages of bounded size.</summary>
    /// <param name="after">Exclusive start.</param>
    /// <param name="upto">Inclusive end.</param>
    /// <param name="scope">Only entries of this scope and below; null or the organization for all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    IAsyncEnumerable<IReadOnlyList<LedgerEntry>> ReadAsync(long after, long upto, ScopePath? scope, CancellationToken cancellationToken);

    /// <summary>
    /// Reads entries in order, in pages of bounded size, with what the daily facts need of their records. A reversal whose charge was removed by
    /// retention before anybody read it is left out, like that charge.
    /// </summary>
    /// <param name="after">Exclusive start.</param>
    /// <param name="upto">Inclusive end.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    IAsyncEnumerable<IReadOnlyList<FactEntry>> ReadFactsAsync(long after, long upto, CancellationToken cancellationToken);

    /// <summary>The newest revision of a record, as it was handed in; null when unknown.</summary>
    Task<UsageRecord?> FindAsync(string source, string id, CancellationToken cancellationToken);

    /// <summary>
    /// All records of a time, current revisions only, in ledger order and pages of bounded size. What is appended while reading is not read.
    /// </summary>
    /// <param name="from">Inclusive start of the charge period, UTC.</param>
    /// <param name="to">Exclusive end, UTC.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    IAsyncEnumerable<IReadOnlyList<UsageRecord>> ReadRecordsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>Records of a scope, newest charge period first, current revisions only: what stands behind a figure.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="from">Inclusive start of the charge period, UTC.</param>
    /// <param name="to">Exclusive end, UTC.</param>
    /// <param name="limit">1 to 1,000.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<UsageRecord>> ListAsync(ScopePath scope, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken);
}
