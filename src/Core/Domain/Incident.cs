using FinOpsAI.Core.Alerts;

namespace FinOpsAI.Core.Domain;

/// <summary>The life of an incident.</summary>
public enum IncidentState
{
    /// <summary>Going on, nobody has taken it.</summary>
    Open = 0,

    /// <summary>Somebody has taken it.</summary>
    Acknowledged = 1,

    /// <summary>Over.</summary>
    Resolved = 2,
}

/// <summary>
/// One cause, told once: the anomaly at the lowest scope that explains it, with what it did to the wider ones.
/// </summary>
/// <param name="Id">Equal to the id of the first anomaly of the cause.</param>
/// <param name="State">Whether it goes on.</param>
/// <param name="Cause">The anomaly at the lowest scope that explains the others.</param>
/// <param name="Impact">The anomalies of wider scopes that the cause explains, narrowest first; may be empty.</param>
/// <param name="OpenedAt">Start of the earliest anomaly, UTC.</param>
/// <param name="UpdatedAt">Time of the last change, UTC.</param>
public sealed record Incident(
    string Id,
    IncidentState State,
    Anomaly Cause,
    IReadOnlyList<Anomaly> Impact,
    DateTimeOffset OpenedAt,
    DateTimeOffset UpdatedAt)
{
    /// <summary>The incident as it is shown to somebody who sees its cause: without the wider scopes that are not theirs.</summary>
    public Incident SeenBy(Func<ScopePath, bool> sees) =>
        Impact.All(anomaly => sees(anomaly.Scope)) ? this : this with { Impact = [.. Impact.Where(anomaly => sees(anomaly.Scope))] };

    /// <summary>What was done about it; an incident from before this was kept reads as untouched.</summary>
    public IncidentHandling Handling { get => field ?? IncidentHandling.None; init; }
}
