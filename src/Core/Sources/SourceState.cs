using FinOpsAI.Core.Ports;

namespace FinOpsAI.Core.Sources;

/// <summary>Why a source could not be read, in kinds that call for different answers.</summary>
public enum SourceFaultCode
{
    /// <summary>A setting is missing or makes no sense: somebody must mend it.</summary>
    Settings,

    /// <summary>The key is wrong or expired (401).</summary>
    Unauthorized,

    /// <summary>The key has no right to this (403), or what is asked for does not exist (404).</summary>
    Forbidden,

    /// <summary>Asked too often (429).</summary>
    RateLimited,

    /// <summary>The provider failed or cannot be reached (5xx, network, time-out).</summary>
    Unavailable,

    /// <summary>The answer is cut off or not of the format: the provider changed it, or something stands in between.</summary>
    BadAnswer,
}

/// <summary>The last thing that went wrong with a source.</summary>
/// <param name="Code">What kind of fault.</param>
/// <param name="Message">A sentence for people; never holds a secret.</param>
/// <param name="At">UTC.</param>
public sealed record SourceFault(SourceFaultCode Code, string Message, DateTimeOffset At);

/// <summary>A backfill that somebody asked for.</summary>
/// <param name="From">Inclusive, UTC.</param>
/// <param name="To">Exclusive, UTC.</param>
/// <param name="CoveredUntil">Everything before it has been taken.</param>
/// <param name="Records">Records read so far.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="FinishedAt">UTC; null while it runs.</param>
/// <param name="Cursor">The connector's own place in it.</param>
public sealed record SourceBackfill(
    DateTimeOffset From, DateTimeOffset To, DateTimeOffset CoveredUntil, long Records, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt,
    string? Cursor);

/// <summary>What a source gave on one UTC day of reading.</summary>
/// <param name="Day">The day.</param>
/// <param name="Accepted">New records.</param>
/// <param name="Restated">Records whose figures changed.</param>
/// <param name="Retracted">Records that the provider no longer reports.</param>
/// <param name="Unchanged">Records read again as they were.</param>
/// <param name="Rejected">Rows that could not be used.</param>
public sealed record SourceDay(DateOnly Day, long Accepted, long Restated, long Retracted, long Unchanged, long Rejected);

/// <summary>How far a source has been read, and how it went. Written after each batch that the ledger took.</summary>
public sealed record SourceState
{
    /// <summary>The source's id.</summary>
    public required string Id { get; init; }

    /// <summary>The connector's own place, such as the files it has taken; null at first.</summary>
    public string? Cursor { get; init; }

    /// <summary>Everything before it has been taken at least once, UTC; null at first.</summary>
    public DateTimeOffset? CoveredUntil { get; init; }

    /// <summary>The newest charge period read, UTC: now minus this is the lag.</summary>
    public DateTimeOffset? NewestRecordAt { get; init; }

    /// <summary>When it was last read, UTC.</summary>
    public DateTimeOffset? LastRunAt { get; init; }

    /// <summary>When it was last read to the end, UTC.</summary>
    public DateTimeOffset? LastSuccessAt { get; init; }

    /// <summary>When it is read next, UTC; null is now.</summary>
    public DateTimeOffset? NextRunAt { get; init; }

    /// <summary>Failures since the last success.</summary>
    public int Failures { get; init; }

    /// <summary>The last failure; null after a success.</summary>
    public SourceFault? LastFault { get; init; }

    /// <summary>The last backfill; null when none was asked for.</summary>
    public SourceBackfill? Backfill { get; init; }

    /// <summary>Counts the readings: what a later one says about a window replaces what an earlier one said.</summary>
    public long Generation { get; init; }

    /// <summary>All records ever taken from it.</summary>
    public long Records { get; init; }

    /// <summary>What it gave on the last days, oldest first, days without a read left out.</summary>
    public IReadOnlyList<SourceDay> Days { get; init; } = [];

    /// <summary>The last rows that could not be used, newest last.</summary>
    public IReadOnlyList<UsageError> Errors { get; init; } = [];
}
