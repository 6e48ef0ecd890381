using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Attribution;

/// <summary>What a job does.</summary>
public enum AttributionJobKind
{
    /// <summary>Says what proposed rules would move, and changes nothing.</summary>
    Preview = 0,

    /// <summary>Restates the records of a time by the rules in use.</summary>
    Apply = 1,
}

/// <summary>How far a job is.</summary>
public enum AttributionJobState
{
    /// <summary>Waits for the one before it.</summary>
    Waiting = 0,

    /// <summary>Goes on.</summary>
    Running = 1,

    /// <summary>Finished.</summary>
    Done = 2,

    /// <summary>Gave up; <see cref="AttributionJob.Fault"/> says why. What it restated stays; applying once more does the rest.</summary>
    Failed = 3,

    /// <summary>Stopped by somebody.</summary>
    Cancelled = 4,
}

/// <summary>Spend that rules move from one place to another, in one month.</summary>
/// <param name="Month">First UTC day of the month of the charge period.</param>
/// <param name="Rule">Id of the rule that takes it; null when it goes back to where its sender put it.</param>
/// <param name="From">Key of the project's scope it is in now; null for the rest of a long list.</param>
/// <param name="To">Key of the project's scope it would be in; the same as <paramref name="From"/> when only resource, experiment, feature or customer
/// change; null for the rest of a long list.</param>
/// <param name="Cost">Reporting currency.</param>
/// <param name="Records">Records.</param>
public sealed record AttributionMove(DateOnly Month, string? Rule, string? From, string? To, CostAmounts Cost, long Records);

/// <summary>What one rule places, moved or not.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Name">The rule's name.</param>
/// <param name="Cost">Cost of all records that it places.</param>
/// <param name="Records">Those records.</param>
/// <param name="MovedCost">Cost of those among them that are elsewhere now.</param>
/// <param name="MovedRecords">Those records.</param>
public sealed record RuleEffect(string Rule, string Name, CostAmounts Cost, long Records, CostAmounts MovedCost, long MovedRecords);

/// <summary>What a preview found, or what applying did.</summary>
/// <param name="Records">Records looked at.</param>
/// <param name="Cost">Their cost.</param>
/// <param name="Moved">Records that move, or moved.</param>
/// <param name="MovedCost">Their cost.</param>
/// <param name="Moves">By month, rule and place, dearest first; at most 1,000, the last then being the rest.</param>
/// <param name="Rules">Every rule, in order.</param>
public sealed record AttributionEffect(
    long Records, CostAmounts Cost, long Moved, CostAmounts MovedCost, IReadOnlyList<AttributionMove> Moves, IReadOnlyList<RuleEffect> Rules);

/// <summary>A preview or an application of rules, and how far it is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it does.</param>
/// <param name="By">Who asked for it.</param>
/// <param name="AskedAt">UTC.</param>
/// <param name="From">Inclusive start of charge periods, UTC.</param>
/// <param name="To">Exclusive end, UTC.</param>
/// <param name="Version">The version of the rules; null for proposed ones.</param>
public sealed record AttributionJob(
    string Id, AttributionJobKind Kind, string By, DateTimeOffset AskedAt, DateTimeOffset From, DateTimeOffset To, int? Version)
{
    /// <summary>How far it is.</summary>
    public AttributionJobState State { get; init; }

    /// <summary>Records looked at so far.</summary>
    public long RecordsRead { get; init; }

    /// <summary>About how many there are to look at.</summary>
    public long RecordsTotal { get; init; }

    /// <summary>When it ended, UTC; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What it found or did; null before it is done.</summary>
    public AttributionEffect? Effect { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Fault { get; init; }
}
