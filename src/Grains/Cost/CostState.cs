using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Grains.Cost;

/// <summary>Cost of a bucket and the records behind it; no record means missing, which is not zero.</summary>
internal struct Bucket
{
    public decimal Cost;
    public int Records;
}

/// <summary>The rolling sums of one scope: a pure fold over its ledger entries, the same for the same entries in the same order.</summary>
internal sealed class CostState
{
    public const int MinutesKept = 180;
    public const int HoursKept = 24 * 91;
    public const int DaysKept = 500;

    /// <summary>Two whole months and a bit, for "this month" and "the month before" with all their figures.</summary>
    private const int FigureDaysKept = 70;

    private readonly BucketRing<Bucket> _minutes = new(MinutesKept);
    private readonly BucketRing<Bucket> _hours = new(HoursKept);
    private readonly BucketRing<Bucket> _days = new(DaysKept);
    private readonly BucketRing<DayFigures> _figures = new(FigureDaysKept);
    private DayFigures _total;

    /// <summary>The ledger position included.</summary>
    public long Applied { get; set; }

    /// <summary>Charge time of the newest record; null before the first.</summary>
    public DateTimeOffset? LastRecordAt { get; private set; }

    /// <summary>The oldest bucket kept; meaningless while empty.</summary>
    public long First(Granularity granularity) => Ring(granularity).First;

    public bool IsEmpty => _hours.Count == 0;

    public static long BucketOf(Granularity granularity, DateTimeOffset instant) => instant.UtcTicks / granularity.Length().Ticks;

    public static DateTimeOffset StartOf(Granularity granularity, long bucket) => new(bucket * granularity.Length().Ticks, TimeSpan.Zero);

    public void Fold(LedgerEntry entry)
    {
        Add(_minutes, Granularity.Minute, entry);
        Add(_hours, Granularity.Hour, entry);
        Add(_days, Granularity.Day, entry);
        var day = BucketOf(Granularity.Day, entry.Timestamp);
        if (!_figures.IsTooOld(day))
        {
            _figures.Touch(day).Add(entry);
        }

        _total.Add(entry);
        if (LastRecordAt is not { } last || entry.Timestamp > last)
        {
            LastRecordAt = entry.Timestamp;
        }
    }

    /// <summary>A bucket as the detectors see it.</summary>
    public CostPoint Point(Granularity granularity, long bucket)
    {
        var value = Ring(granularity)[bucket];
        return new(StartOf(granularity, bucket), (double)value.Cost, value.Records == 0);
    }

    public decimal CostOf(Granularity granularity, long bucket) => Ring(granularity)[bucket].Cost;

    /// <summary>Costs of consecutive buckets up to and including <paramref name="last"/>, NaN where no record came, oldest first.</summary>
    public double[] History(Granularity granularity, long last, int most)
    {
        var ring = Ring(granularity);
        if (ring.Count == 0 || last < ring.First)
        {
            return [];
        }

        var first = Math.Max(ring.First, last - most + 1);
        var history = new double[last - first + 1];
        for (var i = 0; i < history.Length; i++)
        {
            var bucket = ring[first + i];
            history[i] = bucket.Records == 0 ? double.NaN : (double)bucket.Cost;
        }

        return history;
    }

    public PeriodFigures Day(DateTimeOffset now, int daysAgo = 0) => _figures[BucketOf(Granularity.Day, now) - daysAgo].ToPeriod();

    public PeriodFigures Total => _total.ToPeriod();

    /// <summary>The UTC month of <paramref name="instant"/>.</summary>
    public PeriodFigures Month(DateTimeOffset instant)
    {
        var start = new DateTimeOffset(instant.Year, instant.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var first = BucketOf(Granularity.Day, start);
        var end = BucketOf(Granularity.Day, start.AddMonths(1));
        var sum = default(DayFigures);
        for (var day = first; day < end; day++)
        {
            sum.Add(_figures[day]);
        }

        return sum.ToPeriod();
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Applied);
        writer.Write(LastRecordAt?.UtcTicks ?? 0);
        CostStateFormat.Write(writer, _minutes);
        CostStateFormat.Write(writer, _hours);
        CostStateFormat.Write(writer, _days);
        CostStateFormat.Write(writer, _figures);
        CostStateFormat.Write(writer, _total);
    }

    public static CostState Load(BinaryReader reader)
    {
        var state = new CostState { Applied = reader.ReadInt64() };
        var last = reader.ReadInt64();
        state.LastRecordAt = last == 0 ? null : new DateTimeOffset(last, TimeSpan.Zero);
        CostStateFormat.Read(reader, state._minutes);
        CostStateFormat.Read(reader, state._hours);
        CostStateFormat.Read(reader, state._days);
        CostStateFormat.Read(reader, state._figures);
        state._total = CostStateFormat.ReadFigures(reader);
        return state;
    }

    private static void Add(BucketRing<Bucket> ring, Granularity granularity, LedgerEntry entry)
    {
        var bucket = BucketOf(granularity, entry.Timestamp);
        if (ring.IsTooOld(bucket))
        {
            return;
        }

        ref var value = ref ring.Touch(bucket);
        value.Cost += entry.Cost.Effective;
        value.Records += entry.Sign;
    }

    private BucketRing<Bucket> Ring(Granularity granularity) => granularity switch
    {
        Granularity.Minute => _minutes,
        Granularity.Hour => _hours,
        _ => _days,
    };
}
