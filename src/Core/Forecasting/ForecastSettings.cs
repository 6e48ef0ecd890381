using FinOpsAI.Core.Calendar;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Forecasting;

/// <summary>What to forecast.</summary>
public sealed record ForecastSettings
{
    /// <summary>Lengths of the seasons in buckets, such as 24 and 168 for hours, 7 for days. May be empty.</summary>
    public required IReadOnlyList<int> Seasons { get; init; }

    /// <summary>How many buckets ahead; at least 1, at most 100,000.</summary>
    public required int Horizon { get; init; }

    /// <summary>Start of the first bucket of the history, UTC; null when the calendar is not known.</summary>
    public DateTimeOffset? FirstBucket { get; init; }

    /// <summary>Length of a bucket.</summary>
    /// <value>Used with <see cref="FirstBucket"/>, and to know what three days are. Default null: unknown.</value>
    public Granularity? Granularity { get; init; }

    /// <summary>Where the people behind the spend live: days off and changes of the clock follow it.</summary>
    /// <value>Default UTC.</value>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Whose public holidays matter; used when <see cref="FirstBucket"/> is known and a bucket is an hour or a day.</summary>
    /// <value>Default none.</value>
    public HolidayCalendar Holidays { get; init; }

    /// <summary>
    /// Extra money per future bucket that is planned, such as a training run; may be negative, may be shorter than the horizon. Added to every quantile, which stays at
    /// zero or above. Past planned buckets belong into the history as NaN.
    /// </summary>
    /// <value>Default empty.</value>
    public ReadOnlyMemory<double> Planned { get; init; }

    /// <summary>Factors on the bands, from <see cref="BandCalibration"/>.</summary>
    /// <value>Default one.</value>
    public BandScale Bands { get; init; } = BandScale.One;

    /// <summary>Settings for a scope's hourly or daily history.</summary>
    public static ForecastSettings For(Granularity granularity, DateTimeOffset firstBucket, int horizon) => new()
    {
        Seasons = granularity switch
        {
            Domain.Granularity.Minute => [60, 1440],
            Domain.Granularity.Hour => [24, 168],
            _ => [7],
        },
        Horizon = horizon,
        FirstBucket = firstBucket,
        Granularity = granularity,
    };

    /// <summary>The shortest history that is forecast: three days, or three buckets when a bucket is a day or unknown.</summary>
    internal int ShortestHistory => Granularity switch
    {
        Domain.Granularity.Minute => 3 * 1440,
        Domain.Granularity.Hour => 72,
        _ => 3,
    };
}
