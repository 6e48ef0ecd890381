using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Core.Sources;

/// <summary>What to read.</summary>
/// <param name="From">Inclusive start, UTC; reaches back over what the provider may still have changed.</param>
/// <param name="To">Exclusive end, UTC: now, or the end of a backfill.</param>
/// <param name="Cursor">The connector's own place as its last batch gave it; null to begin with.</param>
public sealed record SourceRead(DateTimeOffset From, DateTimeOffset To, string? Cursor);

/// <summary>
/// The part of a source's time or files that a batch belongs to. What a source says about a window replaces all it said before:
/// records that are gone are taken back when the window's last batch is in.
/// </summary>
/// <param name="Name">The window's name within the source, such as <c>2026-01-05T10:00Z</c> or <c>2026-01</c>.</param>
/// <param name="IsLast">Whether this batch ends the window.</param>
public sealed record SourceWindow(string Name, bool IsLast = true);

/// <summary>
/// Some records that a connector read. Batches come in order; the ledger takes each one as a whole, then the place is saved, so that a
/// process killed in between reads the batch once more and nothing is counted twice.
/// </summary>
/// <param name="Records">Records, normalised and priced; ids are the connector's own and stable from read to read.</param>
public sealed record SourceBatch(IReadOnlyList<UsageRecord> Records)
{
    /// <summary>Rows that could not be used.</summary>
    public IReadOnlyList<UsageError> Errors { get; init; } = [];

    /// <summary>The window that these records replace or begin to; null where records only ever come on top (events, row logs).</summary>
    public SourceWindow? Window { get; init; }

    /// <summary>Everything before it has been read once this batch is in; null when unchanged.</summary>
    public DateTimeOffset? CoveredUntil { get; init; }

    /// <summary>The place after this batch; null when unchanged.</summary>
    public string? Cursor { get; init; }
}

/// <summary>What trying a source showed.</summary>
/// <param name="Fault">Why it does not work; null when it does.</param>
/// <param name="Message">A sentence for people: what was reached and seen, or the fault's message.</param>
public sealed record SourceTest(SourceFaultCode? Fault, string Message);

/// <summary>A source could not be read.</summary>
/// <param name="code">What kind of fault.</param>
/// <param name="message">A sentence for people; never holds a secret.</param>
/// <param name="retryAfter">How long the provider asks to wait; null when it does not say.</param>
/// <param name="inner">The cause.</param>
public sealed class SourceException(SourceFaultCode code, string message, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>What kind of fault.</summary>
    public SourceFaultCode Code { get; } = code;

    /// <summary>How long the provider asks to wait.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
