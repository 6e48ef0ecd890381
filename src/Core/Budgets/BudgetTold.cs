namespace FinOpsAI.Core.Budgets;

/// <summary>What was told about a budget in one of its periods.</summary>
/// <param name="Budget">The budget's id.</param>
/// <param name="Period">The period's key.</param>
/// <param name="Told">Thresholds in per cent, such as <c>80</c>, and <c>forecast</c>.</param>
public sealed record BudgetTold(string Budget, string Period, IReadOnlyList<string> Told)
{
    /// <summary>It was told that the period is over. A word on a total after its end opens it again.</summary>
    public bool IsClosed { get; init; }
}
