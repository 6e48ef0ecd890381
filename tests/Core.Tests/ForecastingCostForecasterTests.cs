using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Forecasting;

namespace FinOpsAI.Core.Tests;

public sealed class ForecastingCostForecasterTests
{
    private static readonly DateTimeOffset _start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_weekly_shape_is_continued_within_its_noise()
    {
        var all = DetectionScopeDetectorTests.Weeks(8);
        var result = CostForecaster.Forecast(all.AsSpan(0, 7 * 168), ForecastSettings.For(Granularity.Hour, _start, 168));
        result.Reason.ShouldBeNull();
        var error = Enumerable.Range(0, 168).Sum(i => Math.Abs(result.Steps[i].P50 - all[(7 * 168) + i]));
        (error / all.Skip(7 * 168).Sum()).ShouldBeLessThan(0.1);
        result.Record.Wape.ShouldBeLessThan(0.12);
        result.Record.Grade.ShouldBe("run");
        result.Totals[^1].P50.ShouldBe(all.Skip(7 * 168).Sum(), all.Skip(7 * 168).Sum() * 0.05);
    }

    [Theory]
    [InlineData(0, "no_history")]
    [InlineData(71, "history_too_short")]
    public void Too_little_history_gives_a_reason_and_no_steps(int hours, string reason)
    {
        var result = CostForecaster.Forecast(DetectionScopeDetectorTests.Weeks(1).AsSpan(0, hours), ForecastSettings.For(Granularity.Hour, _start, 24));
        result.Reason.ShouldBe(reason);
        result.Steps.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(5.0)]
    [InlineData(1e-9)]
    [InlineData(1e12)]
    public void Constant_spend_is_foretold_as_it_is(double cost)
    {
        var history = Enumerable.Repeat(cost, 400).ToArray();
        var result = CostForecaster.Forecast(history, ForecastSettings.For(Granularity.Hour, _start, 100));
        result.Steps.Count.ShouldBe(100);
        result.Steps.ShouldAllBe(q => Math.Abs(q.P50 - cost) <= cost * 1e-6);
        ShouldBeSound(result);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(40)]
    public void A_short_daily_history_gives_sound_bands(int days)
    {
        var history = Enumerable.Range(0, days).Select(i => 10.0 + (i % 7)).ToArray();
        var result = CostForecaster.Forecast(history, ForecastSettings.For(Granularity.Day, _start, 31));
        result.Reason.ShouldBeNull();
        result.Steps.Count.ShouldBe(31);
        ShouldBeSound(result);
    }

    internal static void ShouldBeSound(ForecastResult result)
    {
        foreach (var q in result.Steps.Concat(result.Totals))
        {
            double[] rising = [0, q.P025, q.P10, q.P50, q.P90, q.P975];
            rising.ShouldAllBe(v => double.IsFinite(v));
            rising.ShouldBeInOrder();
            double.IsFinite(q.Mean).ShouldBeTrue();
            q.Mean.ShouldBeGreaterThanOrEqualTo(0);
        }
    }
}
