using FinOpsAI.Core.Calendar;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Forecasting;

namespace FinOpsAI.Core.Series;

/// <summary>Clock and public holidays of the people behind a file's values.</summary>
/// <param name="TimeZone">Where they live.</param>
/// <param name="Holidays">Whose days off they have.</param>
public sealed record SeriesCalendar(TimeZoneInfo TimeZone, HolidayCalendar Holidays)
{
    /// <summary>UTC, no holidays.</summary>
    public static SeriesCalendar None { get; } = new(TimeZoneInfo.Utc, HolidayCalendar.None);

    /// <summary>
    /// Settings for the forecast of a file: with dates when its rows are hours or days and each has a time; a file of under three days is forecast all the same,
    /// without them.
    /// </summary>
    internal ForecastSettings Settings(IReadOnlyList<SeriesRow> rows, TimeSpan bucket, int buckets, int horizon, IReadOnlyList<int>? seasons)
    {
        Granularity? granularity = bucket == TimeSpan.FromDays(1) ? Granularity.Day : bucket == TimeSpan.FromHours(1) && buckets >= 72 ? Granularity.Hour : null;
        var isDated = granularity is not null && rows.All(row => row.Time is not null);
        return new()
        {
            Horizon = horizon,
            Seasons = seasons ?? Spacing.Seasons(bucket),
            Granularity = isDated ? granularity : null,
            FirstBucket = isDated ? rows.Min(row => row.Time!.Value) : null,
            TimeZone = TimeZone,
            Holidays = Holidays,
        };
    }
}
