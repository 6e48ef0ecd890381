using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Domain;
using FsCheck;
using FsCheck.Fluent;

namespace FinOpsAI.Core.Tests;

public sealed class DetectionPropertyTests
{
    private static readonly DateTimeOffset _start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<int> BucketMinutes => [5, 60, 1440];

    [Theory]
    [MemberData(nameof(BucketMinutes))]
    public void Verdicts_do_not_depend_on_the_unit_of_money(int minutes)
        => Prop.ForAll<int>(seed =>
        {
            var costs = Wild(seed, 600);
            var plain = Run(costs, minutes, _start);
            var thousandfold = Run([.. costs.Select(c => c * 1000)], minutes, _start);
            thousandfold.Select(verdict => verdict.Kind).ShouldBe(plain.Select(verdict => verdict.Kind));

            // A deviation on the very edge of two histogram bins may fall into either when rounding differs. On the plain scale of fine
            // clocks a power of two rounds the same way, and the scores must then be the same to the last digit.
            var scaled = minutes < 60 ? Run([.. costs.Select(c => c * 1024)], minutes, _start) : thousandfold;
            for (var i = 0; i < costs.Length; i++)
            {
                scaled[i].Score.ShouldBe(plain[i].Score, minutes < 60 ? 1e-12 : 0.02);
            }
        }).Holds();

    [Theory]
    [MemberData(nameof(BucketMinutes))]
    public void Verdicts_do_not_depend_on_the_week_a_series_starts_in(int minutes)
        => Prop.ForAll<int>(seed => Run(Wild(seed, 400), minutes, _start).SequenceEqual(Run(Wild(seed, 400), minutes, _start.AddDays(7 * 31))))
            .Holds();

    [Theory]
    [MemberData(nameof(BucketMinutes))]
    public void Verdicts_are_sound_whatever_is_spent(int minutes)
        => Prop.ForAll<int>(seed =>
        {
            foreach (var verdict in Run(Wild(seed, 400), minutes, _start))
            {
                verdict.Score.ShouldBeInRange(0, 1);
                if (!double.IsNaN(verdict.Expected))
                {
                    double[] rising = [0, verdict.Lower, verdict.Expected, verdict.Upper];
                    rising.ShouldBeInOrder();
                    double.IsFinite(verdict.Upper).ShouldBeTrue();
                }
            }
        }).Holds();

    [Theory]
    [MemberData(nameof(BucketMinutes))]
    public void A_checkpoint_at_any_bucket_changes_nothing(int minutes)
        => Prop.ForAll<int, FsCheck.NonNegativeInt>((seed, cut) =>
        {
            var costs = Wild(seed, 300);
            var whole = new ScopeDetector(TimeSpan.FromMinutes(minutes), DetectorOptions.Default);
            var part = new ScopeDetector(TimeSpan.FromMinutes(minutes), DetectorOptions.Default);
            for (var i = 0; i < costs.Length; i++)
            {
                part = i == cut.Get % costs.Length ? Reload(part) : part;
                var point = new CostPoint(_start.AddMinutes((double)i * minutes), costs[i], double.IsNaN(costs[i]));
                part.Observe(point).ShouldBe(whole.Observe(point));
            }
        }).Holds();

    [Theory]
    [MemberData(nameof(BucketMinutes))]
    public void A_scope_without_any_cost_or_data_says_nothing(int minutes)
    {
        Run(new double[500], minutes, _start).ShouldAllBe(v => !v.IsAnomaly && v.Score == 0);
        Run([.. Enumerable.Repeat(double.NaN, 500)], minutes, _start).ShouldAllBe(v => !v.IsAnomaly && v.Score == 0);
        Run([5], minutes, _start).ShouldHaveSingleItem().ShouldBe(Verdict.Learning);
    }

    [Fact]
    public void State_that_is_cut_short_or_foreign_is_refused()
    {
        var bytes = Bytes(new ScopeDetector(Granularity.Hour, DetectorOptions.Default));
        Should.Throw<EndOfStreamException>(() => ScopeDetector.Load(new(new MemoryStream(bytes[..^1])), DetectorOptions.Default));
        bytes[0] = 99;
        Should.Throw<InvalidDataException>(() => ScopeDetector.Load(new(new MemoryStream(bytes)), DetectorOptions.Default));
    }

    [Fact]
    public void Options_outside_their_ranges_are_all_named()
    {
        var error = Should.Throw<ArgumentException>(() => new ScopeDetector(
            Granularity.Hour, new() { FalseAlertsPer30Days = 0, MaterialShare = -1, Refractory = TimeSpan.FromHours(-1) }));
        error.Message.ShouldContain(nameof(DetectorOptions.FalseAlertsPer30Days));
        error.Message.ShouldContain(nameof(DetectorOptions.MaterialShare));
        error.Message.ShouldContain(nameof(DetectorOptions.Refractory));
    }

    [Fact]
    public void A_smaller_budget_of_false_alerts_never_alerts_more()
    {
        var costs = Wild(3, 2000);
        int Alerts(double budget)
        {
            var detector = new ScopeDetector(Granularity.Hour, new() { FalseAlertsPer30Days = budget });
            return costs.Select((c, i) => detector.Observe(new(_start.AddHours(i), c, double.IsNaN(c)))).Count(v => v.IsOnset && v.Kind != AnomalyKind.LevelShift);
        }

        Alerts(0.05).ShouldBeLessThanOrEqualTo(Alerts(0.5));
        Alerts(0.5).ShouldBeLessThanOrEqualTo(Alerts(20));
        Alerts(20).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_leak_is_told_when_it_shows_and_not_again_every_day_that_it_goes_on()
    {
        var random = new Random(6);
        var detector = new ScopeDetector(Granularity.Hour, DetectorOptions.Default);
        var leaks = Enumerable.Range(0, 60 * 24)
            .Select(hour => detector.Observe(new(
                _start.AddHours(hour),
                10 * (0.9 + (0.2 * random.NextDouble())) * Math.Pow(1.03, Math.Clamp((hour / 24.0) - 30, 0, 20)),
                false)))
            .Count(v => v is { IsOnset: true, Kind: AnomalyKind.Leak });

        leaks.ShouldBeInRange(1, 5);
    }

    [Fact]
    public void Three_per_cent_more_each_day_is_a_leak_before_it_has_doubled()
    {
        var random = new Random(5);
        var detector = new ScopeDetector(Granularity.Hour, DetectorOptions.Default);
        var first = -1;
        for (var i = 0; i < 63 * 24 && first < 0; i++)
        {
            var leak = i < 42 * 24 ? 1 : Math.Pow(1.03, (i / 24.0) - 42);
            var verdict = detector.Observe(new(_start.AddHours(i), 10 * leak * Math.Exp(0.15 * (random.NextDouble() + random.NextDouble() - 1)), false));
            first = verdict is { IsOnset: true, Kind: AnomalyKind.Leak } ? i : first;
        }

        first.ShouldBeInRange(42 * 24, 62 * 24);
    }

    // Anything goes: level, noise, zeros, credits, gaps, spikes.
    private static double[] Wild(int seed, int count)
    {
        var random = new Random(seed);
        var level = Math.Exp(random.NextDouble() * 10);
        var noise = random.NextDouble();
        return
        [
            .. Enumerable.Range(0, count).Select(i => random.NextDouble() switch
            {
                < 0.02 => double.NaN,
                < 0.05 => 0,
                < 0.055 => -level,
                < 0.065 => level * 20,
                _ => level * (1 + (0.5 * Math.Sin(i * Math.PI / 12))) * Math.Exp(noise * (random.NextDouble() - 0.5)),
            }),
        ];
    }

    private static Verdict[] Run(double[] costs, int minutes, DateTimeOffset start)
    {
        var detector = new ScopeDetector(TimeSpan.FromMinutes(minutes), DetectorOptions.Default);
        return [.. costs.Select((cost, i) => detector.Observe(new(start.AddMinutes((double)i * minutes), cost, double.IsNaN(cost))))];
    }

    private static byte[] Bytes(ScopeDetector detector)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        detector.Save(writer);
        return stream.ToArray();
    }

    private static ScopeDetector Reload(ScopeDetector detector) => ScopeDetector.Load(new(new MemoryStream(Bytes(detector))), DetectorOptions.Default);
}
