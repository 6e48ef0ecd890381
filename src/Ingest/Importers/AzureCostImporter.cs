using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers;

/// <summary>Azure cost exports as CSV, actual or amortised, of all agreements (<c>docs/importing.md</c>).</summary>
public sealed class AzureCostImporter(CsvImport csv) : IUsageImporter
{
    /// <inheritdoc />
    public string Format => "azure-cost";

    /// <inheritdoc />
    public string Description => "Azure ActualCost or AmortizedCost export as CSV (import one of the two); --team-tag and --project-tag as for focus";

    /// <inheritdoc />
    public bool Sniff(ImportProbe probe)
    {
        var header = CsvHeader.Of(probe.FirstLine);
        return header.Has("MeterName")
            && header.Find("Date", "UsageDate", "UsageDateTime") >= 0
            && header.Find("CostInBillingCurrency", "Cost", "PreTaxCost") >= 0;
    }

    /// <inheritdoc />
    public IAsyncEnumerable<UsageParseItem> ReadAsync(Stream stream, ImportContext context, CancellationToken cancellationToken = default) =>
        csv.ReadAsync(stream, context, header => new AzureCostMapping(header, context, csv.Names, csv.MaxTags), cancellationToken);
}
