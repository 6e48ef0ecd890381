using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Ingest.Usage;

/// <summary>Why the rest of a body or file was not read.</summary>
public enum ReadStop
{
    /// <summary>It was read to its end.</summary>
    None,

    /// <summary>It is longer than allowed.</summary>
    TooLarge,

    /// <summary>Too many records are malformed; this is not the format it claims to be.</summary>
    TooManyErrors,

    /// <summary>Its compression is broken or it breaks off.</summary>
    Broken,

    /// <summary>Nothing in it can be read: wrong format, a missing header or column, an empty body.</summary>
    Unreadable,
}

/// <summary>What a reader found: a record or the reason why there is none.</summary>
/// <param name="Record">The record; null when there is an error.</param>
/// <param name="Error">The error; null when there is a record.</param>
/// <param name="Stop">Set on the last item when something was left unread.</param>
public readonly record struct UsageParseItem(UsageRecord? Record, UsageError? Error, ReadStop Stop = ReadStop.None)
{
    internal static UsageParseItem Of(UsageRecord record) => new(record, null);

    internal static UsageParseItem Failed(long line, string field, string message) => new(null, new(line, field, message));

    internal static UsageParseItem Stopped(ReadStop stop, long line, string message, string field = "") =>
        new(null, new(line, field, message), stop);
}
