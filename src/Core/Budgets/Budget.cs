using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Budgets;

/// <summary>How long an amount is meant to last. All periods are those of the UTC calendar.</summary>
public enum BudgetPeriod
{
    /// <summary>A day.</summary>
    Day = 1,

    /// <summary>A week from Monday.</summary>
    Week = 2,

    /// <summary>A month.</summary>
    Month = 3,

    /// <summary>A quarter of a year.</summary>
    Quarter = 4,

    /// <summary>Once, between a start and an end: an experiment, a project.</summary>
    Total = 5,
}

/// <summary>What a scope, or an experiment, may spend in each of its periods.</summary>
public sealed record Budget
{
    /// <summary>The shares of the limit that are told without being asked for: half, four fifths, all.</summary>
    public static IReadOnlyList<decimal> UsualThresholds { get; } = [0.5m, 0.8m, 1m];

    /// <summary>How sure the forecast must be before a coming excess is told, without being asked for.</summary>
    public const double UsualForecastProbability = 0.8;

    /// <summary>Unique, for URLs: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Whose spend it limits.</summary>
    public required ScopePath Scope { get; init; }

    /// <summary>The experiment whose spend it limits instead of the scope's; null for the scope.</summary>
    public string? Experiment { get; init; }

    /// <summary>How long the amount is meant to last.</summary>
    public required BudgetPeriod Period { get; init; }

    /// <summary>When a total begins, UTC; null for when it was made. Other periods have none.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>When a total ends, UTC, exclusive; null for open. Other periods have none.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>What may be spent in a period, in <see cref="Currency"/>; above 0.</summary>
    public required decimal Amount { get; init; }

    /// <summary>ISO 4217 code of <see cref="Amount"/>; null for the reporting currency.</summary>
    public string? Currency { get; init; }

    /// <summary>Whether reservations beyond the limit are denied, or only warned about.</summary>
    public required bool IsHard { get; init; }

    /// <summary>Shares of the limit that are told once a period when actual spend passes them, ascending.</summary>
    public required IReadOnlyList<decimal> Thresholds { get; init; }

    /// <summary>From which probability on a coming excess is told, 0 to 1; null for never.</summary>
    public double? ForecastProbability { get; init; }

    /// <summary>Whether what a period leaves is added to the next one.</summary>
    public required bool CarriesOver { get; init; }

    /// <summary>The most that is carried into a period, in <see cref="Currency"/>; null for no bound.</summary>
    public decimal? CarryOverCap { get; init; }

    /// <summary>The team or person who answers for it; null when nobody is named.</summary>
    public string? Owner { get; init; }

    /// <summary>Models that are granted also when nothing is left: names, <c>*</c> for any characters.</summary>
    public required IReadOnlyList<string> FreeModels { get; init; }

    /// <summary>An increase that was approved; null for none.</summary>
    public BudgetIncrease? Increase { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>A scope's soft monthly budget in the reporting currency, with what is usual.</summary>
    public static Budget Monthly(string id, string name, ScopePath scope, decimal amount, DateTimeOffset createdAt) => new()
    {
        Id = id,
        Name = name,
        Scope = scope,
        Period = BudgetPeriod.Month,
        Amount = amount,
        IsHard = false,
        Thresholds = UsualThresholds,
        ForecastProbability = UsualForecastProbability,
        CarriesOver = false,
        FreeModels = [],
        CreatedAt = createdAt,
    };

    /// <summary>The amount that holds at a moment: that of an approved increase until it ends.</summary>
    public decimal AmountAt(DateTimeOffset instant) =>
        Increase is { } increase && (increase.Until is not { } until || instant < until) ? increase.Amount : Amount;

    /// <summary>Whether a model stays usable when nothing is left.</summary>
    public bool IsFree(string? model) => model is { Length: > 0 } && FreeModels.Any(pattern => NamePattern.Fits(pattern, model));
}

/// <summary>A larger amount for a while.</summary>
/// <param name="Amount">In the budget's currency, instead of its amount.</param>
/// <param name="Until">When the old amount holds again, UTC; null for never.</param>
/// <param name="RequestId">The request that was approved.</param>
public sealed record BudgetIncrease(decimal Amount, DateTimeOffset? Until, string RequestId);
