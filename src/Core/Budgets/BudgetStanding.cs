namespace FinOpsAI.Core.Budgets;

/// <summary>What a budget's period has used up and what is left. Amounts in the reporting currency.</summary>
/// <param name="Period">The period's key.</param>
/// <param name="Limit">What may be spent: the amount, an approved increase, what was carried over.</param>
/// <param name="Spent">What the ledger says was spent.</param>
/// <param name="Settled">What settled reservations cost.</param>
/// <param name="Held">What open reservations hold.</param>
public sealed record BudgetStanding(string Period, decimal Limit, decimal Spent, decimal Settled, decimal Held)
{
    /// <summary>
    /// The larger of what the ledger says and what was settled: the same spend is told twice, by the caller at once and by the ledger later, and
    /// counts once.
    /// </summary>
    public decimal Consumed => Math.Max(Spent, Settled);

    /// <summary>Consumed and held.</summary>
    public decimal Used => Consumed + Held;

    /// <summary>What may still be reserved; never below 0.</summary>
    public decimal Left => Math.Max(0, Limit - Used);

    /// <summary>What the ledger says beyond what was settled: traffic that did not pass by the reservations; below 0, what the ledger does not show yet.</summary>
    public decimal Drift => Spent - Settled;
}
