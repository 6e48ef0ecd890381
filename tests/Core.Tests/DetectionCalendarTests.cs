using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Calendar;

namespace FinOpsAI.Core.Tests;

public sealed class DetectionCalendarTests
{
    private static readonly TimeZoneInfo _newYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
    private static readonly TimeZoneInfo _seoul = TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul");

    [Fact]
    public void When_the_clock_changes_the_band_of_office_hours_moves_with_it()
    {
        // 8 March 2026: from then on New York opens an hour earlier by UTC.
        var first = new DateTimeOffset(2026, 1, 12, 0, 0, 0, TimeSpan.Zero);
        var change = (int)(new DateTimeOffset(2026, 3, 9, 0, 0, 0, TimeSpan.Zero) - first).TotalHours;

        Error(_newYork).ShouldBeLessThan(0.5 * Error(TimeZoneInfo.Utc));

        double Error(TimeZoneInfo zone) => Observe(new() { TimeZone = zone }, first, change + (5 * 24), _newYork, _ => false)
            .Skip(change).Average(v => Math.Abs(v.Verdict.Expected - v.Cost));
    }

    [Fact]
    public void An_office_that_rests_on_a_holiday_is_no_drop_and_one_that_works_is_no_spike()
    {
        // Chuseok 2026: Thursday 24 to Saturday 26 September.
        var first = new DateTimeOffset(2026, 7, 6, 0, 0, 0, TimeSpan.Zero);
        var known = new DetectorOptions { TimeZone = _seoul, Holidays = HolidayCalendar.KR };
        const int Hours = 90 * 24;

        Alerts(known, IsChuseok).ShouldBe(0);
        Alerts(known, _ => false).ShouldBe(0);
        Alerts(known with { Holidays = HolidayCalendar.None }, IsChuseok).ShouldBeGreaterThan(0);

        int Alerts(DetectorOptions options, Func<DateOnly, bool> rests) =>
            Observe(options, first, Hours, _seoul, rests).Count(v => v.Verdict.IsOnset && v.Verdict.Kind != AnomalyKind.LevelShift);
    }

    private static bool IsChuseok(DateOnly day) => day >= new DateOnly(2026, 9, 24) && day <= new DateOnly(2026, 9, 26);

    // An office from nine to six on weekdays of its own clock, with noise, that also rests on the days told.
    private static IEnumerable<(double Cost, Verdict Verdict)> Observe(
        DetectorOptions options, DateTimeOffset first, int hours, TimeZoneInfo office, Func<DateOnly, bool> rests)
    {
        var detector = new ScopeDetector(Granularity.Hour, options);
        var random = new Random(8);
        for (var hour = 0; hour < hours; hour++)
        {
            var at = first.AddHours(hour);
            var local = TimeZoneInfo.ConvertTime(at, office);
            var open = local.Hour is >= 9 and < 18 && local.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !rests(DateOnly.FromDateTime(local.DateTime));
            var cost = (open ? 100 : 20) * (0.9 + (0.2 * random.NextDouble()));
            yield return (cost, detector.Observe(new(at, cost, false)));
        }
    }
}
