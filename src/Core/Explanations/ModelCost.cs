using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Explanations;

/// <summary>What one model cost in a period, and the usage behind it.</summary>
/// <param name="Model">The model; empty where none is involved.</param>
/// <param name="Cost">Effective cost, reporting currency.</param>
/// <param name="Usage">Tokens, requests, GPU hours.</param>
public sealed record ModelCost(string Model, decimal Cost, UsageTotals Usage);

/// <summary>A period's cost by model.</summary>
/// <param name="Models">Each model once; its failed calls included.</param>
public sealed record PeriodCosts(IReadOnlyList<ModelCost> Models)
{
    /// <summary>What of it were calls that failed, by model; null when that was not measured.</summary>
    public IReadOnlyList<ModelCost>? Failed { get; init; }
}

/// <summary>What kinds of tokens cost relative to each other; only their proportions matter.</summary>
/// <param name="Input">An uncached input token.</param>
/// <param name="Cached">A token read from or written to a cache.</param>
/// <param name="Output">An output token.</param>
public readonly record struct TokenWeights(decimal Input, decimal Cached, decimal Output)
{
    /// <summary>All alike: for models whose prices nobody knows.</summary>
    public static TokenWeights Equal { get; } = new(1, 1, 1);
}
