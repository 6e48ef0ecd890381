using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers;

/// <summary>
/// Any CSV whose columns are named like the fields of the usage API, or are mapped to them with <c>--map field=column,…</c>.
/// </summary>
public sealed class CsvImporter(CsvImport csv) : IUsageImporter
{
    /// <inheritdoc />
    public string Format => "csv";

    /// <inheritdoc />
    public string Description => "Any CSV; --map field=column,… where columns are not named like the API's fields, --delimiter, --decimal-comma";

    /// <inheritdoc />
    public bool Sniff(ImportProbe probe) => CsvMapping.LooksLikeHeader(CsvHeader.Of(probe.FirstLine));

    /// <inheritdoc />
    public IAsyncEnumerable<UsageParseItem> ReadAsync(Stream stream, ImportContext context, CancellationToken cancellationToken = default) =>
        csv.ReadAsync(stream, context, header => new CsvMapping(header, context, csv.Names), cancellationToken);
}
