using FinOpsAI.Core.Calendar;

namespace FinOpsAI.Core.Forecasting;

/// <summary>
/// What holidays, and the first and the last day of a month, add to a scope's spend, log units. Learnt from the scope's own past ones as the median deviation from
/// the usual, shrunk by n / (n + 1). On a holiday the starting point is half of the way to the scope's Sunday where weekends are clearly seen; without that
/// and without a past holiday there is no effect.
/// </summary>
internal sealed class CalendarEffects
{
    private const double SundayShare = 0.5;
    private const double LeastWeekend = 0.15;
    private const int LeastMonths = 3;
    private const double MonthSigmas = 2.5;
    private readonly LocalGrid _grid;
    private readonly HolidayCalendar _calendar;
    private readonly HashSet<DateOnly> _holidays = [];
    private readonly HashSet<int> _years = [];
    private readonly PhaseProfile? _profile;
    private readonly DateOnly[] _dates;
    private readonly bool _hasWeekend;
    private readonly int _week;
    private double _holiday;
    private double _monthFirst;
    private double _monthLast;

    /// <param name="grid">Where the buckets lie in time.</param>
    /// <param name="calendar">Whose holidays.</param>
    /// <param name="history">By slot, from the first known one.</param>
    /// <param name="firstBuckets">For each slot of the history the bucket whose date it has.</param>
    /// <param name="seasons">Seasons in slots.</param>
    /// <param name="perDay">Slots in a day.</param>
    public CalendarEffects(LocalGrid grid, HolidayCalendar calendar, LogHistory history, int[] firstBuckets, IReadOnlyList<int> seasons, int perDay)
    {
        _grid = grid;
        _calendar = calendar;
        _dates = [.. firstBuckets.Select(grid.DateOf)];
        _week = 7 * perDay;
        _profile = PhaseProfile.Of(history.Values, seasons);
        if (_profile is null || history.Values.Length < 2 * _week)
        {
            _profile = null;
            return;
        }

        var usual = _profile.Usual(history.Values.Length, PhaseProfile.RunningMedian(_profile.Levels(history.Values, int.MaxValue)));
        var days = Days(history, usual, perDay);
        var noise = 1.4826 * Quantile.MedianInPlace([.. days.Select(d => Math.Abs(d.Deviation))]);
        _hasWeekend = WeekendIsSeen(history.Values.Length, noise, perDay);
        double[] past = [.. days.Where(d => IsHoliday(d.Date)).Select(d => d.Deviation - SundayPart(d.Slot, d.Date, perDay))];
        _holiday = Shrunk(past);
        if (perDay == 1)
        {
            _monthFirst = Month(days, noise, d => d.Day == 1);
            _monthLast = Month(days, noise, d => d.AddDays(1).Day == 1);
        }
    }

    /// <summary>What the calendar adds at a bucket that lies in a slot (counted like the history's).</summary>
    public double At(int slot, int bucket, int perDay) => _profile is null ? 0 : At(slot, _grid.DateOf(bucket), perDay);

    /// <summary>The effects over the history.</summary>
    public double[] Past(int perDay) => [.. _dates.Select((date, slot) => _profile is null ? 0 : At(slot, date, perDay))];

    private double At(int slot, DateOnly date, int perDay)
    {
        if (IsHoliday(date))
        {
            return _holiday + SundayPart(slot, date, perDay);
        }

        return date.Day == 1 ? _monthFirst : date.AddDays(1).Day == 1 ? _monthLast : 0;
    }

    private static double Shrunk(double[] deviations)
        => deviations.Length == 0 ? 0 : Quantile.MedianInPlace(deviations) * deviations.Length / (deviations.Length + 1.0);

    // A weekend has no work to lose.
    private bool IsHoliday(DateOnly date)
    {
        if (_calendar == HolidayCalendar.None || date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
        {
            return false;
        }

        if (_years.Add(date.Year))
        {
            _holidays.UnionWith(PublicHolidays.Of(_calendar, date.Year));
        }

        return _holidays.Contains(date);
    }

    private double SundayPart(int slot, DateOnly date, int perDay)
        => _hasWeekend ? SundayShare * (_profile![slot + ((7 - (int)date.DayOfWeek) * perDay)] - _profile[slot]) : 0;

    private bool WeekendIsSeen(int length, double noise, int perDay)
    {
        double weekend = 0, working = 0;
        int free = 0, busy = 0;
        for (var slot = Math.Max(0, length - _week); slot < length; slot++)
        {
            var isFree = _dates[slot].DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            (weekend, free) = isFree ? (weekend + _profile![slot], free + 1) : (weekend, free);
            (working, busy) = isFree ? (working, busy) : (working + _profile![slot], busy + 1);
        }

        return free > 0 && busy > 0 && (working / busy) - (weekend / free) > Math.Max(LeastWeekend, noise);
    }

    private List<(DateOnly Date, int Slot, double Deviation)> Days(LogHistory history, double[] usual, int perDay)
    {
        var days = new List<(DateOnly, int, double)>();
        var buffer = new List<double>();
        for (var slot = 0; slot < usual.Length;)
        {
            var date = _dates[slot];
            var from = slot;
            buffer.Clear();
            for (; slot < usual.Length && _dates[slot] == date; slot++)
            {
                if (history.Known[slot])
                {
                    buffer.Add(history.Values[slot] - usual[slot]);
                }
            }

            if (2 * buffer.Count > perDay)
            {
                days.Add((date, from, Quantile.MedianInPlace([.. buffer])));
            }
        }

        return days;
    }

    private double Month(List<(DateOnly Date, int Slot, double Deviation)> days, double noise, Func<DateOnly, bool> isDay)
    {
        double[] past = [.. days.Where(d => isDay(d.Date) && !IsHoliday(d.Date)).Select(d => d.Deviation)];
        var effect = Shrunk(past);
        return past.Length >= LeastMonths && Math.Abs(effect) > MonthSigmas * noise / Math.Sqrt(past.Length) && Math.Abs(effect) > noise ? effect : 0;
    }
}
