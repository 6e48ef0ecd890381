using FinOpsAI.Core.Calendar;

namespace FinOpsAI.Core.Forecasting;

/// <summary>A history without what the calendar did to it, and the way back from slots of that history to buckets of time.</summary>
internal sealed class CalendarView
{
    private readonly LocalGrid _grid;
    private readonly CalendarEffects? _effects;
    private readonly int _count;
    private readonly int _slots;
    private readonly int _skipped;
    private readonly int _perDay;

    public CalendarView(LocalGrid grid, int count, LogHistory history, ForecastSettings settings)
    {
        _grid = grid;
        _count = count;
        _skipped = history.Skipped;
        _slots = history.Values.Length;
        _perDay = settings.Granularity == Domain.Granularity.Hour ? 24 : 1;
        Plain = history;
        if (!grid.HasDates || (_perDay > 1 && settings.Holidays == HolidayCalendar.None))
        {
            return;
        }

        // Of the two buckets that share a slot the first gives the date; a skipped hour has the date of the one before it.
        var bucketOf = new int[_slots];
        Array.Fill(bucketOf, -1);
        for (var bucket = count - 1; bucket >= 0; bucket--)
        {
            var slot = grid.SlotOf(bucket) - _skipped;
            if (slot >= 0)
            {
                bucketOf[slot] = bucket;
            }
        }

        for (var slot = 1; slot < _slots; slot++)
        {
            bucketOf[slot] = bucketOf[slot] < 0 ? bucketOf[slot - 1] : bucketOf[slot];
        }

        _effects = new(grid, settings.Holidays, history, bucketOf, settings.Seasons, _perDay);
        Plain = history.Without(_effects.Past(_perDay), settings.Seasons);
    }

    /// <summary>The history without the calendar's effects.</summary>
    public LogHistory Plain { get; }

    /// <summary>Slots that a number of buckets ahead spans; at least their number.</summary>
    public int SlotsAhead(int buckets) => Math.Max(buckets, Ahead(buckets - 1) + 1);

    /// <summary>Log spend of the buckets ahead, from that of the slots ahead.</summary>
    public double[] Path(double[] slots, int buckets)
    {
        var path = new double[buckets];
        for (var h = 0; h < buckets; h++)
        {
            var slot = Math.Max(0, Ahead(h));
            path[h] = slots[slot] + (_effects?.At(_slots + slot, _count + h, _perDay) ?? 0);
        }

        return path;
    }

    /// <summary>Spread of the buckets ahead, from that of the slots ahead.</summary>
    public double[] Shape(double[] slots, int buckets)
    {
        var shape = new double[buckets];
        for (var h = 0; h < buckets; h++)
        {
            shape[h] = slots[Math.Max(0, Ahead(h))];
        }

        return shape;
    }

    // Slots ahead of a bucket ahead; -1 for an hour that shares the history's last slot.
    private int Ahead(int h) => _grid.SlotOf(_count + h) - _skipped - _slots;
}
