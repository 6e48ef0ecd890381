using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Attribution;

/// <summary>Cost that a shared cost takes away from a place or brings to one, on one UTC day.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Shared">Id of the shared cost.</param>
/// <param name="Scope">Where it is taken away (the origin or a place below it), or the target to which it comes.</param>
/// <param name="Provider">The provider, as at the origin.</param>
/// <param name="Model">The model, as at the origin; empty where none is involved.</param>
/// <param name="Status">How sure the amounts are, as at the origin.</param>
/// <param name="Cost">Below 0 where cost is taken away, above where it comes; the other way round for credits.</param>
/// <param name="Ratio">The target's share, 0 to 1; null where cost is taken away.</param>
/// <param name="Quantity">What the target used of the driver; null where nothing was measured.</param>
public sealed record AllocationLine(
    DateOnly Day, string Shared, ScopePath Scope, string Provider, string Model, CostStatus Status, CostAmounts Cost, decimal? Ratio, decimal? Quantity)
{
    /// <summary>True where cost is taken away.</summary>
    public bool IsOut => Ratio is null;
}

/// <summary>Why a shared cost was not divided on a day.</summary>
public enum StayReason
{
    /// <summary>No target had any of the driver.</summary>
    NoDriver = 0,

    /// <summary>There was no target: no team but those left out had a record.</summary>
    NoTargets = 1,
}

/// <summary>A shared cost that stayed where it arose on a day.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Shared">Id of the shared cost.</param>
/// <param name="Reason">Why.</param>
/// <param name="Cost">What stayed.</param>
public sealed record SharedStay(DateOnly Day, string Shared, StayReason Reason, CostAmounts Cost);

/// <summary>How the shared costs of one UTC day were divided.</summary>
/// <param name="Lines">They add up to nothing at all: what is taken away comes somewhere.</param>
/// <param name="Stays">What was not divided.</param>
public sealed record SharedDay(IReadOnlyList<AllocationLine> Lines, IReadOnlyList<SharedStay> Stays);
