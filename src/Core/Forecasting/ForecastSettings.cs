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
