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
        IsFine = bucket < TimeSpan.FromHours(1);
        Slow = IsDaily ? 10 : Math.Max(24, 3 * PerDay);
        Lags = IsDaily ? 14 : 48;
        Rank = IsDaily ? 3 : 6;
        Warmup = IsDaily ? 10 : IsFine ? 48 : 72;
        TaughtWarmup = IsDaily ? 4 : 8;
    }

    public TimeSpan Bucket { get; }

    /// <summary>A bucket of half a day or more: no profile within the day.</summary>
    public bool IsDaily { get; }

    /// <summary>Buckets in a day, at least 1.</summary>
    public double PerDay { get; }

    /// <summary>A bucket shorter than an hour.</summary>
    public bool IsFine { get; }

    /// <summary>Half-life of the slow level: three days, or ten.</summary>
    public double Slow { get; }

    /// <summary>Length of the lag vector of the subspace tracker.</summary>
    public int Lags { get; }

    /// <summary>Dimensions of the tracked subspace.</summary>
    public int Rank { get; }

    /// <summary>Observed buckets before the first verdict.</summary>
    public int Warmup { get; }

    /// <summary>The same for a detector that starts from a wider scope's shape: it has only its level to learn.</summary>
    public int TaughtWarmup { get; }

    /// <summary>Buckets in a duration, at least one.</summary>
    public int Buckets(TimeSpan duration) => (int)Math.Clamp(Math.Round(duration / Bucket), 1, int.MaxValue / 2);
}
