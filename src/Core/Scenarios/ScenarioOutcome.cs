using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Scenarios;

/// <summary>What a scenario does to the traffic of its baseline.</summary>
/// <param name="Before">The traffic as it was.</param>
/// <param name="After">The traffic as it would have been.</param>
/// <param name="Effects">What each driver does; they add up to the difference of the costs to the last decimal. Largest first.</param>
/// <param name="Models">By provider and model, the dearest after first.</param>
/// <param name="NotReplayed">EffectiveCost of what cannot be priced again and only grows with users and requests.</param>
/// <param name="Ratios">Cost after by cost before, for each day to come.</param>
/// <param name="Assumptions">Codes of what is taken for granted.</param>
public sealed record ScenarioOutcome(
    TrafficFigures Before,
    TrafficFigures After,
    IReadOnlyList<ScenarioEffect> Effects,
    IReadOnlyList<ScenarioModel> Models,
    decimal NotReplayed,
    DayRatios Ratios,
    IReadOnlyList<string> Assumptions);

/// <summary>Figures of some traffic.</summary>
/// <param name="Cost">EffectiveCost, rounded to <see cref="ExactShares.Decimals"/>.</param>
/// <param name="Usage">Usage.</param>
/// <param name="CacheHitRate">The part of all text input tokens read from a cache; null without any.</param>
/// <param name="BatchShare">The part of the tokens that could be batched that goes in batches; null when none could.</param>
public sealed record TrafficFigures(decimal Cost, UsageTotals Usage, decimal? CacheHitRate, decimal? BatchShare);

/// <summary>One model in a scenario.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Model">The model; empty where none is involved.</param>
/// <param name="CostBefore">EffectiveCost.</param>
/// <param name="CostAfter">EffectiveCost.</param>
/// <param name="RequestsBefore">Requests.</param>
/// <param name="RequestsAfter">Requests.</param>
public sealed record ScenarioModel(
    string Provider, string Model, decimal CostBefore, decimal CostAfter, decimal RequestsBefore, decimal RequestsAfter);
