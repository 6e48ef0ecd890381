using FinOpsAI.Core.Alerts;

namespace FinOpsAI.Core.Tests.Alerts;

public sealed class QuietHoursTests
{
    private static readonly QuietHours Seoul = new(new(22, 0), new(7, 30), "Asia/Seoul", [DayOfWeek.Saturday, DayOfWeek.Sunday], true);

    [Theory]
    [InlineData("2026-11-18T12:59:00Z", null)] // Wednesday 21:59 in Seoul
    [InlineData("2026-11-18T13:00:00Z", "2026-11-18T22:30:00Z")]
    [InlineData("2026-11-18T18:00:00Z", "2026-11-18T22:30:00Z")]
    [InlineData("2026-11-18T22:29:59Z", "2026-11-18T22:30:00Z")]
    [InlineData("2026-11-18T22:30:00Z", null)]
    [InlineData("2026-11-20T14:00:00Z", "2026-11-22T22:30:00Z")] // Friday night runs into the weekend and the night to Monday
    public void Quiet_time_ends_where_the_last_of_its_stretches_ends(string at, string? end) =>
        Seoul.EndOf(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture))
            .ShouldBe(end is null ? null : DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void The_end_lies_on_the_clock_of_the_zone_when_it_changes()
    {
        var paris = new QuietHours(new(22, 0), new(2, 30), "Europe/Paris", [], true);

        // On 29 March 2026 the clock there goes from 02:00 to 03:00.
        paris.EndOf(new(2026, 3, 28, 23, 0, 0, TimeSpan.Zero)).ShouldBe(new DateTimeOffset(2026, 3, 29, 1, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Equal_times_are_no_quiet_hours() =>
        new QuietHours(new(0, 0), new(0, 0), "UTC", [], true).EndOf(new(2026, 3, 28, 0, 0, 0, TimeSpan.Zero)).ShouldBeNull();
}
