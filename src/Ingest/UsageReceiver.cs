using System.IO.Compression;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Usage;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest;

/// <summary>The way of an HTTP body: decompressed up to a limit, read, priced, and into the ledger.</summary>
public sealed class UsageReceiver(UsageBodyReader reader, UsageIngest ingest, IOptions<IngestOptions> options) : IUsageReceiver
{
    /// <inheritdoc />
    public Task<UsageReceipt> ReceiveAsync(Stream body, bool isGzip, string? contentType, CancellationToken cancellationToken) => ReceiveAsync(
        body, isGzip, content => reader.ReadAsync(content, new(UsageReadOptions.FormatOf(contentType)), cancellationToken), cancellationToken);

    /// <summary>The same for a body of another shape.</summary>
    internal async Task<UsageReceipt> ReceiveAsync(
        Stream body, bool isGzip, Func<Stream, IAsyncEnumerable<UsageParseItem>> read, CancellationToken cancellationToken)
    {
        var content = isGzip ? new GZipStream(body, CompressionMode.Decompress, leaveOpen: true) : body;
        await using var limited = new LimitedStream(content, options.Value.MaxBodyBytes);
        return (await ingest.RunAsync(read(limited), cancellationToken: cancellationToken)).ToReceipt();
    }
}
