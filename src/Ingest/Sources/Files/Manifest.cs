namespace FinOpsAI.Ingest.Sources.Files;

/// <summary>What a manifest says about one delivery.</summary>
/// <param name="Export">The export that it belongs to, as far as its place shows: deliveries of one export replace each other.</param>
/// <param name="Period">The billing period, such as <c>2026-01</c>.</param>
/// <param name="Format">The importer of its files.</param>
/// <param name="Files">The names of its files, as the manifest writes them: from the store's root, or from the bucket's.</param>
internal sealed record Manifest(string Export, string Period, string Format, IReadOnlyList<string> Files)
{
    /// <summary>How many rows all files together have; null when it does not say.</summary>
    public long? Rows { get; init; }

    /// <summary>When the delivery was made; null where the manifest's own time must do.</summary>
    public DateTimeOffset? MadeAt { get; init; }

    /// <summary>Whether every row is of the billing period, as FOCUS demands.</summary>
    public bool HoldsPeriodAlone { get; init; }
}
