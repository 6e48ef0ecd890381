namespace FinOpsAI.Core.Ports;

/// <summary>
/// The store could not be reached or could not answer: nothing is known about what was asked. It is never the same as "nothing there".
/// What a failed write meant to do has either happened wholly or not at all; repeating it is safe.
/// </summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened; holds no password.</param>
    /// <param name="retry">True when the same call may succeed later without anybody changing the configuration.</param>
    /// <param name="inner">What the driver said.</param>
    public StoreUnavailableException(string message, bool retry, Exception? inner = null)
        : base(message, inner) => Retry = retry;

    /// <summary>True when the same call may succeed later without anybody changing the configuration.</summary>
    public bool Retry { get; }
}
