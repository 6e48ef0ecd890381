namespace FinOpsAI.Core.Domain;

/// <summary>
/// The three cost metrics of FOCUS in the installation's reporting currency. They are alternatives, never added to each other.
/// </summary>
/// <param name="Effective">EffectiveCost: amortised, what the use is worth; the default metric everywhere.</param>
/// <param name="Billed">BilledCost: what is on the invoice.</param>
/// <param name="List">ListCost: at public prices.</param>
public readonly record struct CostAmounts(decimal Effective, decimal Billed, decimal List)
{
    /// <summary>Adds two amounts metric by metric.</summary>
    public static CostAmounts operator +(CostAmounts a, CostAmounts b) =>
        new(a.Effective + b.Effective, a.Billed + b.Billed, a.List + b.List);

    /// <summary>Turns a charge's amounts into its reversal's.</summary>
    public static CostAmounts operator -(CostAmounts a) => new(-a.Effective, -a.Billed, -a.List);

    /// <summary>Multiplies all three, as an exchange rate does.</summary>
    public static CostAmounts operator *(CostAmounts a, decimal factor) => new(a.Effective * factor, a.Billed * factor, a.List * factor);
}
