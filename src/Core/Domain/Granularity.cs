namespace FinOpsAI.Core.Domain;

/// <summary>The bucket lengths in which cost is kept; all buckets start on UTC boundaries and are half open.</summary>
public enum Granularity
{
    /// <summary>60 seconds; kept for a short while only.</summary>
    Minute = 0,

    /// <summary>One hour.</summary>
    Hour = 1,

    /// <summary>One UTC day.</summary>
    Day = 2,
}

/// <summary>Bucket arithmetic.</summary>
public static class Granularities
{
    /// <summary>The bucket's length.</summary>
    public static TimeSpan Length(this Granularity granularity) => granularity switch
    {
        Granularity.Minute => TimeSpan.FromMinutes(1),
        Granularity.Hour => TimeSpan.FromHours(1),
        _ => TimeSpan.FromDays(1),
    };

    /// <summary>The start of the bucket that holds <paramref name="instant"/>, UTC.</summary>
    public static DateTimeOffset Floor(this Granularity granularity, DateTimeOffset instant)
    {
        var ticks = granularity.Length().Ticks;
        return new(instant.UtcTicks / ticks * ticks, TimeSpan.Zero);
    }
}
