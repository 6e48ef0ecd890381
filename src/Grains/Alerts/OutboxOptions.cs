namespace FinOpsAI.Grains.Alerts;

/// <summary>How notices are delivered; configuration section <c>FinOpsAI:Outbox</c>.</summary>
public sealed class OutboxOptions
{
    /// <summary>How long one try may take.</summary>
    /// <value>Default 15 s; 50 ms to 30 s.</value>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a process that sends keeps others from sending the same; after a crash it is sent again no earlier than this.</summary>
    /// <value>Default 2 min; at least 6 times <see cref="SendTimeout"/>, at most 1 h.</value>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How often the outbox is looked through for deliveries whose time has come; new ones are sent at once.</summary>
    /// <value>Default 1 s; 10 ms to 10 min.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The waits between tries, up to a fifth more by chance; after the last one it is given up.</summary>
    /// <value>Default none, which means 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h; each up to 7 days.</value>
    public IReadOnlyList<TimeSpan> RetryAfter { get; set; } = [];

    /// <summary>More than so many notices that wait for one channel become one message.</summary>
    /// <value>Default 5; 1 to 100.</value>
    public int DigestOver { get; set; } = 5;

    /// <summary>So many messages a minute at most are sent to one channel that people read; what comes beyond waits and becomes a digest.</summary>
    /// <value>Default 10; 1 to 1,000.</value>
    public int MessagesPerMinute { get; set; } = 10;

    /// <summary>After so many final refusals in a row a channel is disabled.</summary>
    /// <value>Default 3; 1 to 1,000.</value>
    public int DisableAfter { get; set; } = 3;

    /// <summary>For how long notices and their deliveries are kept.</summary>
    /// <value>Default 400 days; 31 to 4,000 days.</value>
    public TimeSpan Keep { get; set; } = TimeSpan.FromDays(400);

    /// <summary>The waits in force.</summary>
    public IReadOnlyList<TimeSpan> Plan => RetryAfter.Count > 0 ? RetryAfter : DefaultPlan;

    private static TimeSpan[] DefaultPlan { get; } =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>Names everything that is out of range, by configuration key.</summary>
    public IEnumerable<string> Validate() => new (bool Ok, string Error)[]
    {
        (SendTimeout >= TimeSpan.FromMilliseconds(50) && SendTimeout <= TimeSpan.FromSeconds(30),
            $"FinOpsAI:Outbox:SendTimeout is {SendTimeout}: expected 00:00:00.050 to 00:00:30."),
        (Lease >= 6 * SendTimeout && Lease <= TimeSpan.FromHours(1),
            $"FinOpsAI:Outbox:Lease is {Lease}: expected at least 6 times SendTimeout, at most 01:00:00."),
        (PollInterval >= TimeSpan.FromMilliseconds(10) && PollInterval <= TimeSpan.FromMinutes(10),
            $"FinOpsAI:Outbox:PollInterval is {PollInterval}: expected 00:00:00.010 to 00:10:00."),
        (RetryAfter.All(wait => wait >= TimeSpan.Zero && wait <= TimeSpan.FromDays(7)),
            "FinOpsAI:Outbox:RetryAfter: expected waits of 00:00:00 to 7.00:00:00."),
        (DigestOver is >= 1 and <= 100, $"FinOpsAI:Outbox:DigestOver is {DigestOver}: expected 1 to 100."),
        (MessagesPerMinute is >= 1 and <= 1_000, $"FinOpsAI:Outbox:MessagesPerMinute is {MessagesPerMinute}: expected 1 to 1000."),
        (DisableAfter is >= 1 and <= 1_000, $"FinOpsAI:Outbox:DisableAfter is {DisableAfter}: expected 1 to 1000."),
        (Keep >= TimeSpan.FromDays(31) && Keep <= TimeSpan.FromDays(4_000), $"FinOpsAI:Outbox:Keep is {Keep}: expected 31 to 4000 days."),
    }.Where(rule => !rule.Ok).Select(rule => rule.Error);
}
