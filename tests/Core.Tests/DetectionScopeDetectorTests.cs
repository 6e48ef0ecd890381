using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Tests;

public sealed class DetectionScopeDetectorTests
{
    private static readonly DateTimeOffset _start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_runaway_hour_after_four_weeks_is_a_spike_at_its_first_bucket()
    {
        var costs = Weeks(5);
        costs[700] *= 6;
        var verdicts = Run(costs);
        verdicts[700].Kind.ShouldBe(AnomalyKind.Spike);
        verdicts[700].IsOnset.ShouldBeTrue();
        verdicts[700].Upper.ShouldBeLessThan(costs[700]);
        verdicts.Take(700).Count(v => v.IsOnset).ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public void Spend_that_stops_though_data_arrives_is_a_drop()
    {
        var costs = Weeks(5);
        Array.Clear(costs, 700, 10);
        Run(costs)[700].Kind.ShouldBe(AnomalyKind.Drop);
    }

    [Fact]
    public void A_new_level_alerts_once_and_is_accepted_with_one_notice()
    {
        var costs = Weeks(8);
        for (var i = 700; i < costs.Length; i++)
        {
            costs[i] *= 5;
        }

        var verdicts = Run(costs);
        verdicts.Skip(700).Count(v => v.IsOnset && v.Kind == AnomalyKind.Spike).ShouldBe(1);
        verdicts.Count(v => v.Kind == AnomalyKind.LevelShift).ShouldBe(1);
        verdicts[^1].IsAnomaly.ShouldBeFalse();
        verdicts[^1].Expected.ShouldBe(costs[^1], costs[^1] * 0.5);
    }

    [Fact]
    public void A_missing_hour_is_not_a_drop()
    {
        var detector = new ScopeDetector(Granularity.Hour, DetectorOptions.Default);
        var costs = Weeks(5);
        for (var i = 0; i < costs.Length; i++)
        {
            var missing = i is >= 700 and < 720;
            var verdict = detector.Observe(new(_start.AddHours(i), missing ? 0 : costs[i], missing));
            if (missing)
            {
                verdict.IsAnomaly.ShouldBeFalse();
                verdict.Expected.ShouldBeGreaterThan(0);
            }
        }
    }

    [Fact]
    public void A_day_at_four_times_the_day_before_is_a_day_surge()
    {
        var detector = new ScopeDetector(Granularity.Day, DetectorOptions.Default);
        Verdict last = default;
        for (var day = 0; day < 30; day++)
        {
            last = detector.Observe(new(_start.AddDays(day), day == 29 ? 420 : 100 + (day % 3), false));
        }

        last.Kind.ShouldBe(AnomalyKind.DaySurge);
        last.IsOnset.ShouldBeTrue();
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1)]
    [InlineData(1e12)]
    public void Constant_spend_of_any_size_never_alerts_and_its_step_does(double size)
    {
        var costs = Enumerable.Repeat(size, 800).ToArray();
        costs[790] = 3 * size;
        var verdicts = Run(costs);
        verdicts.Take(790).ShouldAllBe(v => !v.IsAnomaly);
        verdicts[790].Kind.ShouldBe(AnomalyKind.Spike);
    }

    [Fact]
    public void A_restored_detector_goes_on_exactly_as_the_uninterrupted_one()
    {
        var costs = Weeks(6);
        costs[650] *= 5;
        var whole = new ScopeDetector(Granularity.Hour, DetectorOptions.Default);
        var resumed = new ScopeDetector(Granularity.Hour, DetectorOptions.Default);
        for (var i = 0; i < costs.Length; i++)
        {
            if (i % 97 == 0)
            {
                using var stream = new MemoryStream();
                using var writer = new BinaryWriter(stream);
                resumed.Save(writer);
                stream.Length.ShouldBeLessThan(16 * 1024);
                stream.Position = 0;
                using var reader = new BinaryReader(stream);
                resumed = ScopeDetector.Load(reader, DetectorOptions.Default);
            }

            var point = new CostPoint(_start.AddHours(i), costs[i], i % 41 == 0);
            resumed.Observe(point).ShouldBe(whole.Observe(point));
        }
    }

    internal static double[] Weeks(int weeks)
    {
        var random = new Random(7);
        var costs = new double[weeks * 168];
        for (var i = 0; i < costs.Length; i++)
        {
            var hour = i % 24;
            var weekend = i / 24 % 7 >= 5 ? 0.5 : 1;
            costs[i] = 10 * weekend * (1 + Math.Sin((hour - 6) * Math.PI / 12) * 0.6) * Math.Exp(0.1 * (random.NextDouble() + random.NextDouble() - 1));
        }

        return costs;
    }

    private static List<Verdict> Run(double[] costs)
    {
        var detector = new ScopeDetector(Granularity.Hour, DetectorOptions.Default);
        return [.. costs.Select((cost, i) => detector.Observe(new(_start.AddHours(i), cost, false)))];
    }
}
