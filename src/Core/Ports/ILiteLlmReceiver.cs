namespace FinOpsAI.Core.Ports;

/// <summary>Takes what a LiteLLM proxy reports of its calls from parsing to the ledger.</summary>
public interface ILiteLlmReceiver
{
    /// <summary>Reads calls to the end of <paramref name="body"/>; returns after the ledger's commit. A call counts once.</summary>
    /// <param name="body">LiteLLM's <c>StandardLoggingPayload</c>s: JSON array, single object or NDJSON.</param>
    /// <param name="isGzip">Whether <paramref name="body"/> is to be decompressed.</param>
    /// <param name="contentType">The sender's content type; null when it named none.</param>
    /// <param name="cancellationToken">Stops reading; what was acknowledged stays.</param>
    Task<UsageReceipt> ReceiveAsync(Stream body, bool isGzip, string? contentType, CancellationToken cancellationToken);
}
