using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Usage;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest.Push.LiteLlm;

/// <summary>The way of a LiteLLM report: as that of usage records, with a parser of its own.</summary>
public sealed class LiteLlmReceiver(
    UsageReceiver receiver, UsageBodyReader reader, UsageNormalizer normalizer, IOptions<LiteLlmOptions> options) : ILiteLlmReceiver
{
    /// <inheritdoc />
    public Task<UsageReceipt> ReceiveAsync(Stream body, bool isGzip, string? contentType, CancellationToken cancellationToken) =>
        receiver.ReceiveAsync(
            body,
            isGzip,
            content => reader.ReadAsync(
                content,
                new(UsageReadOptions.FormatOf(contentType)),
                new LiteLlmParser(normalizer.Names, options.Value.KeepPersonalData),
                options.Value.MaxCallBytes,
                cancellationToken),
            cancellationToken);
}
