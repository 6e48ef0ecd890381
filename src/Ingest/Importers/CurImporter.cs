using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers;

/// <summary>AWS Cost and Usage Reports as CSV: CUR 2.0 and the older report (<c>docs/importing.md</c>).</summary>
public sealed class CurImporter(CsvImport csv) : IUsageImporter
{
    /// <inheritdoc />
    public string Format => "cur";

    /// <inheritdoc />
    public string Description =>
        "AWS Cost and Usage Report, 2.0 or older, as CSV; --team-tag and --project-tag name the tags that hold team and project";

    /// <inheritdoc />
    public bool Sniff(ImportProbe probe) => new CurHeader(CsvHeader.Of(probe.FirstLine)).Find("line_item_usage_start_date") >= 0;

    /// <inheritdoc />
    public IAsyncEnumerable<UsageParseItem> ReadAsync(Stream stream, ImportContext context, CancellationToken cancellationToken = default) =>
        csv.ReadAsync(stream, context, header => new CurMapping(header, context, csv.Names, csv.MaxTags), cancellationToken);
}
