namespace FinOpsAI.Core.Ports;

/// <summary>What an OTLP export carries.</summary>
public enum OtlpSignal
{
    /// <summary>Spans.</summary>
    Traces,

    /// <summary>Data points.</summary>
    Metrics,
}

/// <summary>What became of the body of an OTLP export.</summary>
public enum OtlpBodyState
{
    /// <summary>Read; what is usage is in the ledger.</summary>
    Taken,

    /// <summary>It is not an OTLP export; nothing of it was taken, and sending it again would change nothing.</summary>
    Malformed,

    /// <summary>Longer than allowed after decompression; nothing of it was taken.</summary>
    TooLarge,

    /// <summary>Too many exports are under way; nothing of it was read, and it may be sent again.</summary>
    Busy,
}

/// <summary>What became of an OTLP export.</summary>
/// <param name="State">Whether the body was read.</param>
/// <param name="Rejected">Spans or data points of usage that were refused; what is no usage is not counted.</param>
/// <param name="Message">Why; empty when nothing is wrong.</param>
public sealed record OtlpReceipt(OtlpBodyState State, long Rejected = 0, string Message = "");

/// <summary>Takes an OTLP export from decoding to the ledger.</summary>
public interface IOtlpReceiver
{
    /// <summary>The longest body after decompression, in bytes.</summary>
    long MaxBodyBytes { get; }

    /// <summary>Reads an export and returns after the ledger's commit. A span or data point counts once, however often it is sent.</summary>
    /// <param name="signal">What it carries.</param>
    /// <param name="body">An <c>ExportTraceServiceRequest</c> or <c>ExportMetricsServiceRequest</c>.</param>
    /// <param name="isJson">Whether it is written in OTLP's JSON rather than protobuf.</param>
    /// <param name="isGzip">Whether <paramref name="body"/> is to be decompressed.</param>
    /// <param name="cancellationToken">Stops; sending all again is safe.</param>
    /// <exception cref="StoreUnavailableException">The ledger did not answer; sending all again is safe.</exception>
    Task<OtlpReceipt> ReceiveAsync(OtlpSignal signal, Stream body, bool isJson, bool isGzip, CancellationToken cancellationToken);
}
