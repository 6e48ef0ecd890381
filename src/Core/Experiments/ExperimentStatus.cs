namespace FinOpsAI.Core.Experiments;

/// <summary>How an experiment stands. Amounts in the reporting currency.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="AsOf">UTC.</param>
/// <param name="Estimate">What it was meant to cost.</param>
/// <param name="Cap">What it may cost at most; null without a cap.</param>
/// <param name="Total">What the ledger says; null before the first record.</param>
/// <param name="Held">What open reservations hold.</param>
/// <param name="PerHour">The present pace; 0 when it is over.</param>
/// <param name="PlannedPerHour">The pace that estimate and duration imply.</param>
/// <param name="RunawayFactor">How many times the planned pace is runaway.</param>
public sealed record ExperimentStatus(
    Experiment Experiment,
    DateTimeOffset AsOf,
    decimal Estimate,
    decimal? Cap,
    ExperimentTotal? Total,
    decimal Held,
    decimal PerHour,
    decimal PlannedPerHour,
    decimal RunawayFactor)
{
    /// <summary>Less than this share of the estimate in the last hour is no runaway, however short the experiment was planned.</summary>
    private const decimal MaterialShare = 0.05m;

    /// <summary>
    /// ISO 4217 code of the experiment's currency when no rate from it into the reporting currency is known. Its estimate is then unknown, and 0, its cap
    /// unknown, and null; no share is passed and nothing is told. Null when both are known.
    /// </summary>
    public string? MissingRate { get; init; }

    /// <summary>What it has cost.</summary>
    public decimal Cost => Total?.Cost ?? 0;

    /// <summary>Cost over estimate; 0 while the estimate is unknown.</summary>
    public decimal EstimateShare => MissingRate is null ? Cost / Estimate : 0;

    /// <summary>Cost over cap; null without a cap.</summary>
    public decimal? CapShare => Cost / Cap;

    /// <summary>Hours until the cap at the present pace; 0 when reached; null without a cap or without spend.</summary>
    public double? HoursToCap => HoursTo(Cap);

    /// <summary>Hours until the estimate at the present pace; 0 when reached; null without spend, and while the estimate is unknown.</summary>
    public double? HoursToEstimate => MissingRate is null ? HoursTo(Estimate) : null;

    /// <summary>Whether it spends many times faster than planned: a matter of pace, long before the sum is large.</summary>
    public bool IsRunaway =>
        Experiment.State == ExperimentState.Running && MissingRate is null && PerHour >= RunawayFactor * PlannedPerHour && PerHour >= MaterialShare * Estimate;

    private double? HoursTo(decimal? limit) => limit is not { } amount ? null
        : Cost >= amount ? 0
        : PerHour > 0 ? (double)((amount - Cost) / PerHour) : null;
}
