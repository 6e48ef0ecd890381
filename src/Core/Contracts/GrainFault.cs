namespace FinOpsAI.Core.Contracts;

/// <summary>Why a grain call failed.</summary>
public enum GrainFaultCode
{
    /// <summary>The grain's own code failed; the message says how.</summary>
    Failed,

    /// <summary>The activation was outrun by another one of the same key and has been dropped; the next call reaches a fresh one.</summary>
    Stale,

    /// <summary>The grain could not be activated.</summary>
    ActivationFailed,

    /// <summary>The host is stopping or the silo cannot be reached.</summary>
    Unavailable,

    /// <summary>The mailbox is full and the caller did not wait.</summary>
    Overloaded,

    /// <summary>The call would have come back to a grain that waits for it.</summary>
    Cycle,
}

/// <summary>The one exception type that crosses the grain seam. Expected outcomes are return values, never faults.</summary>
public sealed class GrainFault : Exception
{
    /// <summary>Makes a fault.</summary>
    /// <param name="code">What kind of failure.</param>
    /// <param name="retry">True when the same call may succeed later.</param>
    /// <param name="message">What happened, for a reader of the log.</param>
    /// <param name="inner">The cause, where it is at hand; it does not cross process borders.</param>
    public GrainFault(GrainFaultCode code, bool retry, string message, Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
        Retry = retry;
    }

    /// <summary>What kind of failure.</summary>
    public GrainFaultCode Code { get; }

    /// <summary>True when the same call may succeed later.</summary>
    public bool Retry { get; }
}
