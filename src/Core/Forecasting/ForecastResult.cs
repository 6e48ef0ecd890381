namespace FinOpsAI.Core.Forecasting;

/// <summary>The quantiles of one future bucket, or of a sum of buckets. Never negative, never NaN.</summary>
/// <param name="P025">Lower end of the 95 % interval.</param>
/// <param name="P10">Lower end of the 80 % interval.</param>
/// <param name="P50">Median.</param>
/// <param name="P90">Upper end of the 80 % interval.</param>
/// <param name="P975">Upper end of the 95 % interval.</param>
/// <param name="Mean">Expected value.</param>
public readonly record struct Quantiles(double P025, double P10, double P50, double P90, double P975, double Mean)
{
    /// <summary>Each quantile, but none below the same one of another forecast.</summary>
    internal Quantiles AtLeast(Quantiles other) => new(
        Math.Max(P025, other.P025),
        Math.Max(P10, other.P10),
        Math.Max(P50, other.P50),
        Math.Max(P90, other.P90),
        Math.Max(P975, other.P975),
        Math.Max(Mean, other.Mean));
}

/// <summary>How a forecaster did on this series' own past, measured out of sample from rolling origins.</summary>
/// <param name="Origins">How many origins were scored; 0 when the history was too short.</param>
/// <param name="Wape">Sum of absolute errors over sum of actuals; NaN without origins.</param>
/// <param name="Mase">Mean absolute error over the in-sample seasonal-naive error; NaN without origins.</param>
/// <param name="Coverage80">Share of actuals inside the 80 % interval (nominal 0.80); NaN without origins.</param>
/// <param name="Coverage95">Share of actuals inside the 95 % interval (nominal 0.95); NaN without origins.</param>
/// <param name="Grade">
/// FinOps Foundation forecast-variance level by <paramref name="Wape"/>: <c>run</c> up to 12 %, <c>walk</c> up to 15 %,
/// <c>crawl</c> up to 20 %, else <c>none</c>.
/// </param>
public sealed record ForecastRecord(int Origins, double Wape, double Mase, double Coverage80, double Coverage95, string Grade);

/// <summary>A forecast of one series, or the reason why there is none.</summary>
/// <param name="Method">The members that made it, for display, such as <c>median(ar, ssa, profile)</c>; empty when there is none.</param>
/// <param name="Steps">One per future bucket, in order; empty when there is no forecast.</param>
/// <param name="Totals">
/// <c>Totals[k]</c> holds the quantiles of the sum of the first k+1 buckets, from summed paths; as long as <paramref name="Steps"/>.
/// </param>
/// <param name="Record">The method's record on this series.</param>
/// <param name="Reason">A code saying why there is no forecast, such as <c>history_too_short</c>; null when there is one.</param>
public sealed record ForecastResult(
    string Method,
    IReadOnlyList<Quantiles> Steps,
    IReadOnlyList<Quantiles> Totals,
    ForecastRecord Record,
    string? Reason);
