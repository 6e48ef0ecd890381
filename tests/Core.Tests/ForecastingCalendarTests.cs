using FinOpsAI.Core.Calendar;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Forecasting;

namespace FinOpsAI.Core.Tests;

public sealed class ForecastingCalendarTests
{
    [Fact]
    public void Korean_holidays_of_2026_with_lunar_days_and_substitutes()
        => PublicHolidays.Of(HolidayCalendar.KR, 2026).ShouldBe(Days(2026,
            (1, 1), (2, 16), (2, 17), (2, 18), (3, 1), (3, 2), (5, 5), (5, 24), (5, 25), (6, 6), (8, 15), (8, 17), (9, 24), (9, 25), (9, 26), (10, 3), (10, 5), (10, 9), (12, 25)));

    [Fact]
    public void Korean_holidays_of_2025_where_holidays_fall_on_each_other()
        => PublicHolidays.Of(HolidayCalendar.KR, 2025).ShouldBe(Days(2025,
            (1, 1), (1, 28), (1, 29), (1, 30), (3, 1), (3, 3), (5, 5), (5, 6), (6, 6), (8, 15), (10, 3), (10, 5), (10, 6), (10, 7), (10, 8), (10, 9), (12, 25)));

    [Theory]
    [InlineData(2017, 10, 6)]
    [InlineData(2023, 1, 24)]
    [InlineData(2024, 2, 12)]
    [InlineData(2027, 2, 9)]
    [InlineData(2028, 10, 5)]
    public void A_Korean_feast_on_a_Sunday_or_another_holiday_is_made_good(int year, int month, int day)
        => PublicHolidays.Of(HolidayCalendar.KR, year).ShouldContain(new DateOnly(year, month, day));

    [Fact]
    public void Federal_holidays_of_2026_are_those_observed()
        => PublicHolidays.Of(HolidayCalendar.US, 2026).ShouldBe(Days(2026,
            (1, 1), (1, 19), (2, 16), (5, 25), (6, 19), (7, 3), (9, 7), (10, 12), (11, 11), (11, 26), (12, 25)));

    [Fact]
    public void New_year_on_a_Saturday_is_observed_in_the_old_year()
        => PublicHolidays.Of(HolidayCalendar.US, 2021)[^1].ShouldBe(new DateOnly(2021, 12, 31));

    [Theory]
    [InlineData(HolidayCalendar.KR, "Asia/Seoul")]
    [InlineData(HolidayCalendar.US, "America/New_York")]
    public void Known_holidays_are_foretold_much_better_by_the_day(HolidayCalendar calendar, string zone)
    {
        double with = 0, without = 0;
        for (var seed = 1; seed <= 4; seed++)
        {
            var start = new DateTimeOffset(2024, 6, 1, 0, 0, 0, TimeSpan.Zero);
            var random = new Random(seed);
            double Spend(DateOnly date) => (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 60 : PublicHolidays.Of(calendar, date.Year).Contains(date) ? 45 : 100)
                * (0.95 + (0.1 * random.NextDouble()));
            var first = DateOnly.FromDateTime(start.Date);
            double[] all = [.. Enumerable.Range(0, 730).Select(i => Spend(first.AddDays(i)))];
            for (var origin = 430; origin < 690; origin += 30)
            {
                var plain = ForecastSettings.For(Granularity.Day, start, 30);
                var known = plain with { Holidays = calendar, TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zone) };
                without += HolidayError(CostForecaster.Forecast(all.AsSpan(0, origin), plain));
                with += HolidayError(CostForecaster.Forecast(all.AsSpan(0, origin), known));
                double HolidayError(ForecastResult result) => Enumerable.Range(0, 30)
                    .Where(h => PublicHolidays.Of(calendar, first.AddDays(origin + h).Year).Contains(first.AddDays(origin + h)))
                    .Sum(h => Math.Abs(result.Steps[h].P50 - all[origin + h]));
            }
        }

        with.ShouldBeLessThan(0.4 * without);
    }

    [Fact]
    public void The_first_holiday_ever_seen_is_taken_half_way_to_a_Sunday()
    {
        // Chuseok 2026 begins on Thursday 24 September.
        var start = new DateTimeOffset(2026, 8, 17, 0, 0, 0, TimeSpan.Zero);
        double[] history = [.. Enumerable.Range(0, 37).Select(i => i % 7 >= 5 ? 25.0 : 100.0)];
        var settings = ForecastSettings.For(Granularity.Day, start.AddDays(1), 5) with { Holidays = HolidayCalendar.KR };
        history = history[1..];
        var result = CostForecaster.Forecast(history, settings);
        result.Steps[0].P50.ShouldBe(100, 5);
        result.Steps[1].P50.ShouldBe(50, 5);
    }

    [Fact]
    public void Without_a_seen_weekend_or_a_past_holiday_nothing_is_changed()
    {
        var start = new DateTimeOffset(2026, 8, 18, 0, 0, 0, TimeSpan.Zero);
        double[] history = [.. Enumerable.Range(0, 36).Select(i => 100.0 + (i % 3))];
        var plain = ForecastSettings.For(Granularity.Day, start, 5);
        CostForecaster.Forecast(history, plain with { Holidays = HolidayCalendar.KR }).Steps.ShouldBe(CostForecaster.Forecast(history, plain).Steps);
    }

    [Fact]
    public void Past_holidays_do_not_spoil_the_week_by_the_hour()
    {
        // Seoul is nine hours ahead: the local day matters.
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul");
        var start = new DateTimeOffset(2026, 8, 10, 0, 0, 0, TimeSpan.Zero);
        var random = new Random(3);
        double[] all = [.. Enumerable.Range(0, 64 * 24).Select(i => Local(start.AddHours(i), zone, random))];
        var origin = 55 * 24;
        var plain = ForecastSettings.For(Granularity.Hour, start, 9 * 24);
        var known = CostForecaster.Forecast(all.AsSpan(0, origin), plain with { TimeZone = zone, Holidays = HolidayCalendar.KR });
        var blind = CostForecaster.Forecast(all.AsSpan(0, origin), plain);
        double Error(ForecastResult result) => Enumerable.Range(0, 9 * 24).Sum(h => Math.Abs(result.Steps[h].P50 - all[origin + h]));
        Error(known).ShouldBeLessThan(0.8 * Error(blind));
    }

    [Theory]
    [InlineData("America/New_York", 2026, 3, 8)]
    [InlineData("America/New_York", 2026, 11, 1)]
    [InlineData("Europe/Berlin", 2026, 3, 29)]
    public void A_change_of_the_clock_moves_the_day_and_the_forecast_knows(string id, int year, int month, int day)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(id);
        var change = new DateTimeOffset(year, month, day, 12, 0, 0, TimeSpan.Zero);
        var random = new Random(5);
        var start = change.AddDays(-45);
        double[] all = [.. Enumerable.Range(0, 60 * 24).Select(i => Local(start.AddHours(i), zone, random))];
        foreach (var origin in (int[])[44 * 24, (44 * 24) + 7, 48 * 24])
        {
            var plain = ForecastSettings.For(Granularity.Hour, start, 7 * 24);
            var known = CostForecaster.Forecast(all.AsSpan(0, origin), plain with { TimeZone = zone });
            var blind = CostForecaster.Forecast(all.AsSpan(0, origin), plain);
            known.Steps.Count.ShouldBe(7 * 24);
            ForecastingCostForecasterTests.ShouldBeSound(known);
            double Error(ForecastResult result) => Enumerable.Range(0, 7 * 24).Sum(h => Math.Abs(result.Steps[h].P50 - all[origin + h]));
            Error(known).ShouldBeLessThan(0.7 * Error(blind));
        }
    }

    [Fact]
    public void A_dear_last_day_of_each_month_is_foretold()
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var random = new Random(8);
        double[] all = [.. Enumerable.Range(0, 330).Select(i => (start.AddDays(i + 1).Day == 1 ? 180 : 100) * (0.97 + (0.06 * random.NextDouble())))];
        var result = CostForecaster.Forecast(all.AsSpan(0, 300), ForecastSettings.For(Granularity.Day, start, 30));
        for (var h = 0; h < 30; h++)
        {
            var isLast = start.AddDays(300 + h + 1).Day == 1;
            result.Steps[h].P50.ShouldBeInRange(isLast ? 150 : 90, isLast ? 190 : 110);
        }
    }

    // Office hours of a local day, little at weekends and on Korean holidays where that is the zone.
    private static double Local(DateTimeOffset at, TimeZoneInfo zone, Random random)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var date = DateOnly.FromDateTime(local.DateTime);
        var free = local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
            || (zone.Id == "Asia/Seoul" && PublicHolidays.Of(HolidayCalendar.KR, date.Year).Contains(date));
        return (free ? 0.3 : 1) * (local.Hour is >= 9 and < 18 ? 40 : 8) * (0.95 + (0.1 * random.NextDouble()));
    }

    private static DateOnly[] Days(int year, params (int Month, int Day)[] days) => [.. days.Select(d => new DateOnly(year, d.Month, d.Day))];
}
