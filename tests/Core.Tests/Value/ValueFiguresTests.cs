using FinOpsAI.Core.Value;

namespace FinOpsAI.Core.Tests.Value;

public sealed class ValueFiguresTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Fact]
    public void Cost_and_count_are_of_the_same_days_and_the_others_are_told()
    {
        var figures = ValueFigures.Of(
            [
                Day(-5, 10, 20, 15), Day(-4, null, 100, null), Day(-3, 7, null, 10.5m), Day(-2, 0, 4, 0), Day(-1, null, null, null), Day(0, null, 3, null),
            ],
            Today);

        (figures.UsedDays, figures.DaysWithoutCount, figures.DaysWithoutCost).ShouldBe((2, 2, 1));
        (figures.Count, figures.Cost, figures.TotalCost, figures.Value).ShouldBe((10, 24, 127, 15));
        (figures.CostPerUnit, figures.Roi).ShouldBe((2.4m, (15m - 24m) / 24m));
    }

    [Fact]
    public void Days_that_brought_nothing_have_a_cost_but_no_cost_per_unit()
    {
        var figures = ValueFigures.Of([Day(-1, 0, 5, 0)], Today);

        (figures.UsedDays, figures.Cost, figures.CostPerUnit, figures.Value, figures.Roi).ShouldBe((1, 5, null, 0, -1));
    }

    [Fact]
    public void Without_a_worth_there_is_no_return_and_without_a_cost_above_zero_none_either()
    {
        ValueFigures.Of([Day(-1, 10, 5, null)], Today).Roi.ShouldBeNull();
        ValueFigures.Of([Day(-1, 10, 0, 30)], Today).Roi.ShouldBeNull();
        ValueFigures.Of([Day(-1, 10, -2, 30)], Today).Roi.ShouldBeNull();
        ValueFigures.Of([], Today).ShouldBe(new ValueFigures(0, 0, 0, 0, 0, 0, null));
    }

    private static ValueDay Day(int offset, decimal? count, decimal? cost, decimal? value) => new(Today.AddDays(offset), count, cost, value);
}
