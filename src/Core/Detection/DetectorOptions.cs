using FinOpsAI.Core.Calendar;

namespace FinOpsAI.Core.Detection;

/// <summary>How eager a scope's detectors are. Immutable; a change of sensitivity makes a new instance.</summary>
public sealed record DetectorOptions
{
    /// <summary>The defaults: half a false alert in 30 days, no floor in money, 20 per cent of what was expected.</summary>
    public static DetectorOptions Default { get; } = new();

    /// <summary>Expected false alerts of one scope in 30 days.</summary>
    /// <value>Default 0.5; more than 0, at most 1000.</value>
    public double FalseAlertsPer30Days { get; init; } = 0.5;

    /// <summary>Deviations below this amount per bucket (reporting currency) never alert.</summary>
    /// <value>Default 0: no floor.</value>
    public double MaterialAmount { get; init; }

    /// <summary>Deviations below this share of the expected spend never alert.</summary>
    /// <value>Default 0.2; 0 to 10.</value>
    public double MaterialShare { get; init; } = 0.2;

    /// <summary>After an alert, this long until the next one of the same scope.</summary>
    /// <value>Default one day; zero or more. The day clock uses at least two days.</value>
    public TimeSpan Refractory { get; init; } = TimeSpan.FromDays(1);

    /// <summary>A deviation that persists this long becomes the new normal, with one level-shift notice.</summary>
    /// <value>Default 60 hours; more than zero. The day clock uses at least five days.</value>
    public TimeSpan AcceptLevelAfter { get; init; } = TimeSpan.FromHours(60);

    /// <summary>Where the people behind the spend live: hours and weekdays of the profile follow it, also when its clock changes.</summary>
    /// <value>Default UTC.</value>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Whose public holidays matter: on them what a Sunday would cost is as usual as what the weekday would.</summary>
    /// <value>Default none.</value>
    public HolidayCalendar Holidays { get; init; }

    /// <summary>Throws when a value is outside its legal range, naming all that are.</summary>
    /// <exception cref="ArgumentException">At least one value is outside its range.</exception>
    public void Validate()
    {
        var errors = new List<string>();
        if (!(FalseAlertsPer30Days > 0 && FalseAlertsPer30Days <= 1000))
        {
            errors.Add($"{nameof(FalseAlertsPer30Days)} must be above 0 and at most 1000");
        }

        if (!(MaterialAmount >= 0 && double.IsFinite(MaterialAmount)))
        {
            errors.Add($"{nameof(MaterialAmount)} must be 0 or more");
        }

        if (!(MaterialShare >= 0 && MaterialShare <= 10))
        {
            errors.Add($"{nameof(MaterialShare)} must be between 0 and 10");
        }

        if (Refractory < TimeSpan.Zero)
        {
            errors.Add($"{nameof(Refractory)} must be zero or more");
        }

        if (AcceptLevelAfter <= TimeSpan.Zero)
        {
            errors.Add($"{nameof(AcceptLevelAfter)} must be more than zero");
        }

        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join("; ", errors));
        }
    }
}
