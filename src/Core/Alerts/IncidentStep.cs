namespace FinOpsAI.Core.Alerts;

/// <summary>What a person does about an incident.</summary>
public enum IncidentStepKind
{
    /// <summary>Takes it.</summary>
    Acknowledge = 1,

    /// <summary>Gives it to somebody, or to nobody.</summary>
    Assign = 2,

    /// <summary>Writes on it.</summary>
    Comment = 3,

    /// <summary>Puts it off until a time.</summary>
    Snooze = 4,

    /// <summary>Says that it is mended.</summary>
    Resolve = 5,

    /// <summary>Says that it was known beforehand.</summary>
    Expect = 6,

    /// <summary>Says that nothing had happened.</summary>
    Dismiss = 7,

    /// <summary>Opens it again.</summary>
    Reopen = 8,
}

/// <summary>A step of a person. Taken twice it changes, and audits, once.</summary>
/// <param name="IncidentId">The incident.</param>
/// <param name="Kind">What is done.</param>
/// <param name="Actor">Who does it.</param>
public sealed record IncidentStep(string IncidentId, IncidentStepKind Kind, string Actor)
{
    /// <summary>A comment's text, or why the step is taken; null for nothing.</summary>
    public string? Text { get; init; }

    /// <summary>Who shall take care of it, for <see cref="IncidentStepKind.Assign"/>; null for nobody.</summary>
    public string? Assignee { get; init; }

    /// <summary>Until when, UTC, for <see cref="IncidentStepKind.Snooze"/>.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>What tells two equal comments of one person apart; null when they are one.</summary>
    public string? Key { get; init; }
}
