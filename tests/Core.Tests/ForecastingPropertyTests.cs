using FinOpsAI.Core.Calendar;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Forecasting;
using FsCheck;
using FsCheck.Fluent;
using MathNet.Numerics.LinearAlgebra;

namespace FinOpsAI.Core.Tests;

public sealed class ForecastingPropertyTests
{
    private static readonly DateTimeOffset _start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Any_history_gives_sound_quantiles_or_a_reason()
        => Prop.ForAll<int>(seed =>
        {
            var history = Wild(seed);
            var result = CostForecaster.Forecast(history, ForecastSettings.For(Granularity.Hour, _start, 60));
            (result.Reason is null).ShouldBe(result.Steps.Count == 60);
            result.Totals.Count.ShouldBe(result.Steps.Count);
            ForecastingCostForecasterTests.ShouldBeSound(result);
        }).Holds();

    [Fact]
    public void The_same_history_gives_the_same_forecast()
    {
        var settings = ForecastSettings.For(Granularity.Hour, _start, 60);
        CostForecaster.Forecast(Wild(4), settings).Steps.ShouldBe(CostForecaster.Forecast(Wild(4), settings).Steps);
    }

    [Fact]
    public void A_thousand_times_the_spend_gives_a_thousand_times_the_forecast()
        => Prop.ForAll<int>(seed =>
        {
            var settings = ForecastSettings.For(Granularity.Hour, _start, 48);
            var plain = CostForecaster.Forecast(Wild(seed), settings);
            var large = CostForecaster.Forecast(Wild(seed).Select(v => v * 1000).ToArray(), settings);
            for (var h = 0; h < plain.Steps.Count; h++)
            {
                large.Steps[h].P50.ShouldBe(1000 * plain.Steps[h].P50, Math.Max(1e-6, plain.Steps[h].P50));
            }
        }).Holds();

    [Fact]
    public void All_quantiles_and_totals_scale_with_the_unit_of_money()
        => Prop.ForAll<int>(seed =>
        {
            var settings = ForecastSettings.For(Granularity.Day, _start, 30);
            var plain = CostForecaster.Forecast(Wild(seed), settings);
            var large = CostForecaster.Forecast(Wild(seed).Select(v => v * 1000).ToArray(), settings);
            large.Method.ShouldBe(plain.Method);
            foreach (var (a, b) in plain.Steps.Concat(plain.Totals).Zip(large.Steps.Concat(large.Totals)))
            {
                b.P025.ShouldBe(1000 * a.P025, Math.Max(1e-6, a.P50));
                b.P90.ShouldBe(1000 * a.P90, Math.Max(1e-6, a.P90));
                b.Mean.ShouldBe(1000 * a.Mean, Math.Max(1e-6, a.Mean));
            }
        }).Holds();

    [Fact]
    public void Without_a_calendar_the_date_of_the_first_hour_changes_nothing()
        => Prop.ForAll<int, int>((seed, days) =>
        {
            var one = CostForecaster.Forecast(Wild(seed), ForecastSettings.For(Granularity.Hour, _start, 48));
            var other = CostForecaster.Forecast(Wild(seed), ForecastSettings.For(Granularity.Hour, _start.AddDays(days % 4000), 48));
            other.Steps.ShouldBe(one.Steps);
            other.Totals.ShouldBe(one.Totals);
        }).Holds();

    [Fact]
    public void A_sum_of_more_buckets_is_never_below_that_of_fewer()
        => Prop.ForAll<int>(seed =>
        {
            var totals = CostForecaster.Forecast(Wild(seed), ForecastSettings.For(Granularity.Hour, _start, 80)).Totals;
            foreach (var values in (double[][])[[.. totals.Select(q => q.P025)], [.. totals.Select(q => q.P10)], [.. totals.Select(q => q.P50)], [.. totals.Select(q => q.P975)]])
            {
                values.ShouldBeInOrder();
            }
        }).Holds();

    [Fact]
    public void A_calendar_never_makes_a_forecast_unsound()
        => Prop.ForAll<int>(seed =>
        {
            var random = new Random(seed);
            var granularity = random.Next(2) == 0 ? Granularity.Hour : Granularity.Day;
            string[] zones = ["UTC", "Asia/Seoul", "America/New_York", "Australia/Lord_Howe", "Europe/London"];
            var result = CostForecaster.Forecast(Wild(seed), ForecastSettings.For(granularity, _start.AddHours(random.Next(9000)), 90) with
            {
                TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zones[random.Next(zones.Length)]),
                Holidays = (HolidayCalendar)random.Next(3),
                Planned = new double[] { -1e9, 5, double.NaN, 1e6 },
                Bands = new(0.25 + random.NextDouble(), 0.25 + (3 * random.NextDouble())),
            });
            (result.Reason is null).ShouldBe(result.Steps.Count == 90);
            ForecastingCostForecasterTests.ShouldBeSound(result);
        }).Holds();

    [Fact]
    public void Planned_extras_move_every_quantile_and_the_totals()
    {
        var history = DetectionScopeDetectorTests.Weeks(6);
        var settings = ForecastSettings.For(Granularity.Hour, _start, 24);
        var plain = CostForecaster.Forecast(history, settings);
        var planned = CostForecaster.Forecast(history, settings with { Planned = new double[] { 0, 1000, -1e9 } });
        planned.Steps[0].ShouldBe(plain.Steps[0]);
        planned.Steps[1].P10.ShouldBe(plain.Steps[1].P10 + 1000, 1e-9);
        planned.Steps[1].P975.ShouldBe(plain.Steps[1].P975 + 1000, 1e-9);
        planned.Totals[1].P50.ShouldBe(plain.Totals[1].P50 + 1000, 1e-9);
        planned.Steps[2].ShouldBe(default);
        planned.Steps[3].ShouldBe(plain.Steps[3]);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    public void Three_days_of_hours_are_enough_for_a_shape_by_the_hour(int days)
    {
        double[] history = [.. Enumerable.Range(0, days * 24).Select(i => i % 24 is >= 9 and < 18 ? 30.0 + (i % 5) : 5.0 + (i % 3))];
        var result = CostForecaster.Forecast(history, ForecastSettings.For(Granularity.Hour, _start, 90 * 24));
        ForecastingCostForecasterTests.ShouldBeSound(result);
        result.Steps[12].P50.ShouldBeInRange(20, 45);
        result.Steps[3].P50.ShouldBeInRange(3, 9);
    }

    [Fact]
    public void A_runaway_in_the_past_is_not_foretold_to_come_again()
    {
        var history = DetectionScopeDetectorTests.Weeks(6);
        var calm = CostForecaster.Forecast(history, ForecastSettings.For(Granularity.Hour, _start, 168));
        for (var i = history.Length - 130; i < history.Length - 110; i++)
        {
            history[i] *= 8;
        }

        var result = CostForecaster.Forecast(history, ForecastSettings.For(Granularity.Hour, _start, 168));
        result.Totals[^1].P50.ShouldBe(calm.Totals[^1].P50, 0.05 * calm.Totals[^1].P50);
    }

    [Fact]
    public void Missing_hours_are_not_zeros()
    {
        var history = DetectionScopeDetectorTests.Weeks(6);
        var full = CostForecaster.Forecast(history, ForecastSettings.For(Granularity.Hour, _start, 168));
        for (var i = 0; i < history.Length; i += 11)
        {
            history[i] = double.NaN;
        }

        var holed = CostForecaster.Forecast(history, ForecastSettings.For(Granularity.Hour, _start, 168));
        holed.Totals[^1].P50.ShouldBe(full.Totals[^1].P50, full.Totals[^1].P50 * 0.05);
    }

    [Fact]
    public void A_level_shift_two_weeks_ago_is_followed()
    {
        var history = DetectionScopeDetectorTests.Weeks(8);
        for (var i = 6 * 168; i < history.Length; i++)
        {
            history[i] *= 3;
        }

        var result = CostForecaster.Forecast(history, ForecastSettings.For(Granularity.Hour, _start, 168));
        var lastWeek = history.Skip(7 * 168).Sum();
        result.Totals[^1].P50.ShouldBe(lastWeek, lastWeek * 0.2);
    }

    [Fact]
    public void Leading_vectors_equal_those_of_a_full_decomposition()
    {
        const int Length = 40;
        var series = Enumerable.Range(0, 400).Select(i => Math.Sin(i * 0.3) + (0.4 * Math.Cos(i * 0.71)) + (0.001 * ((i * 7919 % 13) - 6))).ToArray();
        var fit = SubspaceFit.Of(series, Length, 6);
        var trajectory = Matrix<double>.Build.Dense(Length, series.Length - Length + 1, (i, j) => series[i + j]);
        var exact = (trajectory * trajectory.Transpose()).Evd(Symmetricity.Symmetric).EigenVectors;
        for (var k = 0; k < 4; k++)
        {
            // Each tracked vector lies in the exact leading subspace of the same dimension (pairs of a sinusoid may rotate within it).
            var vector = Vector<double>.Build.DenseOfArray(fit.Vectors[(k * Length)..((k + 1) * Length)]);
            Enumerable.Range(0, 4).Sum(j => Math.Pow(exact.Column(Length - 1 - j) * vector, 2)).ShouldBe(1, 1e-6);
        }
    }

    [Fact]
    public void The_lags_of_an_hourly_series_are_those_of_day_and_week()
        => ArRidge.Lags([24, 168], 1000).ShouldBe([1, 2, 3, 23, 24, 25, 48, 72, 144, 167, 168, 169, 192, 336]);

    [Fact]
    public void An_autoregression_that_cannot_be_fitted_forgets_an_earlier_fit()
    {
        var random = new Random(7);
        var history = Enumerable.Range(0, 400).Select(_ => random.NextDouble()).ToArray();
        var path = new double[24];
        var member = new ArRidge([24, 168]);

        member.Forecast(history, path).ShouldBeTrue();
        member.Sigma.ShouldBeGreaterThan(0);

        member.Forecast(history.AsSpan(0, 9), path).ShouldBeFalse();
        member.Sigma.ShouldBe(0);
    }

    private static double[] Wild(int seed)
    {
        var random = new Random(seed);
        var history = new double[random.Next(60, 900)];
        var level = Math.Exp(random.NextDouble() * 8);
        var sparse = random.NextDouble() * 0.5;
        for (var i = 0; i < history.Length; i++)
        {
            level *= random.NextDouble() < 0.003 ? 5 * random.NextDouble() : 1;
            var roll = random.NextDouble();
            history[i] = roll < 0.03 ? double.NaN : roll < sparse ? 0 : level * Math.Exp(random.NextDouble());
        }

        return history;
    }
}
