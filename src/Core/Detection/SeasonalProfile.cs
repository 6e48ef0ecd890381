namespace FinOpsAI.Core.Detection;

/// <summary>
/// Additive profile of log spend: a part by time of day (up to 96 slots) and what a day of the week adds to it (up to 168 slots, by hour).
/// Each slot is an exponentially weighted mean shrunk towards zero while it has been seen only a few times, so that one week of history
/// does not pretend to know the weekday.
/// </summary>
internal sealed class SeasonalProfile
{
    private const int MostSlotsOfDay = 96;
    private const double Shrink = 1.0;
    private const float Borrowed = 1;
    private readonly double _memory;
    private readonly float[] _day;
    private readonly float[] _dayCount;
    private readonly float[] _week;
    private readonly float[] _weekCount;
    private readonly int _weekPerDay;

    public SeasonalProfile(DetectorClock clock)
    {
        var perDay = clock.IsDaily ? 1 : (int)Math.Clamp(Math.Round(clock.PerDay), 1, MostSlotsOfDay);
        _day = new float[perDay];
        _dayCount = new float[perDay];
        _weekPerDay = Math.Min(24, perDay);
        _week = new float[7 * _weekPerDay];
        _weekCount = new float[7 * _weekPerDay];
        _memory = clock.IsDaily ? 8 : 10;
    }

    public double At(DateTimeOffset start)
    {
        var (day, week) = Slots(start);
        return At(day, week);
    }

    /// <summary>Learns from a deseasonalised deviation: what is left of the bucket after level and profile.</summary>
    public void Learn(DateTimeOffset start, double residual)
    {
        var (day, week) = Slots(start);
        if (_day.Length > 1)
        {
            // A slot of the day is met seven times as often as one of the week, so its memory in visits is longer.
            _dayCount[day] = Math.Min(_dayCount[day] + 1, (float)(_memory * 2));
            _day[day] += (float)(residual / (_dayCount[day] + Shrink));
        }

        _weekCount[week] = Math.Min(_weekCount[week] + 1, (float)_memory);
        _week[week] += (float)(residual / (_weekCount[week] + (2 * Shrink)));
    }

    /// <summary>Starts with another scope's shape, trusted like a few visits of each slot.</summary>
    public void Begin(SeasonalProfile shape)
    {
        Copy(shape._day, shape._dayCount, _day, _dayCount, 2 * Borrowed);
        Copy(shape._week, shape._weekCount, _week, _weekCount, Borrowed);
    }

    public void Save(BinaryWriter writer)
    {
        foreach (var table in (ReadOnlySpan<float[]>)[_day, _dayCount, _week, _weekCount])
        {
            StateIo.Write(writer, table);
        }
    }

    public void Load(BinaryReader reader)
    {
        foreach (var table in (ReadOnlySpan<float[]>)[_day, _dayCount, _week, _weekCount])
        {
            StateIo.Read(reader, table);
        }
    }

    private static void Copy(float[] means, float[] counts, float[] toMeans, float[] toCounts, float most)
    {
        for (var slot = 0; slot < means.Length; slot++)
        {
            toMeans[slot] = means[slot];
            toCounts[slot] = Math.Min(counts[slot], most);
        }
    }

    private double At(int day, int week) => _day[day] + _week[week];

    private (int Day, int Week) Slots(DateTimeOffset start)
    {
        var ticks = start.UtcTicks % TimeSpan.TicksPerDay;
        var day = (int)(ticks * _day.Length / TimeSpan.TicksPerDay);
        var hour = (int)(ticks * _weekPerDay / TimeSpan.TicksPerDay);
        return (day, ((int)start.UtcDateTime.DayOfWeek * _weekPerDay) + hour);
    }
}
