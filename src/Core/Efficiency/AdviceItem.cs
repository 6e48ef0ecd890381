namespace FinOpsAI.Core.Efficiency;

/// <summary>Ways to spend less.</summary>
public enum AdviceKind
{
    /// <summary>Another model.</summary>
    Model,

    /// <summary>Batches.</summary>
    Batch,

    /// <summary>A higher cache hit rate.</summary>
    Cache,
}

/// <summary>What a model's traffic would have cost otherwise.</summary>
/// <param name="Kind">How.</param>
/// <param name="Provider">The provider whose traffic it is.</param>
/// <param name="Model">The model whose traffic it is.</param>
/// <param name="ToProvider">The provider that would take it; null unless another model is meant.</param>
/// <param name="ToModel">The model that would take it; null likewise.</param>
/// <param name="Cost">EffectiveCost of that traffic.</param>
/// <param name="WouldCost">What it would have cost.</param>
/// <param name="SavingPerMonth">The difference, scaled to 30 days.</param>
/// <param name="Requests">Its requests.</param>
/// <param name="CacheHitRate">The cache hit rate that is taken for granted, 0 to 1; null unless a higher one is meant.</param>
/// <param name="Assumptions">Codes of what is taken for granted.</param>
public sealed record AdviceItem(
    AdviceKind Kind,
    string Provider,
    string Model,
    string? ToProvider,
    string? ToModel,
    decimal Cost,
    decimal WouldCost,
    decimal SavingPerMonth,
    decimal Requests,
    decimal? CacheHitRate,
    IReadOnlyList<string> Assumptions);
