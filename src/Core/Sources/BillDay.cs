using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Sources;

/// <summary>What a provider charges for one UTC day, as one source of the bill layer reports it, and what came of holding it against the usage.</summary>
/// <param name="Source">The source's id.</param>
/// <param name="Day">The UTC day.</param>
/// <param name="Lines">The charges; together they are all that the source says about the day.</param>
/// <param name="Settlements">One for each model; empty until the day was settled.</param>
/// <param name="SettledAt">UTC; null until the day was settled.</param>
public sealed record BillDay(
    string Source, DateOnly Day, IReadOnlyList<BillLine> Lines, IReadOnlyList<Settlement> Settlements, DateTimeOffset? SettledAt)
{
    /// <summary>What the day's estimates were when it was settled: when they change, it is settled again.</summary>
    public string? SettledAgainst { get; init; }

    /// <summary>How often it was settled.</summary>
    public long Rounds { get; init; }
}

/// <summary>One charge.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Model">The canonical model; null where the charge names none that is known.</param>
/// <param name="Service">FOCUS ServiceName, or the text of the charge.</param>
/// <param name="Scope">Where it goes when no usage stands against it.</param>
/// <param name="Amount">Effective cost in the reporting currency; negative for credits.</param>
/// <param name="Status">Confirmed, or invoiced.</param>
public sealed record BillLine(string Provider, string? Model, string? Service, ScopePath Scope, decimal Amount, CostStatus Status)
{
    /// <summary>The source's window that the charge came in.</summary>
    public string Window { get; init; } = "";
}

/// <summary>
/// Estimate and bill of one model on one day. Drift is billed minus estimated. Where usage stands against it, its records now carry the billed
/// amount; never both.
/// </summary>
/// <param name="Provider">The provider.</param>
/// <param name="Model">The model; empty for charges that name none.</param>
/// <param name="Estimated">What the usage costs by the price list, reporting currency.</param>
/// <param name="Billed">What the provider charges for it, reporting currency.</param>
/// <param name="Records">Usage records that share the billed amount; 0 when the bill stands alone.</param>
/// <param name="Status">How sure the figure is now.</param>
/// <param name="Normal">The model's usual range of billed / estimated; null while too few days are known.</param>
public sealed record Settlement(
    string Provider, string Model, decimal Estimated, decimal Billed, long Records, CostStatus Status, DriftRange? Normal)
{
    /// <summary>Billed minus estimated.</summary>
    public decimal Drift => Billed - Estimated;

    /// <summary>Billed / estimated; null without an estimate.</summary>
    public double? Ratio => Estimated == 0 ? null : (double)(Billed / Estimated);

    /// <summary>True when the ratio has left the model's own range.</summary>
    public bool IsUnusual => Ratio is { } ratio && Normal is { } normal && (ratio < normal.Lower || ratio > normal.Upper);
}

/// <summary>A range of ratios.</summary>
/// <param name="Lower">Inclusive.</param>
/// <param name="Upper">Inclusive.</param>
public sealed record DriftRange(double Lower, double Upper);
