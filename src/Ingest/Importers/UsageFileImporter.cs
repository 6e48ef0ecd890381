using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers;

/// <summary>Files of usage API records: a JSON array, or one record a line.</summary>
public sealed class UsageFileImporter(UsageBodyReader reader) : IUsageImporter
{
    /// <inheritdoc />
    public string Format => "usage";

    /// <inheritdoc />
    public string Description => "Records of POST /api/v1/usage: a JSON array, or one JSON object a line";

    /// <inheritdoc />
    public bool Sniff(ImportProbe probe) => probe.FirstLine.TrimStart() is ['{' or '[', ..];

    /// <inheritdoc />
    public IAsyncEnumerable<UsageParseItem> ReadAsync(Stream stream, ImportContext context, CancellationToken cancellationToken = default) =>
        reader.ReadAsync(stream, new(), cancellationToken);
}
