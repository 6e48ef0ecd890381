namespace FinOpsAI.Core.Detection;

/// <summary>The lengths, in buckets, that follow from a bucket's duration.</summary>
internal sealed class DetectorClock
{
    public DetectorClock(TimeSpan bucket)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(bucket, TimeSpan.Zero);
        Bucket = bucket;
        var perDay = TimeSpan.FromDays(1) / bucket;
        IsDaily = perDay < 2;
        PerDay = Math.Max(1, perDay);
        Recent = IsDaily ? 2 : Math.Max(3, PerDay / 4);
        DayMean = IsDaily ? 4 : Math.Max(6, PerDay);
        Slow = IsDaily ? 10 : Math.Max(24, 3 * PerDay);
        Drift = IsDaily ? 7 : 7 * PerDay;
        Lags = IsDaily ? 14 : 48;
        Rank = IsDaily ? 3 : 6;
        Warmup = IsDaily ? 10 : 48;
        PerMonth = TimeSpan.FromDays(30) / bucket;
    }

    public TimeSpan Bucket { get; }

    /// <summary>A bucket of half a day or more: no profile within the day.</summary>
    public bool IsDaily { get; }

    public double PerDay { get; }

    /// <summary>Half-life of the fast level: six hours, or two days.</summary>
    public double Recent { get; }

    /// <summary>Half-life of the middle level: one day, or four.</summary>
    public double DayMean { get; }

    /// <summary>Half-life of the slow level: three days, or ten.</summary>
    public double Slow { get; }

    /// <summary>Half-life of the reference that a slow leak is measured against: a week.</summary>
    public double Drift { get; }

    /// <summary>Length of the lag vector of the subspace tracker.</summary>
    public int Lags { get; }

    /// <summary>Dimensions of the tracked subspace.</summary>
    public int Rank { get; }

    /// <summary>Observed buckets before the first verdict.</summary>
    public int Warmup { get; }

    public double PerMonth { get; }

    /// <summary>Buckets in a duration, at least one.</summary>
    public int Buckets(TimeSpan duration) => (int)Math.Clamp(Math.Round(duration / Bucket), 1, int.MaxValue / 2);
}
