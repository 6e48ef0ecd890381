namespace FinOpsAI.Core.Domain;

/// <summary>What a scope may spend in a calendar month (UTC), in the reporting currency.</summary>
/// <param name="Scope">Whose budget.</param>
/// <param name="MonthlyAmount">Above 0.</param>
public sealed record Budget(ScopePath Scope, decimal MonthlyAmount);
