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

    /// <summary>Settings for the forecast of a file: with dates when its rows have times and are hours or days.</summary>
    internal ForecastSettings Settings(IReadOnlyList<SeriesRow> rows, TimeSpan bucket, int horizon, IReadOnlyList<int>? seasons)
    {
        Granularity? granularity = bucket == Granularity.Hour.Length() ? Granularity.Hour : bucket == Granularity.Day.Length() ? Granularity.Day : null;
        var isTimed = rows.Count > 0 && rows.All(row => row.Time is not null);
        return new()
        {
            Horizon = horizon,
            Seasons = seasons ?? Spacing.Seasons(bucket),
            Granularity = granularity,
            FirstBucket = granularity is not null && isTimed ? rows.Min(row => row.Time!.Value).ToUniversalTime() : null,
            TimeZone = TimeZone,
            Holidays = Holidays,
        };
    }
}
