namespace FinOpsAI.Ingest.Pricing;

/// <summary>Where a price is from, for a reader.</summary>
/// <param name="Source">Where it is published, or <c>FinOpsAI:Prices</c> for one's own.</param>
/// <param name="Checked">When it was last held against the source, or of which day the file is; null when nobody knows.</param>
/// <param name="From">Since when it holds, inclusive, UTC; null since ever.</param>
public sealed record PriceOrigin(string Source, DateOnly? Checked, DateTimeOffset? From);
