using FinOpsAI.Core.Calendar;
using FinOpsAI.Core.Detection;

namespace FinOpsAI.Grains;

/// <summary>How the grains behave; configuration section <c>FinOpsAI:Grains</c>.</summary>
public sealed class GrainOptions
{
    /// <summary>How long after its end a bucket waits for late records before the detectors judge it.</summary>
    /// <value>Default 5 min; 0 to 1 h.</value>
    public TimeSpan LateAllowance { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>A snapshot is saved after this many applied entries.</summary>
    /// <value>Default 20,000; from 1.</value>
    public int SnapshotEveryEntries { get; set; } = 20_000;

    /// <summary>A changed grain is saved at the latest after this time.</summary>
    /// <value>Default 5 min; 1 s to 1 day.</value>
    public TimeSpan SnapshotEvery { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Deviations of a bucket below this amount of the reporting currency are not reported.</summary>
    /// <value>Default 1; from 0.</value>
    public double MaterialAmount { get; set; } = 1;

    /// <summary>Deviations of a bucket below this share of what was expected are not reported.</summary>
    /// <value>Default 0.2; 0 to 10.</value>
    public double MaterialShare { get; set; } = 0.2;

    /// <summary>Expected false alerts of one scope in 30 days: the detectors' sensitivity.</summary>
    /// <value>Default 0.5; above 0, at most 1,000.</value>
    public double FalseAlertsPer30Days { get; set; } = 0.5;

    /// <summary>How often sums are written to the rollups; costs from the API are at most this much behind.</summary>
    /// <value>Default 1 s; 10 ms to 1 min.</value>
    public TimeSpan RollupInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How far back minute rollups are kept.</summary>
    /// <value>Default 48 h; 1 h to 31 days.</value>
    public TimeSpan MinuteRetention { get; set; } = TimeSpan.FromHours(48);

    /// <summary>How often time passes for the grains.</summary>
    /// <value>Default 10 s; 100 ms to 10 min.</value>
    public TimeSpan TickInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Where the people behind the spend live: days off and changes of the clock follow it.</summary>
    /// <value>Default <c>UTC</c>; an IANA name such as <c>Asia/Seoul</c>.</value>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Whose public holidays detectors and forecasts know.</summary>
    /// <value>Default none; <c>KR</c> or <c>US</c>.</value>
    public HolidayCalendar Holidays { get; set; }

    /// <summary>The time zone itself.</summary>
    /// <exception cref="TimeZoneNotFoundException">There is none of that name; <see cref="Validate"/> says so first.</exception>
    public TimeZoneInfo Zone() => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    /// <summary>What the detectors take from these options.</summary>
    public DetectorOptions Detectors() => new()
    {
        FalseAlertsPer30Days = FalseAlertsPer30Days,
        MaterialAmount = MaterialAmount,
        MaterialShare = MaterialShare,
        TimeZone = Zone(),
        Holidays = Holidays,
    };

    /// <summary>Names everything that is out of range, by configuration key.</summary>
    public IEnumerable<string> Validate() => new (bool Ok, string Error)[]
    {
        (LateAllowance >= TimeSpan.Zero && LateAllowance <= TimeSpan.FromHours(1),
            $"FinOpsAI:Grains:LateAllowance is {LateAllowance}: expected 00:00:00 to 01:00:00."),
        (SnapshotEveryEntries >= 1, $"FinOpsAI:Grains:SnapshotEveryEntries is {SnapshotEveryEntries}: expected 1 or more."),
        (SnapshotEvery >= TimeSpan.FromSeconds(1) && SnapshotEvery <= TimeSpan.FromDays(1),
            $"FinOpsAI:Grains:SnapshotEvery is {SnapshotEvery}: expected 00:00:01 to 1.00:00:00."),
        (MaterialAmount >= 0, $"FinOpsAI:Grains:MaterialAmount is {MaterialAmount}: expected 0 or more."),
        (MaterialShare is >= 0 and <= 10, $"FinOpsAI:Grains:MaterialShare is {MaterialShare}: expected 0 to 10."),
        (FalseAlertsPer30Days is > 0 and <= 1_000,
            $"FinOpsAI:Grains:FalseAlertsPer30Days is {FalseAlertsPer30Days}: expected above 0, at most 1000."),
        (RollupInterval >= TimeSpan.FromMilliseconds(10) && RollupInterval <= TimeSpan.FromMinutes(1),
            $"FinOpsAI:Grains:RollupInterval is {RollupInterval}: expected 00:00:00.010 to 00:01:00."),
        (MinuteRetention >= TimeSpan.FromHours(1) && MinuteRetention <= TimeSpan.FromDays(31),
            $"FinOpsAI:Grains:MinuteRetention is {MinuteRetention}: expected 01:00:00 to 31.00:00:00."),
        (TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _),
            $"FinOpsAI:Grains:TimeZone is '{TimeZone}': expected an IANA time zone such as Asia/Seoul."),
        (Enum.IsDefined(Holidays), $"FinOpsAI:Grains:Holidays is {Holidays}: expected None, KR or US."),
        (TickInterval >= TimeSpan.FromMilliseconds(100) && TickInterval <= TimeSpan.FromMinutes(10),
            $"FinOpsAI:Grains:TickInterval is {TickInterval}: expected 00:00:00.100 to 00:10:00."),
    }.Where(rule => !rule.Ok).Select(rule => rule.Error);
}
