namespace FinOpsAI.Core.Ports;

/// <summary>The store cannot be reached or does not answer. Trying again later may help; nothing was half done.</summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What does not answer; never a password.</param>
    /// <param name="inner">What the driver said.</param>
    public StoreUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
