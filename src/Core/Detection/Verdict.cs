using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Detection;

/// <summary>What the detectors of a scope say about one bucket.</summary>
/// <param name="Kind">What was seen; <see cref="AnomalyKind.None"/> when nothing was.</param>
/// <param name="Score">0 to 1, calibrated: comparable between scopes.</param>
/// <param name="Expected">What the bucket was expected to cost; NaN while the detectors are still learning.</param>
/// <param name="Lower">Lower edge of the band; NaN while learning. Never below 0.</param>
/// <param name="Upper">Upper edge of the band; NaN while learning.</param>
public readonly record struct Verdict(AnomalyKind Kind, double Score, double Expected, double Lower, double Upper)
{
    /// <summary>True when a kind was seen.</summary>
    public bool IsAnomaly => Kind != AnomalyKind.None;

    /// <summary>What a detector says before it has learnt enough.</summary>
    public static Verdict Learning { get; } = new(AnomalyKind.None, 0, double.NaN, double.NaN, double.NaN);
}
