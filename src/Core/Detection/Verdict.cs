using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Detection;

/// <summary>What the detectors of a scope say about one bucket.</summary>
/// <param name="Kind">What was seen; <see cref="AnomalyKind.None"/> when nothing was. Stays set while an episode goes on.</param>
/// <param name="Score">
/// 0 to 1, comparable between scopes: on hours and days 0.5 is expected by chance half a time in 30 days. Damped after a strong one, so that a high score
/// is news. Whether it alerts is decided by the false-alert budget.
/// </param>
/// <param name="Expected">What the bucket was expected to cost; NaN while the detectors are still learning.</param>
/// <param name="Lower">Lower edge of the band that holds 99 of 100 buckets; NaN while learning. Never below 0.</param>
/// <param name="Upper">Upper edge of the band; NaN while learning.</param>
public readonly record struct Verdict(AnomalyKind Kind, double Score, double Expected, double Lower, double Upper)
{
    /// <summary>True when a kind was seen.</summary>
    public bool IsAnomaly => Kind != AnomalyKind.None;

    /// <summary>True for the bucket that starts an episode (or a notice): the one to alert on; false for those that continue it.</summary>
    public bool IsOnset { get; init; }

    /// <summary>The part of the bucket's deviation from <see cref="Expected"/> that plans explain, signed; what was judged is the rest.</summary>
    public double Explained { get; init; }

    /// <summary>What a detector says before it has learnt enough.</summary>
    public static Verdict Learning { get; } = new(AnomalyKind.None, 0, double.NaN, double.NaN, double.NaN);
}
