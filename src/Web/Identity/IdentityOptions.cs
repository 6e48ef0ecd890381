namespace FinOpsAI.Web.Identity;

/// <summary>How people and programs come in, and how much they may ask; configuration section <c>FinOpsAI:Identity</c>.</summary>
public sealed class IdentityOptions
{
    /// <summary>Wrong passwords in a row until a user is locked out.</summary>
    /// <value>Default 5; 1 to 100.</value>
    public int MaxFailedSignIns { get; set; } = 5;

    /// <summary>How long a lockout lasts.</summary>
    /// <value>Default 5 minutes; 1 second to 1 day.</value>
    public TimeSpan Lockout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a session lasts without a request; each request in its second half begins it anew.</summary>
    /// <value>Default 12 hours; 5 minutes to 30 days.</value>
    public TimeSpan Session { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Least characters of a password.</summary>
    /// <value>Default 12; 8 to 100.</value>
    public int MinPasswordLength { get; set; } = 12;

    /// <summary>Attempts to sign in or to set up from one address, in a minute.</summary>
    /// <value>Default 20; from 1.</value>
    public int SignInsPerMinute { get; set; } = 20;

    /// <summary>Requests of one user or token in a second, on average.</summary>
    /// <value>Default 200; from 1.</value>
    public int RequestsPerSecond { get; set; } = 200;

    /// <summary>Requests of one user or token at once, after a rest.</summary>
    /// <value>Default 2,000; from 1.</value>
    public int RequestBurst { get; set; } = 2_000;

    /// <summary>Usage uploads and reservations of one token in a second, on average; at once, ten times as many.</summary>
    /// <value>Default 2,000; from 1.</value>
    public int MachineRequestsPerSecond { get; set; } = 2_000;

    /// <summary>Names everything that is out of range, by configuration key.</summary>
    public IEnumerable<string> Validate()
    {
        if (MaxFailedSignIns is < 1 or > 100)
        {
            yield return $"FinOpsAI:Identity:MaxFailedSignIns is {MaxFailedSignIns}: expected 1 to 100.";
        }

        if (Lockout < TimeSpan.FromSeconds(1) || Lockout > TimeSpan.FromDays(1))
        {
            yield return $"FinOpsAI:Identity:Lockout is {Lockout}: expected 00:00:01 to 1.00:00:00.";
        }

        if (Session < TimeSpan.FromMinutes(5) || Session > TimeSpan.FromDays(30))
        {
            yield return $"FinOpsAI:Identity:Session is {Session}: expected 00:05:00 to 30.00:00:00.";
        }

        if (MinPasswordLength is < 8 or > 100)
        {
            yield return $"FinOpsAI:Identity:MinPasswordLength is {MinPasswordLength}: expected 8 to 100.";
        }

        foreach (var (name, value) in new[]
        {
            (nameof(SignInsPerMinute), SignInsPerMinute),
            (nameof(RequestsPerSecond), RequestsPerSecond),
            (nameof(RequestBurst), RequestBurst),
            (nameof(MachineRequestsPerSecond), MachineRequestsPerSecond),
        })
        {
            if (value is < 1 or > 1_000_000)
            {
                yield return $"FinOpsAI:Identity:{name} is {value}: expected 1 to 1,000,000.";
            }
        }
    }
}
