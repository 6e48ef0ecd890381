namespace FinOpsAI.Grains.Alerts;

/// <summary>When weekly reports are told; configuration section <c>FinOpsAI:Reports</c>.</summary>
public sealed class ReportOptions
{
    /// <summary>Whether every team's week is reported.</summary>
    /// <value>Default true.</value>
    public bool Weekly { get; set; } = true;

    /// <summary>On which day; the report is on the seven days before it.</summary>
    /// <value>Default Monday.</value>
    public DayOfWeek Day { get; set; } = DayOfWeek.Monday;

    /// <summary>At what time of that day.</summary>
    /// <value>Default 09:00:00; below 1 day.</value>
    public TimeSpan Time { get; set; } = TimeSpan.FromHours(9);

    /// <summary>Whose day and time; weeks begin and end at its midnight.</summary>
    /// <value>Default <c>UTC</c>; an IANA name such as <c>Asia/Seoul</c>.</value>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Names everything that is out of range, by configuration key.</summary>
    public IEnumerable<string> Validate()
    {
        if (!Enum.IsDefined(Day))
        {
            yield return $"FinOpsAI:Reports:Day is {Day}: expected Monday to Sunday.";
        }

        if (Time < TimeSpan.Zero || Time >= TimeSpan.FromDays(1))
        {
            yield return $"FinOpsAI:Reports:Time is {Time}: expected 00:00:00 to 23:59:59.";
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            yield return $"FinOpsAI:Reports:TimeZone is '{TimeZone}': expected an IANA time zone such as Asia/Seoul.";
        }
    }
}
