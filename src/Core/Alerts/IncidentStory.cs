using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Narratives;

namespace FinOpsAI.Core.Alerts;

/// <summary>Why an incident's words are written now.</summary>
public enum IncidentChapter
{
    /// <summary>It is new.</summary>
    Opened,

    /// <summary>Its severity rose.</summary>
    Grown,

    /// <summary>Its cause came back, or somebody opened it again.</summary>
    Reopened,

    /// <summary>The time for which it was put off is over.</summary>
    Awake,

    /// <summary>Nobody took it in time.</summary>
    Escalated,

    /// <summary>Somebody took it.</summary>
    Acknowledged,

    /// <summary>It is over.</summary>
    Closed,
}

/// <summary>What an incident's words are made of. Amounts in the reporting currency.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Chapter">Why it is told.</param>
/// <param name="Figures">Its numbers.</param>
/// <param name="At">UTC.</param>
public sealed record IncidentStory(Incident Incident, IncidentChapter Chapter, NoticeFigures Figures, DateTimeOffset At)
{
    /// <summary>Why the cost changed, in sentences whose amounts add up, by language; empty when it is not known.</summary>
    public Func<NarrativeLanguage, IReadOnlyList<string>> Why { get; init; } = _ => [];

    /// <summary>The scope whose budget <see cref="NoticeFigures.HoursToBreach"/> counts to; null without a budget.</summary>
    public ScopePath? BudgetScope { get; init; }

    /// <summary>That budget's amount for the month.</summary>
    public decimal? BudgetAmount { get; init; }

    /// <summary>How often it was told before without anybody taking it.</summary>
    public int Escalation { get; init; }
}
