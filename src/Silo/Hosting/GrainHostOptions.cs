namespace FinOpsAI.Silo.Hosting;

/// <summary>How the embedded host runs grains; configuration section <c>FinOpsAI:Host</c>.</summary>
public sealed class GrainHostOptions
{
    /// <summary>Messages that may wait in one mailbox; a further sender waits.</summary>
    /// <value>Default 256; 1 to 100,000.</value>
    public int MailboxCapacity { get; set; } = 256;

    /// <summary>A grain without messages for this long is saved and dropped.</summary>
    /// <value>Default 15 min; 100 ms to 7 days.</value>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long an orderly stop waits for grains to save.</summary>
    /// <value>Default 30 s; 1 s to 10 min.</value>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Names everything that is out of range, by configuration key.</summary>
    public IEnumerable<string> Validate()
    {
        if (MailboxCapacity is < 1 or > 100_000)
        {
            yield return $"FinOpsAI:Host:MailboxCapacity is {MailboxCapacity}: expected 1 to 100000.";
        }

        if (IdleTimeout < TimeSpan.FromMilliseconds(100) || IdleTimeout > TimeSpan.FromDays(7))
        {
            yield return $"FinOpsAI:Host:IdleTimeout is {IdleTimeout}: expected 00:00:00.100 to 7.00:00:00.";
        }

        if (DrainTimeout < TimeSpan.FromSeconds(1) || DrainTimeout > TimeSpan.FromMinutes(10))
        {
            yield return $"FinOpsAI:Host:DrainTimeout is {DrainTimeout}: expected 00:00:01 to 00:10:00.";
        }
    }
}
