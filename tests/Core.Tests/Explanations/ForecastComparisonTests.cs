using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Explanations;
using FsCheck;
using FsCheck.Fluent;

namespace FinOpsAI.Core.Tests.Explanations;

public sealed class ForecastComparisonTests
{
    private static readonly DateTimeOffset Month = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Parts_add_up_to_the_change_of_the_forecast() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var earlier = Any(random, Month.AddHours(random.Next(0, 400)));
        var later = Any(random, earlier.IssuedAt.AddHours(random.Next(0, 300)));

        var cost = ForecastComparison.Compare(earlier, later);

        cost.Parts.Sum(part => part.Amount).ShouldBe(cost.After - cost.Before);
        cost.Parts.ShouldAllBe(part => part.Amount == part.After - part.Before);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void A_forecast_that_came_true_so_far_and_still_holds_has_no_parts()
    {
        var earlier = Note(10, 1_000, 3_000, 100);
        var later = Note(15, 1_500, 3_000, 100);

        ForecastComparison.Compare(earlier, later).Parts.ShouldBeEmpty();
    }

    [Fact]
    public void Spend_beyond_what_was_foretold_of_that_time_is_named_so()
    {
        var cost = ForecastComparison.Compare(Note(10, 1_000, 3_000, 100), Note(15, 1_900, 3_400, 100));

        cost.Parts.ShouldBe([new(CostFactor.SpentSince, 400, null, 500, 900) { Measure = ExplanationMeasure.Money }]);
    }

    [Fact]
    public void A_new_plan_is_named_and_the_outlook_without_it_is_unchanged()
    {
        var later = Note(15, 1_500, 4_800, 100) with { Plans = [new("run", Month.AddDays(20), Month.AddDays(22), 1_800)] };

        ForecastComparison.Compare(Note(10, 1_000, 3_000, 100), later).Parts
            .ShouldBe([new(CostFactor.Plans, 1_800, null, 0, 1_800) { Measure = ExplanationMeasure.Money }]);
    }

    [Fact]
    public void Of_a_plan_that_reaches_into_the_next_month_only_this_months_share_counts()
    {
        var later = Note(15, 1_500, 4_000, 100) with { Plans = [new("run", Month.AddDays(29), Month.AddDays(31), 2_000)] };

        ForecastComparison.Compare(Note(10, 1_000, 3_000, 100), later).Parts
            .ShouldBe([new(CostFactor.Plans, 1_000, null, 0, 1_000) { Measure = ExplanationMeasure.Money }]);
    }

    [Fact]
    public void Forecasts_of_two_months_are_not_compared()
    {
        var earlier = Note(10, 1_000, 3_000, 100);
        Should.Throw<ArgumentException>(() => ForecastComparison.Compare(earlier, earlier with { IssuedAt = earlier.IssuedAt.AddMonths(1) }));
    }

    /// <summary>A note of the start of a day, the same median each day.</summary>
    private static ForecastNote Note(int day, decimal spent, decimal monthEnd, decimal perDay) =>
        new(ScopePath.Organization, Month.AddDays(day), spent, monthEnd, [.. Enumerable.Repeat(perDay, 30 - day)], []);

    private static ForecastNote Any(Random random, DateTimeOffset at)
    {
        var days = 30 - (int)(at - Month).TotalDays;
        decimal Figure(int most) => Math.Round((decimal)random.NextDouble() * most, 6);
        return new(
            ScopePath.Organization,
            at,
            Figure(10_000),
            Figure(40_000),
            [.. Enumerable.Range(0, days).Select(_ => random.Next(5) == 0 ? 0 : Figure(1_000))],
            [.. Enumerable.Range(0, random.Next(3)).Select(i =>
                new NotedPlan($"p{i}", Month.AddHours(random.Next(0, 800)), Month.AddHours(random.Next(801, 1_200)), Figure(5_000) - 2_000))]);
    }
}
