namespace FinOpsAI.Core.Domain;

/// <summary>What a detector saw.</summary>
public enum AnomalyKind
{
    /// <summary>Nothing unusual.</summary>
    None = 0,

    /// <summary>Spend far above what the hour or day usually costs.</summary>
    Spike = 1,

    /// <summary>Spend moved to another level and stays there: a model switch, a price change, a new deployment.</summary>
    LevelShift = 2,

    /// <summary>A whole day at a multiple of the days before it.</summary>
    DaySurge = 3,

    /// <summary>The last minutes burn faster than the scope's own distribution or its budget allows.</summary>
    BurnRate = 4,

    /// <summary>The daily total creeps up day after day.</summary>
    Leak = 5,

    /// <summary>Data stopped. The spend is unknown, not zero.</summary>
    Silence = 6,

    /// <summary>Spend far below what is usual, though data arrives.</summary>
    Drop = 7,

    /// <summary>The usual noise is gone: one amount again and again, as from a meter that is stuck.</summary>
    Flatline = 8,

    /// <summary>A provider's bill and the usage behind it differ by more than they usually do.</summary>
    BillDrift = 9,
}

/// <summary>How much an anomaly matters, by its cost so far and its pace.</summary>
public enum Severity
{
    /// <summary>For the record.</summary>
    Low = 0,

    /// <summary>Look at it today.</summary>
    Medium = 1,

    /// <summary>Look at it this hour.</summary>
    High = 2,

    /// <summary>Look at it now.</summary>
    Critical = 3,
}

/// <summary>The life of an anomaly.</summary>
public enum AnomalyState
{
    /// <summary>Going on.</summary>
    Open = 0,

    /// <summary>Over: spend is back in its band, or the new level is accepted.</summary>
    Closed = 1,

    /// <summary>A restatement took its cause away.</summary>
    Retracted = 2,
}

/// <summary>An episode in which one scope's spend left its band. Amounts in the reporting currency.</summary>
/// <param name="Id">Derived from scope, clock, kind and start, so that a replay finds the same one.</param>
/// <param name="Scope">Where it was seen.</param>
/// <param name="Kind">What was seen.</param>
/// <param name="State">Whether it goes on.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Clock">The bucket length it was seen on.</param>
/// <param name="Start">Start of the first bucket, UTC.</param>
/// <param name="End">End of the last bucket so far, UTC, exclusive.</param>
/// <param name="Actual">Spend between start and end.</param>
/// <param name="Expected">Spend that was expected between start and end.</param>
/// <param name="Lower">Lower edge of the band over the same time.</param>
/// <param name="Upper">Upper edge of the band over the same time.</param>
/// <param name="Score">0 to 1; the largest of its buckets.</param>
/// <param name="IncidentId">The incident that collects this cause's anomalies across scopes; null until it is correlated.</param>
public sealed record Anomaly(
    string Id,
    ScopePath Scope,
    AnomalyKind Kind,
    AnomalyState State,
    Severity Severity,
    Granularity Clock,
    DateTimeOffset Start,
    DateTimeOffset End,
    decimal Actual,
    decimal Expected,
    decimal Lower,
    decimal Upper,
    double Score,
    string? IncidentId)
{
    /// <summary>What within the scope it is about, such as a bill's provider and model; null where the scope says it all.</summary>
    public string? Detail { get; init; }

    /// <summary>Spend above (or, negative, below) what was expected.</summary>
    public decimal Excess => Actual - Expected;
}
