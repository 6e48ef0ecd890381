using System.Globalization;
using FinOpsAI.Core.Budgets;

namespace FinOpsAI.Core.Tests.Budgets;

public sealed class BudgetWindowTests
{
    [Theory]
    [InlineData(BudgetPeriod.Day, "2026-11-20T09:30:00Z", "2026-11-20", "2026-11-20", "2026-11-21")]
    [InlineData(BudgetPeriod.Week, "2026-11-22T23:59:59Z", "2026-W47", "2026-11-16", "2026-11-23")]
    [InlineData(BudgetPeriod.Week, "2027-01-01T00:00:00Z", "2026-W53", "2026-12-28", "2027-01-04")]
    [InlineData(BudgetPeriod.Month, "2026-12-31T23:59:59Z", "2026-12", "2026-12-01", "2027-01-01")]
    [InlineData(BudgetPeriod.Quarter, "2026-11-20T00:00:00Z", "2026-Q4", "2026-10-01", "2027-01-01")]
    [InlineData(BudgetPeriod.Quarter, "2026-01-01T00:00:00+09:00", "2025-Q4", "2025-10-01", "2026-01-01")]
    public void A_period_is_that_of_the_UTC_calendar(BudgetPeriod period, string at, string key, string start, string end)
    {
        var window = BudgetWindow.At(SomeBudget.Of(period), DateTimeOffset.Parse(at, CultureInfo.InvariantCulture));

        window.ShouldBe(new(key, DateTimeOffset.Parse(start + "T00:00:00Z", CultureInfo.InvariantCulture), DateTimeOffset.Parse(end + "T00:00:00Z", CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData(BudgetPeriod.Day)]
    [InlineData(BudgetPeriod.Week)]
    [InlineData(BudgetPeriod.Month)]
    [InlineData(BudgetPeriod.Quarter)]
    public void Periods_follow_each_other_without_gap(BudgetPeriod period)
    {
        var budget = SomeBudget.Of(period);
        var window = BudgetWindow.At(budget, new(2023, 12, 25, 3, 0, 0, TimeSpan.Zero));
        for (var i = 0; i < 800; i++)
        {
            var next = window.Next(budget)!.Value;
            next.Start.ShouldBe(window.End!.Value);
            next.Key.ShouldNotBe(window.Key);
            next.Previous(budget).ShouldBe(window);
            window = next;
        }
    }

    [Fact]
    public void A_total_has_one_period()
    {
        var budget = SomeBudget.Of(BudgetPeriod.Total) with { End = SomeBudget.Now };

        BudgetWindow.At(budget, SomeBudget.Now.AddYears(1)).ShouldBe(new("total", budget.CreatedAt, SomeBudget.Now));
        BudgetWindow.At(budget, SomeBudget.Now).Next(budget).ShouldBeNull();
    }

    [Fact]
    public void An_increase_holds_until_it_ends()
    {
        var budget = SomeBudget.Of(amount: 100) with { Increase = new(150, SomeBudget.Now, "r") };

        budget.AmountAt(SomeBudget.Now.AddTicks(-1)).ShouldBe(150);
        budget.AmountAt(SomeBudget.Now).ShouldBe(100);
        (budget with { Increase = new(150, null, "r") }).AmountAt(SomeBudget.Now.AddYears(9)).ShouldBe(150);
    }

    [Theory]
    [InlineData("gpt-5.4-mini", "gpt-5.4-mini", true)]
    [InlineData("*mini*", "GPT-5.4-Mini", true)]
    [InlineData("*", "anything", true)]
    [InlineData("claude-*-4*", "claude-haiku-4-5", true)]
    [InlineData("claude-*-4", "claude-haiku-4-5", false)]
    [InlineData("a*b*c", "aXbYbZ", false)]
    [InlineData("gpt", "gpt-5", false)]
    [InlineData("gpt-5.4", "gpt-5-4", false)]
    public void Free_models_are_names_with_stars(string pattern, string model, bool isFree) =>
        (SomeBudget.Of() with { FreeModels = ["other", pattern] }).IsFree(model).ShouldBe(isFree);

    [Fact]
    public void No_model_is_not_a_free_one() => (SomeBudget.Of() with { FreeModels = ["*"] }).IsFree(null).ShouldBeFalse();
}
