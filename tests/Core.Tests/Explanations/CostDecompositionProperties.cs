using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Explanations;
using FsCheck;
using FsCheck.Fluent;

namespace FinOpsAI.Core.Tests.Explanations;

public sealed class CostDecompositionProperties
{
    private static readonly string[] Models = ["", "gpt-4o", "claude-sonnet-4.5", "gemini-2.5-pro", "없는 모델"];

    [Fact]
    public void Parts_add_up_to_the_change_to_the_last_decimal() => Prop.ForAll<int>(seed =>
    {
        var (before, after) = Periods(new Random(seed));
        var cost = CostDecomposition.Decompose(before, after, Weights);

        cost.Parts.Sum(part => part.Amount).ShouldBe(cost.After - cost.Before);
        cost.Before.ShouldBe(Math.Round(before.Models.Sum(row => row.Cost), 12));
        cost.After.ShouldBe(Math.Round(after.Models.Sum(row => row.Cost), 12));
        cost.Parts.ShouldAllBe(part => part.Amount != 0);
        cost.Parts.Select(part => part.Factor).ShouldBeUnique();
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Exchanging_the_periods_turns_the_sign_of_every_part() => Prop.ForAll<int>(seed =>
    {
        var (before, after) = Periods(new Random(seed));
        var forth = CostDecomposition.Decompose(before, after, Weights).Parts.ToDictionary(part => part.Factor, part => part.Amount);
        var back = CostDecomposition.Decompose(after, before, Weights).Parts.ToDictionary(part => part.Factor, part => part.Amount);

        foreach (var factor in forth.Keys.Union(back.Keys))
        {
            (forth.GetValueOrDefault(factor) + back.GetValueOrDefault(factor)).ShouldBe(0, 0.00000001m, factor.ToString());
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void A_period_like_the_other_has_no_parts() => Prop.ForAll<int>(seed =>
    {
        var (before, _) = Periods(new Random(seed));
        CostDecomposition.Decompose(before, before, Weights).Parts.ShouldBeEmpty();
    }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Costs_in_another_unit_of_money_scale_every_part() => Prop.ForAll<int>(seed =>
    {
        var (before, after) = Periods(new Random(seed));
        var plain = CostDecomposition.Decompose(before, after, Weights).Parts.ToDictionary(part => part.Factor, part => part.Amount);
        var large = CostDecomposition.Decompose(Times(before, 1_300), Times(after, 1_300), Weights).Parts.ToDictionary(part => part.Factor, part => part.Amount);
        foreach (var factor in plain.Keys.Union(large.Keys))
        {
            large.GetValueOrDefault(factor).ShouldBe(1_300 * plain.GetValueOrDefault(factor), 0.000001m);
        }
    }).Check(Config.QuickThrowOnFailure);

    internal static TokenWeights? Weights(string model) => model switch
    {
        "gpt-4o" => new(1, 0.5m, 4),
        "claude-sonnet-4.5" => new(1, 0.1m, 5),
        _ => null,
    };

    /// <summary>Two periods with anything in them: models that come and go, no requests, credits, records without a price, failed calls, huge figures.</summary>
    private static (PeriodCosts Before, PeriodCosts After) Periods(Random random)
    {
        var hasFailed = random.Next(2) == 0;
        PeriodCosts One()
        {
            var models = Models.Where(_ => random.Next(3) > 0).Select(model => Row(model, random)).ToList();
            return new(models)
            {
                Failed = hasFailed || random.Next(4) == 0
                    ? [.. models.Where(_ => random.Next(2) == 0).Select(row => new ModelCost(row.Model, row.Cost / 7, Part(row.Usage, 7)))]
                    : null,
            };
        }

        return (One(), One());
    }

    private static ModelCost Row(string model, Random random)
    {
        decimal Figure(int most) => random.Next(4) switch
        {
            0 => 0,
            1 => random.Next(most),
            2 => Math.Round((decimal)(random.NextDouble() * most), random.Next(12)),
            _ => random.NextInt64(most * 1_000L),
        };

        var cost = random.Next(6) switch
        {
            0 => 0,
            1 => -Figure(1_000),
            2 => (decimal)random.NextDouble() * 1_000_000m,
            _ => Figure(100_000),
        };
        var usage = random.Next(5) switch
        {
            0 => default,
            1 => new UsageTotals(0, 0, 0, 0, Figure(1_000)),
            2 => new(Figure(1_000_000), Figure(1_000_000), Figure(100_000), 0, 0),
            3 => new(0, 0, 0, Figure(100_000), 0),
            _ => new UsageTotals(Figure(1_000_000), Figure(1_000_000), Figure(100_000), Figure(100_000), 0),
        };
        return new(model, cost, random.Next(20) == 0 ? -usage : usage);
    }

    private static UsageTotals Part(UsageTotals usage, decimal of) => new(
        usage.InputTokens / of, usage.CachedTokens / of, usage.OutputTokens / of, usage.Requests / of, usage.GpuHours / of);

    private static PeriodCosts Times(PeriodCosts period, decimal factor)
    {
        ModelCost[] All(IReadOnlyList<ModelCost> rows) => [.. rows.Select(row => row with { Cost = row.Cost * factor })];
        return new(All(period.Models)) { Failed = period.Failed is null ? null : All(period.Failed) };
    }
}
