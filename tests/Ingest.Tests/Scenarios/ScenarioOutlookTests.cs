using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Forecasting;
using FinOpsAI.Core.Scenarios;
using FsCheck;
using FsCheck.Fluent;

namespace FinOpsAI.Ingest.Tests.Scenarios;

public sealed class ScenarioOutlookTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);
    private static readonly DayRatios Same = new(new Dictionary<DateOnly, (decimal, decimal)>());
    private static readonly DayRatios Double = new(new Dictionary<DateOnly, (decimal, decimal)> { [Today] = (10, 20) });

    /// <summary>A real forecast of a growing series with weeks, issued at a time of the day.</summary>
    private static ScopeForecast Forecast(int days = 30, double hours = 6, double level = 100)
    {
        var history = Enumerable.Range(0, 200).Select(day => (level + day) * (day % 7 < 5 ? 1.3 : 0.6) * (1 + (0.05 * Math.Sin(day * 1.7)))).ToArray();
        var start = new DateTimeOffset(Today, TimeOnly.MinValue, TimeSpan.Zero);
        var result = CostForecaster.Forecast(history, ForecastSettings.For(Granularity.Day, start.AddDays(-history.Length), days));
        result.Reason.ShouldBeNull();
        var total = result.Totals[10];
        return new("org", start.AddHours(hours), Granularity.Day, start, result, 4_000, new(total.P025 + 4_000, total.P10 + 4_000, total.P50 + 4_000, total.P90 + 4_000, total.P975 + 4_000, total.Mean + 4_000));
    }

    [Fact]
    public void Without_changes_the_scenario_is_the_forecast_itself()
    {
        var forecast = Forecast();

        var outlook = ScenarioOutlook.Of(forecast, Same, Today, 30).ShouldNotBeNull();

        outlook.Days.Count.ShouldBe(30);
        outlook.Days.ShouldAllBe(day => day.Scenario == day.Forecast);
        outlook.Days.Skip(1).Select(day => day.Forecast).ShouldBe(forecast.Result.Steps.Skip(1));
        outlook.Days[0].Forecast.P50.ShouldBe(forecast.Result.Steps[0].P50 * 0.75, 1e-9);
        outlook.MonthEnd.ShouldBe(new(forecast.MonthEnd!.Value, forecast.MonthEnd.Value));
        outlook.Horizon.Scenario.ShouldBe(outlook.Horizon.Forecast);
        outlook.Horizon.Forecast.P50.ShouldBe(forecast.Result.Totals[29].P50 - (0.25 * forecast.Result.Steps[0].P50), 1e-9);
    }

    [Fact]
    public void What_has_been_spent_this_month_does_not_change_any_more()
    {
        var forecast = Forecast();

        var outlook = ScenarioOutlook.Of(forecast, Double, Today, 30).ShouldNotBeNull();

        outlook.MonthEnd.Scenario.P50.ShouldBe(4_000 + (2 * (forecast.MonthEnd!.Value.P50 - 4_000)), 1e-6);
        outlook.Horizon.Scenario.P90.ShouldBe(2 * outlook.Horizon.Forecast.P90, 1e-6);
        outlook.Days.ShouldAllBe(day => day.Scenario.P50 == 2 * day.Forecast.P50);
    }

    [Fact]
    public void Days_before_the_start_are_the_plain_forecast()
    {
        var forecast = Forecast();
        var start = Today.AddDays(20);

        var outlook = ScenarioOutlook.Of(forecast, Double, start, 30).ShouldNotBeNull();

        outlook.Days.Take(20).ShouldAllBe(day => day.Scenario == day.Forecast);
        outlook.Days.Skip(20).ShouldAllBe(day => day.Scenario.P50 == 2 * day.Forecast.P50);
        outlook.MonthEnd.Scenario.ShouldBe(outlook.MonthEnd.Forecast);

        // The mean of the total is that of the days, each with its own ratio.
        var days = outlook.Days.Sum(day => day.Scenario.Mean) / outlook.Days.Sum(day => day.Forecast.Mean);
        (outlook.Horizon.Scenario.P50 / outlook.Horizon.Forecast.P50).ShouldBe(days, 1e-9);
        days.ShouldBeInRange(1.2, 1.5);
    }

    [Fact]
    public void Horizon_within_the_month_still_tells_the_months_end()
    {
        ScenarioOutlook.DaysToAsk(Today, 3).ShouldBe(11);
        var outlook = ScenarioOutlook.Of(Forecast(days: 11), Double, Today, 3).ShouldNotBeNull();

        outlook.Days.Count.ShouldBe(3);
        outlook.MonthEnd.Scenario.P50.ShouldBeGreaterThan(outlook.MonthEnd.Forecast.P50);
    }

    [Fact]
    public void Quantiles_stay_in_order_whatever_the_ratios() =>
        Prop.ForAll(
            (from costs in Gen.Choose(0, 1000).Two().ListOf(28) from start in Gen.Choose(0, 29) from hours in Gen.Choose(0, 23) from level in Gen.Elements(0, 5, 100, 1000)
             select (costs, start, hours, level)).ToArbitrary(),
            made =>
            {
                var ratios = new DayRatios(made.costs
                    .Select((cost, day) => (Day: Today.AddDays(day - 28), cost))
                    .ToDictionary(day => day.Day, day => ((decimal)day.cost.Item1, (decimal)day.cost.Item2)));
                var outlook = ScenarioOutlook.Of(Forecast(hours: made.hours, level: made.level), ratios, Today.AddDays(made.start), 30).ShouldNotBeNull();
                foreach (var q in outlook.Days.Select(day => day.Scenario).Append(outlook.MonthEnd.Scenario).Append(outlook.Horizon.Scenario))
                {
                    new[] { 0, q.P025, q.P10, q.P50, q.P90, q.P975 }.ShouldBeInOrder();
                }

                outlook.MonthEnd.Scenario.P025.ShouldBeGreaterThanOrEqualTo(4_000);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Without_a_forecast_there_is_no_outlook()
    {
        var none = Forecast() with { Result = new("", [], [], new(0, double.NaN, double.NaN, double.NaN, double.NaN, "none"), "history_too_short"), MonthEnd = null };

        ScenarioOutlook.Of(none, Double, Today, 30).ShouldBeNull();
    }
}
