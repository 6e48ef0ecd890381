using System.IO.Compression;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Usage;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest;

/// <summary>The way of an HTTP body: decompressed up to a limit, read, priced, and into the ledger.</summary>
public sealed class UsageReceiver(UsageBodyReader reader, UsageIngest ingest, IOptions<IngestOptions> options) : IUsageReceiver
{
    /// <inheritdoc />
    public async Task<UsageReceipt> ReceiveAsync(Stream body, bool isGzip, string? contentType, CancellationToken cancellationToken)
    {
        var content = isGzip ? new GZipStream(body, CompressionMode.Decompress, leaveOpen: true) : body;
        await using var limited = new LimitedStream(content, options.Value.MaxBodyBytes);
        var result = await ingest.RunAsync(
            reader.ReadAsync(limited, new(UsageReadOptions.FormatOf(contentType)), cancellationToken), cancellationToken: cancellationToken);
        return new(
            result.Accepted,
            result.Restated,
            result.Duplicates,
            result.Rejected,
            result.Unpriced,
            result.Errors,
            result.Stop switch
            {
                ReadStop.None => UsageBodyState.Complete,
                ReadStop.TooLarge => UsageBodyState.TooLarge,
                _ => UsageBodyState.Broken,
            });
    }
}
