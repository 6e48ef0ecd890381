using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Tests;

public sealed class DetectionSilenceAndBurnTests
{
    private static readonly DateTimeOffset _start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_scope_that_always_reports_is_silent_after_three_hours()
    {
        var detector = new SilenceDetector(DetectorOptions.Default);
        Observe(detector, _ => true, 24 * 30).ShouldAllBe(v => !v.IsAnomaly);
        var verdicts = Observe(detector, _ => false, 10);
        verdicts.TakeWhile(v => !v.IsAnomaly).Count().ShouldBe(2);
        verdicts.Count(v => v.IsOnset).ShouldBe(1);
        verdicts[^1].Kind.ShouldBe(AnomalyKind.Silence);
        double.IsNaN(verdicts[^1].Expected).ShouldBeTrue();
        detector.Observe(true).IsAnomaly.ShouldBeFalse();
    }

    [Fact]
    public void A_scope_of_office_hours_is_not_silent_on_its_weekends()
    {
        var detector = new SilenceDetector(DetectorOptions.Default);
        static bool Office(int hour) => hour / 24 % 7 < 5 && hour % 24 is >= 8 and < 18;
        Observe(detector, Office, 24 * 7 * 3);
        Observe(detector, Office, 24 * 7 * 3).ShouldAllBe(v => !v.IsAnomaly);
        Observe(detector, _ => false, 24 * 14)[^1].Kind.ShouldBe(AnomalyKind.Silence);
    }

    [Fact]
    public void Silence_state_survives_a_save()
    {
        var detector = new SilenceDetector(DetectorOptions.Default);
        Observe(detector, h => h % 5 != 0, 500);
        using var stream = new MemoryStream();
        detector.Save(new(stream));
        stream.Position = 0;
        var restored = SilenceDetector.Load(new(stream), DetectorOptions.Default);
        Observe(restored, _ => false, 30).ShouldBe(Observe(detector, _ => false, 30));
    }

    [Fact]
    public void Ten_times_the_usual_burn_is_seen_within_minutes_and_told_once()
    {
        var detector = new BurnRateDetector(DetectorOptions.Default);
        var random = new Random(3);
        var verdicts = new List<Verdict>();
        for (var minute = 0; minute < 1500; minute++)
        {
            var cost = random.NextDouble() * (minute >= 1440 ? 10 : 1);
            verdicts.Add(detector.Observe(_start.AddMinutes(minute), cost));
        }

        verdicts.Take(1440).ShouldAllBe(v => !v.IsAnomaly);
        var first = verdicts.FindIndex(v => v.IsOnset);
        first.ShouldBeInRange(1440, 1452);
        verdicts[first].Kind.ShouldBe(AnomalyKind.BurnRate);
        verdicts.Count(v => v.IsOnset).ShouldBe(1);
    }

    [Fact]
    public void Sums_that_come_once_an_hour_say_nothing_about_minutes_and_minutes_that_follow_are_learnt_anew()
    {
        var detector = new BurnRateDetector(DetectorOptions.Default);
        var random = new Random(5);
        for (var hour = 0; hour < 48; hour++)
        {
            detector.Observe(_start.AddHours(hour), (hour == 40 ? 60 : 6) * random.NextDouble()).IsAnomaly.ShouldBeFalse();
        }

        for (var minute = 0; minute < 300; minute++)
        {
            var verdict = detector.Observe(_start.AddHours(48).AddMinutes(minute), (minute < 280 ? 0.1 : 1) * (0.5 + random.NextDouble()));
            verdict.IsAnomaly.ShouldBe(minute >= 290 || (minute >= 280 && verdict.IsAnomaly));
        }
    }

    [Fact]
    public void A_burn_that_begins_after_an_hour_and_a_half_of_history_stays_one_for_hours()
    {
        var detector = new BurnRateDetector(DetectorOptions.Default);
        var random = new Random(7);
        var verdicts = Enumerable.Range(0, 90 + 180)
            .Select(minute => detector.Observe(_start.AddMinutes(minute), (minute < 90 ? 0.12 : 1.2) * (0.8 + (0.4 * random.NextDouble()))))
            .ToArray();

        var first = Array.FindIndex(verdicts, v => v.IsOnset);
        first.ShouldBeInRange(90, 105);
        verdicts[first..].ShouldAllBe(v => v.Kind == AnomalyKind.BurnRate);
    }

    [Fact]
    public void Burn_state_survives_a_save_and_partial_minutes_add_up()
    {
        var whole = new BurnRateDetector(DetectorOptions.Default);
        var parts = new BurnRateDetector(DetectorOptions.Default);
        var random = new Random(4);
        for (var minute = 0; minute < 600; minute += 1 + random.Next(3))
        {
            var cost = random.Next(1, 100);
            var expected = whole.Observe(_start.AddMinutes(minute), cost * 2);
            parts.Observe(_start.AddMinutes(minute), cost);
            using var stream = new MemoryStream();
            parts.Save(new(stream));
            stream.Position = 0;
            parts = BurnRateDetector.Load(new(stream), DetectorOptions.Default);
            var actual = parts.Observe(_start.AddMinutes(minute), cost);
            (actual with { IsOnset = false }).ShouldBe(expected with { IsOnset = false });
        }
    }

    private static List<Verdict> Observe(SilenceDetector detector, Func<int, bool> hasData, int hours)
        => [.. Enumerable.Range(0, hours).Select(h => detector.Observe(hasData(h)))];
}
