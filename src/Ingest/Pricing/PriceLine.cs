namespace FinOpsAI.Ingest.Pricing;

/// <summary>One price as a reader sees it.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Price">Of one.</param>
/// <param name="Tier">The service tier; null is standard.</param>
/// <param name="Above">Holds for requests with more input tokens than this; 0 for all.</param>
/// <param name="Daily">The time of day, UTC, such as <c>16:30-00:30</c>; null for all others.</param>
/// <param name="From">Inclusive, UTC; null since ever.</param>
/// <param name="To">Exclusive, UTC; null open.</param>
public sealed record PriceLine(
    string Unit, decimal Price, string? Tier, long Above, string? Daily, DateTimeOffset? From, DateTimeOffset? To)
{
    /// <summary>What one is counted by: a million of tokens and characters, one of all else.</summary>
    public decimal Per => PriceGathering.IsToken(Unit) || Unit is "character" ? 1_000_000m : 1m;

    /// <summary>The price as it is usually written: of <see cref="Per"/>.</summary>
    public decimal Shown => Price * Per;
}
