using System.Globalization;
using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Forecasting;
using FsCheck;
using FsCheck.Fluent;

namespace FinOpsAI.Core.Tests.Budgets;

public sealed class BudgetForecastTests
{
    private static readonly Quantiles Normal = new(100 - 19.59964, 100 - 12.81552, 100, 100 + 12.81552, 100 + 19.59964, 100);

    [Theory]
    [InlineData(100, 0.5)]
    [InlineData(112.81552, 0.1)]
    [InlineData(80.40036, 0.975)]
    [InlineData(110, 0.1587)]
    [InlineData(130, 0.0013)]
    [InlineData(70, 0.9987)]
    public void Of_a_normal_forecast_the_probability_is_that_of_the_normal_law(double limit, double expected) =>
        ExceedProbability.Of(Normal, limit).ShouldBe(expected, 0.0001);

    [Theory]
    [InlineData(49, 1)]
    [InlineData(50, 0)]
    [InlineData(51, 0)]
    public void A_forecast_without_spread_is_exceeded_or_not(double limit, double expected) =>
        ExceedProbability.Of(new(50, 50, 50, 50, 50, 50), limit).ShouldBe(expected);

    [Fact]
    public void A_higher_limit_is_never_more_probably_exceeded() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll<int>(seed =>
        {
            var random = new System.Random(seed);
            var values = Enumerable.Range(0, 5).Select(_ => (double)random.Next(0, 20)).Order().ToArray();
            var forecast = new Quantiles(values[0], values[1], values[2], values[3], values[4], values[2]);
            var before = 1.0;
            for (var limit = -5.0; limit < 25; limit += 0.5)
            {
                var probability = ExceedProbability.Of(forecast, limit);
                probability.ShouldBeInRange(0, before + 1e-9);
                before = probability;
            }
        }));

    [Fact]
    public void The_end_of_a_period_is_what_was_spent_and_the_forecast_of_the_rest()
    {
        // Half of the first bucket has passed: half of its forecast is in what was spent.
        var day = new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);
        var steps = Enumerable.Repeat(new Quantiles(5, 8, 10, 12, 15, 10), 3).ToList();
        var totals = Enumerable.Range(1, 3).Select(k => new Quantiles(5 * k, 8 * k, 10 * k, 12 * k, 15 * k, 10 * k)).ToList();
        var forecast = new ScopeForecast(
            "team:search", day.AddHours(12), Granularity.Day, day, new("test", steps, totals, new(0, 0, 0, 0, 0, "none"), null), 0, null);

        PeriodForecast.End(forecast, 100, day.AddHours(12), day.AddDays(3)).ShouldBe(new Quantiles(110, 119, 125, 131, 140, 125));
        PeriodForecast.End(forecast, 100, day.AddHours(12), day.AddDays(4)).ShouldBeNull();
    }

    [Fact]
    public void What_was_spent_is_never_foretold_away()
    {
        var day = new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);
        var step = new Quantiles(0, 0, 10, 12, 15, 10);
        var forecast = new ScopeForecast(
            "team:search", day, Granularity.Day, day, new("test", [step], [step], new(0, 0, 0, 0, 0, "none"), null), 0, null);

        PeriodForecast.End(forecast, 100, day.AddHours(24), day.AddDays(1))!.Value.P10.ShouldBe(100);
    }

    [Theory]
    [InlineData("2026-11-21T00:00:00Z", Granularity.Hour, 15)]
    [InlineData("2026-11-23T00:00:00Z", Granularity.Day, 3)]
    public void Near_ends_are_foretold_by_hours_and_far_ones_by_days(string end, Granularity granularity, int buckets) =>
        PeriodForecast.Request(SomeBudget.Now, DateTimeOffset.Parse(end, CultureInfo.InvariantCulture)).ShouldBe(new ForecastRequest(granularity, buckets));

    [Fact]
    public void The_end_of_the_month_is_the_forecast_that_dashboards_ask_for() =>
        PeriodForecast.Request(SomeBudget.Now, new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero)).ShouldBe(new ForecastRequest(Granularity.Day, null));

    [Fact]
    public void What_is_past_or_too_far_is_not_foretold()
    {
        PeriodForecast.Request(SomeBudget.Now, SomeBudget.Now).ShouldBeNull();
        PeriodForecast.Request(SomeBudget.Now, SomeBudget.Now.AddDays(121)).ShouldBeNull();
    }
}
