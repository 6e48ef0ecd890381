namespace FinOpsAI.Core.Forecasting;

/// <summary>Factors on the half widths of the bands on the log scale, learnt online; see <see cref="BandCalibration"/>.</summary>
/// <param name="Inner">For P10-P90.</param>
/// <param name="Outer">For P2.5-P97.5.</param>
public readonly record struct BandScale(double Inner, double Outer)
{
    /// <summary>Bands as they are.</summary>
    public static BandScale One { get; } = new(1, 1);
}
