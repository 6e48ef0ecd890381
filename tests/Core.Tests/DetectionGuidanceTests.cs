using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Tests;

public sealed class DetectionGuidanceTests
{
    private static readonly DateTimeOffset _start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private static readonly Anomaly _anomaly = new(
        "a", ScopePath.Organization, AnomalyKind.Spike, AnomalyState.Closed, Severity.Low, Granularity.Hour, _start, _start.AddHours(1), 50, 10, 8, 12, 0.9, null);

    [Theory]
    [InlineData(0, 0, 0.5)]
    [InlineData(1, 0, 0.25)]
    [InlineData(1, 1, 0.5)]
    [InlineData(9, 0, 0.0625)]
    [InlineData(0, 9, 1.0)]
    public void Noise_halves_the_budget_and_useful_wins_it_back_within_bounds(int noise, int useful, double expected)
    {
        var guidance = new ScopeGuidance([], [.. Words(FeedbackVerdict.Noise, noise), .. Words(FeedbackVerdict.Useful, useful)]);

        guidance.FalseAlertsPer30Days(0.5, _start.AddDays(30)).ShouldBe(expected);
    }

    [Fact]
    public void A_word_counts_from_when_it_was_given_and_is_forgotten_after_ninety_days()
    {
        var guidance = new ScopeGuidance([], [.. Words(FeedbackVerdict.Noise, 1)]);

        guidance.FalseAlertsPer30Days(0.5, _start.AddMinutes(-1)).ShouldBe(0.5);
        guidance.FalseAlertsPer30Days(0.5, _start).ShouldBe(0.25);
        guidance.FalseAlertsPer30Days(0.5, _start.AddDays(90)).ShouldBe(0.5);
    }

    [Theory]
    [InlineData(7 * 24, 50, true)]
    [InlineData((7 * 24) + 1, 50, true)]
    [InlineData((7 * 24) + 2, 50, false)]
    [InlineData(31 * 24, 50, true)]
    [InlineData(7 * 24, 60, true)]
    [InlineData(7 * 24, 61, false)]
    [InlineData(7 * 24, 2, false)]
    [InlineData(42 * 24, 50, false)]
    public void The_like_of_an_expected_anomaly_is_the_same_time_of_week_or_month_and_no_larger(int hoursLater, int actual, bool expected)
    {
        var guidance = new ScopeGuidance([], [new(_anomaly, FeedbackVerdict.Expected, null, _start)]);
        var start = _start.AddHours(hoursLater);
        var later = _anomaly with { Id = "b", Start = start, End = start.AddHours(1), Actual = actual };

        (guidance.Expects(later, later.End) is not null).ShouldBe(expected);
    }

    [Fact]
    public void What_differs_between_two_guidances_is_told_by_its_earliest_time()
    {
        var plan = new PlannedEvent("p", ScopePath.Organization, "launch", _start.AddDays(3), _start.AddDays(4), 100, null, _start);
        var some = new ScopeGuidance([plan], [.. Words(FeedbackVerdict.Noise, 1)]);

        ScopeGuidance.FirstDifference(some.Marks, new ScopeGuidance([plan], some.Feedback).Marks).ShouldBeNull();
        ScopeGuidance.FirstDifference(some.Marks, ScopeGuidance.None.Marks).ShouldBe(_start);
        ScopeGuidance.FirstDifference(some.Marks, new ScopeGuidance([plan with { ExtraCost = 200 }], some.Feedback).Marks).ShouldBe(plan.Start);
    }

    [Fact]
    public void A_planned_excess_is_explained_up_to_its_sum_and_the_rest_is_judged()
    {
        var detector = new ScopeDetector(Granularity.Hour, DetectorOptions.Default);
        Learn(detector, 28 * 24);

        var planned = detector.Observe(new(_start.AddDays(28), 500, false) { PlannedMore = 1000 });
        planned.IsAnomaly.ShouldBeFalse();
        planned.Explained.ShouldBe(500 - planned.Expected, 1e-3);

        var beyond = detector.Observe(new(_start.AddDays(28).AddHours(1), 500, false) { PlannedMore = 100 });
        beyond.IsOnset.ShouldBeTrue();
        beyond.Explained.ShouldBe(100);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Noise_that_vanishes_is_a_flatline_told_once(bool daily)
    {
        var clock = daily ? Granularity.Day : Granularity.Hour;
        var detector = new ScopeDetector(clock, DetectorOptions.Default);
        var quiet = daily ? 90 : 40 * 24;
        Learn(detector, quiet, clock).ShouldNotContain(v => v.Kind == AnomalyKind.Flatline);

        var stuck = Enumerable.Range(quiet, daily ? 40 : 20 * 24).Select(i => detector.Observe(new(_start + (i * clock.Length()), 100, false))).ToArray();

        stuck.Count(v => v is { IsOnset: true, Kind: AnomalyKind.Flatline }).ShouldBe(1);
        Array.FindIndex(stuck, v => v.Kind == AnomalyKind.Flatline).ShouldBeLessThan(daily ? 20 : 72);
    }

    [Fact]
    public void A_detector_started_from_a_wider_one_judges_after_hours_and_leaves_it_as_it_was()
    {
        var wider = new ScopeDetector(Granularity.Hour, DetectorOptions.Default);
        Learn(wider, 28 * 24);
        var before = Bytes(wider);

        var started = ScopeDetector.StartFrom(wider, DetectorOptions.Default);
        var random = new Random(4);
        var verdicts = Enumerable.Range(0, 30)
            .Select(i => started.Observe(new(_start.AddHours(i), (i == 29 ? 20 : 4) * (0.9 + (0.2 * random.NextDouble())), false)))
            .ToArray();

        Bytes(wider).ShouldBe(before);
        verdicts[..29].ShouldAllBe(v => !v.IsAnomaly);
        verdicts[29].Kind.ShouldBe(AnomalyKind.Spike);
        Should.Throw<ArgumentException>(() => ScopeDetector.StartFrom(started, DetectorOptions.Default));
    }

    private static IEnumerable<AnomalyFeedback> Words(FeedbackVerdict verdict, int count) =>
        Enumerable.Range(0, count).Select(i => new AnomalyFeedback(_anomaly with { Id = $"{verdict}{i}" }, verdict, null, _start));

    private static List<Verdict> Learn(ScopeDetector detector, int count, Granularity clock = Granularity.Hour)
    {
        var random = new Random(3);
        return
        [
            .. Enumerable.Range(0, count).Select(i => detector.Observe(new(_start + (i * clock.Length()), 100 * (0.85 + (0.3 * random.NextDouble())), false))),
        ];
    }

    private static byte[] Bytes(ScopeDetector detector)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        detector.Save(writer);
        writer.Flush();
        return stream.ToArray();
    }
}
