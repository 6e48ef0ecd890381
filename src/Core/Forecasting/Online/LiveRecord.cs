namespace FinOpsAI.Core.Forecasting;

/// <summary>How the forecasts really issued, one to seven days ahead, turned out over the last 90 closed days.</summary>
/// <param name="Days">Closed days.</param>
/// <param name="Forecasts">Forecasts of these days, up to seven each.</param>
/// <param name="Wape">Sum of absolute errors over sum of actuals; NaN when nothing was spent.</param>
/// <param name="Coverage80">Share of actuals inside the P10-P90 that was shown.</param>
/// <param name="Coverage95">Share of actuals inside the P2.5-P97.5 that was shown.</param>
/// <param name="Bias">Sum of forecasts less sum of actuals, over sum of actuals: above 0 is too high; NaN when nothing was spent.</param>
public sealed record LiveRecord(int Days, int Forecasts, double Wape, double Coverage80, double Coverage95, double Bias);
