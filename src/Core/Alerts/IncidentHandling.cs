using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Alerts;

/// <summary>How an incident ended.</summary>
public enum IncidentOutcome
{
    /// <summary>It ended by itself: spend is back in its band, or the new level is accepted.</summary>
    Ended = 1,

    /// <summary>Somebody mended it.</summary>
    Resolved = 2,

    /// <summary>Somebody said that it was known beforehand.</summary>
    Expected = 3,

    /// <summary>Somebody said that nothing had happened.</summary>
    Noise = 4,

    /// <summary>A restatement took its cause away.</summary>
    Withdrawn = 5,

    /// <summary>It turned out to be a part of another incident, whose cause lies at a narrower scope.</summary>
    Merged = 6,
}

/// <summary>What somebody wrote on an incident.</summary>
/// <param name="Id">Derived from who wrote what under which key, so that sending it again writes nothing new.</param>
/// <param name="Author">Who.</param>
/// <param name="At">UTC.</param>
/// <param name="Text">1 to 4,000 characters.</param>
public sealed record IncidentComment(string Id, string Author, DateTimeOffset At, string Text);

/// <summary>What people, and the product in their place, have done about an incident.</summary>
public sealed record IncidentHandling
{
    /// <summary>An incident that nobody has touched.</summary>
    public static IncidentHandling None { get; } = new();

    /// <summary>When the product first knew of it, UTC. Its cause may have begun earlier.</summary>
    public DateTimeOffset NotedAt { get; init; }

    /// <summary>Who takes care of it; null for nobody.</summary>
    public string? Assignee { get; init; }

    /// <summary>Who took it first; null for nobody.</summary>
    public string? AcknowledgedBy { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>Nobody is told of it before this, UTC; null when it is not put off.</summary>
    public DateTimeOffset? SnoozedUntil { get; init; }

    /// <summary>How it ended; null while it goes on.</summary>
    public IncidentOutcome? Outcome { get; init; }

    /// <summary>Who ended it; null when nobody did.</summary>
    public string? ClosedBy { get; init; }

    /// <summary>When it ended, UTC; null while it goes on.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The incident that it turned out to be a part of; null for none.</summary>
    public string? MergedInto { get; init; }

    /// <summary>How often it was opened again, by a person or because its cause came back.</summary>
    public int Reopened { get; init; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<IncidentComment> Comments { get; init; } = [];

    /// <summary>What was told of it so far; null for nothing.</summary>
    public IncidentTold? Told { get; init; }
}

/// <summary>What was told of an incident so far; the next notice is found by comparing it with what is so now.</summary>
/// <param name="Number">How many notices there were.</param>
/// <param name="Phase">Of the last one.</param>
/// <param name="Severity">The highest that was told since it was opened.</param>
/// <param name="OpenedAt">When it was last told as open, UTC: escalation counts from here.</param>
/// <param name="Escalations">How often it was told again since, because nobody took it.</param>
public sealed record IncidentTold(int Number, NoticePhase Phase, Severity Severity, DateTimeOffset OpenedAt, int Escalations)
{
    /// <summary>When it is told again unless somebody takes it, UTC; null when it will not be.</summary>
    public DateTimeOffset? EscalatesAt { get; init; }

    /// <summary>Whether anybody was told: what was over long before the product learnt of it is noted without a word.</summary>
    public bool IsSilent { get; init; }
}
