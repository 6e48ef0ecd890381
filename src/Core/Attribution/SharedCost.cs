using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Attribution;

/// <summary>How a shared cost is divided among its targets.</summary>
public enum ShareMethod
{
    /// <summary>Each target the same.</summary>
    Even = 0,

    /// <summary>By the targets' stated shares.</summary>
    Fixed = 1,

    /// <summary>In proportion to what each target used on the day.</summary>
    Proportional = 2,
}

/// <summary>What is measured for a proportional division: the targets' own figures of the UTC day, before any sharing.</summary>
public enum ShareDriver
{
    /// <summary>Input, cached and output tokens.</summary>
    Tokens = 0,

    /// <summary>Requests.</summary>
    Requests = 1,

    /// <summary>GPU seconds.</summary>
    GpuSeconds = 2,

    /// <summary>Effective cost; a negative one counts as 0.</summary>
    DirectCost = 3,
}

/// <summary>What happens on a day on which no target has any of the driver.</summary>
public enum ShareFallback
{
    /// <summary>The cost stays where it arose, and is shown so.</summary>
    Stay = 0,

    /// <summary>It is divided evenly.</summary>
    Even = 1,
}

/// <summary>Where a shared cost arises.</summary>
/// <param name="Scope">A team, project or resource, with all below it.</param>
/// <param name="Provider">Only cost of this provider; null for all.</param>
/// <param name="Model">Only cost of this model; null for all.</param>
public sealed record SharedOrigin(ScopePath Scope, string? Provider = null, string? Model = null);

/// <summary>Who takes a part.</summary>
/// <param name="Scope">A team or project.</param>
/// <param name="Share">Its share for <see cref="ShareMethod.Fixed"/>, above 0, in any unit: 1 and 3 are a quarter and three quarters.</param>
public sealed record SharedTarget(ScopePath Scope, decimal? Share = null);

/// <summary>
/// A cost that several share, divided anew for each UTC day. The parts add up to the origin to the last decimal, for each status and each of the three
/// cost columns. Nothing of the ledger changes: the division is shown in showback and exported with FOCUS columns Allocated*.
/// </summary>
/// <param name="Id">Unique; FOCUS AllocatedMethodId.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Origin">What is divided.</param>
/// <param name="Method">How.</param>
public sealed record SharedCost(string Id, string Name, SharedOrigin Origin, ShareMethod Method)
{
    /// <summary>What is measured; needed for <see cref="ShareMethod.Proportional"/> alone.</summary>
    public ShareDriver? Driver { get; init; }

    /// <summary>Who takes a part; empty for every team that has records outside the origin on the day, but those of <see cref="Except"/>.</summary>
    public IReadOnlyList<SharedTarget> Targets { get; init; } = [];

    /// <summary>Teams that take no part when all others do. A team that is the origin, and what is unattributed, never do then.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>What happens on a day without any of the driver.</summary>
    public ShareFallback Fallback { get; init; }

    /// <summary>First UTC day; null for all before.</summary>
    public DateOnly? EffectiveFrom { get; init; }

    /// <summary>The UTC day after the last; null for all to come.</summary>
    public DateOnly? EffectiveUntil { get; init; }

    /// <summary>Whether it holds on a day.</summary>
    public bool HoldsOn(DateOnly day) => (EffectiveFrom is null || day >= EffectiveFrom) && (EffectiveUntil is null || day < EffectiveUntil);
}
