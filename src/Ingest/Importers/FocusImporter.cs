using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers;

/// <summary>
/// FOCUS cost and usage files, versions 1.0 to 1.4, as CSV (<c>docs/importing.md</c>). Columns are found by name; those that a provider
/// leaves out may be missing, save for the period, the currency and a cost.
/// </summary>
public sealed class FocusImporter(CsvImport csv) : IUsageImporter
{
    /// <inheritdoc />
    public string Format => "focus";

    /// <inheritdoc />
    public string Description => "FOCUS 1.0-1.4 CSV; --team-tag and --project-tag name the tags that hold team and project";

    /// <inheritdoc />
    public bool Sniff(ImportProbe probe)
    {
        var header = CsvHeader.Of(probe.FirstLine);
        return header.Has("ChargePeriodStart") && header.Find("EffectiveCost", "BilledCost") >= 0;
    }

    /// <inheritdoc />
    public IAsyncEnumerable<UsageParseItem> ReadAsync(Stream stream, ImportContext context, CancellationToken cancellationToken = default) =>
        csv.ReadAsync(stream, context, header => new FocusMapping(header, context, csv.Names, csv.MaxTags, csv.KnowsModel), cancellationToken);
}
