using FinOpsAI.Core.Calendar;

namespace FinOpsAI.Core.Detection;

/// <summary>Time as the people behind the spend live it: their clock, their days off.</summary>
internal sealed class HouseCalendar(TimeZoneInfo zone, HolidayCalendar holidays)
{
    private readonly HashSet<DateOnly> _daysOff = [];
    private int _year;

    /// <summary>The instant by the house's clock, its offset dropped: only for slots of day and week, never for comparing times.</summary>
    public DateTimeOffset Local(DateTimeOffset instant) => zone == TimeZoneInfo.Utc ? instant : new((instant + zone.GetUtcOffset(instant)).UtcTicks, TimeSpan.Zero);

    /// <summary>Whether a local time lies on a public holiday that is no Sunday.</summary>
    public bool IsDayOff(DateTimeOffset local)
    {
        if (holidays == HolidayCalendar.None || local.DayOfWeek == DayOfWeek.Sunday)
        {
            return false;
        }

        if (local.Year != _year)
        {
            _year = local.Year;
            _daysOff.Clear();
            _daysOff.UnionWith(PublicHolidays.Of(holidays, _year));
        }

        return _daysOff.Contains(DateOnly.FromDateTime(local.DateTime));
    }

    /// <summary>The same time of day on the Sunday before.</summary>
    public static DateTimeOffset Sunday(DateTimeOffset local) => local.AddDays(-(int)local.DayOfWeek);
}
