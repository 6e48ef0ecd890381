using FinOpsAI.Core.Ports;

namespace FinOpsAI.Ingest.Usage;

/// <summary>Reads one JSON object of a sender's own shape into a draft. Holds state of one body; not safe to share between threads.</summary>
internal interface IRecordParser
{
    /// <summary>Why the last call returned false.</summary>
    UsageError? Error { get; }

    /// <summary>True when the last failure was broken JSON rather than a wrong value.</summary>
    bool Malformed { get; }

    /// <summary>Where in the object the JSON broke, in bytes; meaningful when <see cref="Malformed"/>.</summary>
    int BrokenAt { get; }

    /// <summary>Reads an object into a cleared draft.</summary>
    bool TryParse(ReadOnlySpan<byte> json, long line, UsageDraft draft);
}
