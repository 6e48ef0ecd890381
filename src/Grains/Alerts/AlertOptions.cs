using FinOpsAI.Core.Domain;

namespace FinOpsAI.Grains.Alerts;

/// <summary>How incidents live and are told; configuration section <c>FinOpsAI:Alerts</c>.</summary>
public sealed class AlertOptions
{
    /// <summary>How long a new incident waits before it is told, so that all scopes that see its cause have spoken.</summary>
    /// <value>Default 20 s; 0 to 1 h.</value>
    public TimeSpan Settle { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>A cause that comes back within this after it ended opens its incident again, instead of a new one.</summary>
    /// <value>Default 6 h; 0 to 7 days.</value>
    public TimeSpan Cooldown { get; set; } = TimeSpan.FromHours(6);

    /// <summary>What ended longer ago than this when the product learns of it is noted, but told to nobody: history is no news.</summary>
    /// <value>Default 24 h; 1 h to 31 days.</value>
    public TimeSpan NewsFor { get; set; } = TimeSpan.FromHours(24);

    /// <summary>A critical incident that nobody took in this time is told again, also by the routes for escalation.</summary>
    /// <value>Default 15 min; 1 s to 31 days.</value>
    public TimeSpan EscalateCriticalAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The same for one of high severity.</summary>
    /// <value>Default 1 h; 1 s to 31 days.</value>
    public TimeSpan EscalateHighAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The same for one of medium severity. Those of low severity are never told again.</summary>
    /// <value>Default 24 h; 1 s to 31 days.</value>
    public TimeSpan EscalateMediumAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How often an incident is told again at most.</summary>
    /// <value>Default 3; 0 to 100.</value>
    public int Escalations { get; set; } = 3;

    /// <summary>How often incidents are looked through for one that is due.</summary>
    /// <value>Default 5 s; 50 ms to 10 min.</value>
    public TimeSpan TickInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>ISO 4217 code of the amounts.</summary>
    /// <value>The reporting currency; not a setting of its own.</value>
    public string Currency { get; set; } = "USD";

    /// <summary>How long an incident of a severity may stay untaken; null for ever.</summary>
    public TimeSpan? Patience(Severity severity) => severity switch
    {
        Severity.Critical => EscalateCriticalAfter,
        Severity.High => EscalateHighAfter,
        Severity.Medium => EscalateMediumAfter,
        _ => null,
    };

    /// <summary>Names everything that is out of range, by configuration key.</summary>
    public IEnumerable<string> Validate()
    {
        var month = TimeSpan.FromDays(31);
        var second = TimeSpan.FromSeconds(1);
        foreach (var error in new (TimeSpan Value, string Name, TimeSpan Least, TimeSpan Most)[]
        {
            (Settle, nameof(Settle), TimeSpan.Zero, TimeSpan.FromHours(1)),
            (Cooldown, nameof(Cooldown), TimeSpan.Zero, TimeSpan.FromDays(7)),
            (NewsFor, nameof(NewsFor), TimeSpan.FromHours(1), month),
            (EscalateCriticalAfter, nameof(EscalateCriticalAfter), second, month),
            (EscalateHighAfter, nameof(EscalateHighAfter), second, month),
            (EscalateMediumAfter, nameof(EscalateMediumAfter), second, month),
            (TickInterval, nameof(TickInterval), TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(10)),
        }.Where(rule => rule.Value < rule.Least || rule.Value > rule.Most))
        {
            yield return $"FinOpsAI:Alerts:{error.Name} is {error.Value}: expected {error.Least} to {error.Most}.";
        }

        if (Escalations is < 0 or > 100)
        {
            yield return $"FinOpsAI:Alerts:Escalations is {Escalations}: expected 0 to 100.";
        }
    }
}
