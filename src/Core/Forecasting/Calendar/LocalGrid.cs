using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Forecasting;

/// <summary>
/// A history on the clock of its people: one slot for each hour of the local day. The hour that a spring change skips is a slot without data, the two hours that
/// an autumn change repeats share a slot (their average), so a shape by local hour stays where it is. Days, and hours without a known time, are their own slots.
/// </summary>
internal sealed class LocalGrid
{
    private readonly DateTimeOffset? _first;
    private readonly Granularity? _granularity;
    private readonly TimeZoneInfo _zone;
    private readonly int _count;

    /// <param name="settings">Zone, first bucket and granularity.</param>
    /// <param name="skipped">Buckets of the history that are left out at its beginning.</param>
    /// <param name="count">Buckets of the history that are used.</param>
    public LocalGrid(ForecastSettings settings, int skipped, int count)
    {
        _granularity = settings.Granularity;
        _zone = settings.TimeZone;
        _count = count;
        _first = settings is { FirstBucket: { } first, Granularity: Granularity.Hour or Granularity.Day }
            ? first + (skipped * settings.Granularity.Value.Length())
            : null;
    }

    /// <summary>True when dates are known.</summary>
    public bool HasDates => _first is not null;

    private bool IsLocal => _first is not null && _granularity == Granularity.Hour && _zone.SupportsDaylightSavingTime;

    /// <summary>The local date of a bucket; for a day's bucket the date that its middle falls on.</summary>
    public DateOnly DateOf(int bucket)
    {
        var at = _first!.Value + (bucket * _granularity!.Value.Length());
        return DateOnly.FromDateTime(Local(_granularity == Granularity.Day ? at.AddHours(12) : at));
    }

    /// <summary>Values by slot; NaN where there is none.</summary>
    public double[] ToSlots(ReadOnlySpan<double> history)
    {
        if (!IsLocal || history.IsEmpty)
        {
            return history.ToArray();
        }

        var slots = new double[SlotOf(_count - 1) + 1];
        Array.Fill(slots, double.NaN);
        for (var i = 0; i < history.Length; i++)
        {
            var slot = SlotOf(i);
            slots[slot] = double.IsNaN(slots[slot]) ? history[i] : double.IsNaN(history[i]) ? slots[slot] : (slots[slot] + history[i]) / 2;
        }

        return slots;
    }

    /// <summary>Slot of a bucket; rising, counted from the first bucket.</summary>
    public int SlotOf(int bucket)
    {
        if (!IsLocal)
        {
            return bucket;
        }

        var local = Local(_first!.Value.AddHours(bucket)) - Local(_first.Value);
        return (int)Math.Floor(local.TotalHours + 1e-9);
    }

    private DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).DateTime;
}
