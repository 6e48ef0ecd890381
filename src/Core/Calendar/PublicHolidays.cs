using System.Globalization;

namespace FinOpsAI.Core.Calendar;

/// <summary>Public holidays by rule; rules as in force in 2025. What a government proclaims for one year alone (elections, temporary holidays) is not known here.</summary>
public static class PublicHolidays
{
    private static readonly KoreanLunisolarCalendar _lunar = new();

    /// <summary>The holidays of a year, in order, without those that fall outside it. Korean lunar holidays are known from 1900 to 2050.</summary>
    public static IReadOnlyList<DateOnly> Of(HolidayCalendar calendar, int year) => calendar switch
    {
        HolidayCalendar.KR => [.. Korean(year).Where(d => d.Year == year).Distinct().Order()],
        HolidayCalendar.US => [.. Federal(year).Concat(Federal(year + 1)).Where(d => d.Year == year).Distinct().Order()],
        _ => [],
    };

    /// <summary>
    /// Korea: Regulations on Holidays of Public Offices. Substitutes: Seollal and Chuseok for a Sunday or another holiday (from 2014), Children's Day for a weekend or
    /// another holiday (2014), the four national days for a weekend (August 2021), Buddha's Birthday and Christmas for a weekend (2023).
    /// </summary>
    private static List<DateOnly> Korean(int year)
    {
        var days = new List<(DateOnly Day, int SubstituteFrom, bool Saturday)>
        {
            (new(year, 1, 1), int.MaxValue, false),
            (new(year, 3, 1), 2022, true),
            (new(year, 5, 5), 2014, true),
            (new(year, 6, 6), int.MaxValue, false),
            (new(year, 8, 15), 2021, true),
            (new(year, 10, 3), 2021, true),
            (new(year, 10, 9), 2021, true),
            (new(year, 12, 25), 2023, true),
        };
        if (year is >= 1919 and <= 2050)
        {
            var (seollal, chuseok) = (Lunar(year, 1, 1), Lunar(year, 8, 15));
            days.AddRange(new[] { -1, 0, 1 }.SelectMany(
                shift => new[] { (seollal.AddDays(shift), 2014, false), (chuseok.AddDays(shift), 2014, false) }));
            days.Add((Lunar(year, 4, 8), 2023, true));
        }

        var result = days.Select(d => d.Day).ToList();
        foreach (var (day, _, _) in days
            .Where(d => year >= d.SubstituteFrom && (IsWeekend(d) || days.Any(o => o.Day == d.Day && o != d)))
            .OrderBy(d => d.Day)
            .DistinctBy(d => d.Day))
        {
            var next = day.AddDays(1);
            while (next.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || result.Contains(next))
            {
                next = next.AddDays(1);
            }

            result.Add(next);
        }

        return result;

        static bool IsWeekend((DateOnly Day, int From, bool Saturday) d)
            => d.Day.DayOfWeek == DayOfWeek.Sunday || (d.Saturday && d.Day.DayOfWeek == DayOfWeek.Saturday);
    }

    private static DateOnly Lunar(int year, int month, int day)
    {
        // The calendar counts a leap month as a month of its own; all months from it on move by one.
        var leap = _lunar.GetLeapMonth(year);
        return DateOnly.FromDateTime(_lunar.ToDateTime(year, leap > 0 && month >= leap ? month + 1 : month, day, 0, 0, 0, 0));
    }

    /// <summary>5 U.S.C. 6103; a Saturday is observed on Friday, a Sunday on Monday.</summary>
    private static List<DateOnly> Federal(int year)
    {
        if (year > 9998)
        {
            return [];
        }

        List<DateOnly> days =
        [
            Observed(new(year, 1, 1)),
            Nth(year, 1, DayOfWeek.Monday, 3),
            Nth(year, 2, DayOfWeek.Monday, 3),

            // Memorial Day: the last Monday of May.
            Nth(year, 6, DayOfWeek.Monday, 1).AddDays(-7),
            Observed(new(year, 7, 4)),
            Nth(year, 9, DayOfWeek.Monday, 1),
            Nth(year, 10, DayOfWeek.Monday, 2),
            Observed(new(year, 11, 11)),
            Nth(year, 11, DayOfWeek.Thursday, 4),
            Observed(new(year, 12, 25)),
        ];
        if (year >= 2021)
        {
            days.Add(Observed(new(year, 6, 19)));
        }

        return days;
    }

    private static DateOnly Observed(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.AddDays(-1),
        DayOfWeek.Sunday => day.AddDays(1),
        _ => day,
    };

    private static DateOnly Nth(int year, int month, DayOfWeek weekday, int n)
    {
        var first = new DateOnly(year, month, 1);
        return first.AddDays((((int)weekday - (int)first.DayOfWeek + 7) % 7) + (7 * (n - 1)));
    }
}
