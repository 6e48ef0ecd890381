namespace FinOpsAI.Core.Scenarios;

/// <summary>What a price depends on beside the time.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Model">The model; empty where none is involved.</param>
/// <param name="Tier">The service tier, <c>standard</c> where the records name none.</param>
public readonly record struct TrafficKey(string Provider, string Model, string Tier)
{
    /// <summary>The tier of records that name none.</summary>
    public const string Standard = "standard";

    /// <summary>The tier of batches.</summary>
    public const string Batch = "batch";

    /// <summary>Throughput that is paid by the hour.</summary>
    public const string Provisioned = "provisioned";

    /// <summary>The same model in another tier.</summary>
    public TrafficKey In(string tier) => this with { Tier = tier };
}

/// <summary>How the cost of a row follows the drivers.</summary>
public enum Growth
{
    /// <summary>It is priced again.</summary>
    Priced,

    /// <summary>It cannot be priced, and grows with users and requests.</summary>
    Use,

    /// <summary>It is paid by GPU hours at a price that only the records know: it grows with the hours and their price.</summary>
    GpuHours,

    /// <summary>It is paid by other hours and grows with nothing.</summary>
    Nothing,
}

/// <summary>A model's traffic of one UTC day.</summary>
/// <param name="Key">Which.</param>
/// <param name="Day">The UTC day.</param>
/// <param name="Growth">What its cost follows.</param>
/// <param name="Usage">Quantity by the unit's place in the <see cref="UnitTable"/>.</param>
/// <param name="Cost">What the records really cost: EffectiveCost.</param>
public sealed record TrafficRow(TrafficKey Key, DateOnly Day, Growth Growth, decimal[] Usage, decimal Cost);
