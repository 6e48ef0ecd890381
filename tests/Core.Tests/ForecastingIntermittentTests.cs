using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Forecasting;

namespace FinOpsAI.Core.Tests;

public sealed class ForecastingIntermittentTests
{
    private static readonly DateTimeOffset _start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 0.08)]
    [InlineData(2, 0.3)]
    public void Spend_now_and_then_has_a_lower_band_of_zero_and_holds_its_bands(int seed, double chance)
    {
        var all = Sparse(seed, chance, 1200);
        var result = CostForecaster.Forecast(all.AsSpan(0, 1000), ForecastSettings.For(Granularity.Hour, _start, 200));
        result.Method.ShouldBe("intermittent");
        ForecastingCostForecasterTests.ShouldBeSound(result);
        result.Steps.ShouldAllBe(q => q.P025 == 0 && q.P10 == 0 && q.P50 == 0 && q.P975 > 0);
        var inside = Enumerable.Range(0, 200).Count(h => all[1000 + h] <= result.Steps[h].P975);
        inside.ShouldBeGreaterThanOrEqualTo(184);
        var sum = all.Skip(1000).Sum();
        result.Totals[^1].P50.ShouldBe(sum, 0.4 * sum);
        sum.ShouldBeInRange(result.Totals[^1].P025, result.Totals[^1].P975);
    }

    [Fact]
    public void Totals_of_intermittent_spend_hold_their_bands_over_many_series()
    {
        int in80 = 0, in95 = 0;
        const int Series = 200;
        for (var seed = 0; seed < Series; seed++)
        {
            var all = Sparse(seed, 0.15, 430);
            var total = CostForecaster.Forecast(all.AsSpan(0, 400), ForecastSettings.For(Granularity.Day, _start, 30)).Totals[^1];
            var sum = all.Skip(400).Sum();
            in80 += sum >= total.P10 && sum <= total.P90 ? 1 : 0;
            in95 += sum >= total.P025 && sum <= total.P975 ? 1 : 0;
        }

        ((double)in80 / Series).ShouldBeInRange(0.68, 0.90);
        ((double)in95 / Series).ShouldBeInRange(0.87, 0.99);
    }

    [Fact]
    public void Spend_in_office_hours_only_has_a_rhythm_and_is_not_intermittent()
    {
        double[] all = [.. Enumerable.Range(0, 8 * 168).Select(i => i % 24 is >= 9 and < 17 && i / 24 % 7 < 5 ? 10.0 : 0)];
        var result = CostForecaster.Forecast(all.AsSpan(0, 7 * 168), ForecastSettings.For(Granularity.Hour, _start, 168));
        result.Method.ShouldNotBe("intermittent");
        for (var h = 0; h < 168; h++)
        {
            result.Steps[h].P50.ShouldBe(all[(7 * 168) + h], 0.5);
        }
    }

    [Fact]
    public void A_single_spend_ever_gives_sound_quantiles()
    {
        var history = new double[200];
        history[150] = 1e12;
        var result = CostForecaster.Forecast(history, ForecastSettings.For(Granularity.Hour, _start, 90 * 24));
        result.Steps.Count.ShouldBe(90 * 24);
        ForecastingCostForecasterTests.ShouldBeSound(result);
    }

    private static double[] Sparse(int seed, double chance, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() < chance ? 5 * Math.Exp(random.NextDouble()) : 0)];
    }
}
