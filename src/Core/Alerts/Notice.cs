using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Narratives;

namespace FinOpsAI.Core.Alerts;

/// <summary>What a notice is about.</summary>
public enum NoticeKind
{
    /// <summary>An incident: one cause of unusual spend.</summary>
    Incident = 1,

    /// <summary>A budget's actual spend passed a threshold.</summary>
    BudgetThreshold = 2,

    /// <summary>A budget will probably be exceeded before its period ends.</summary>
    BudgetForecast = 3,

    /// <summary>Somebody asks for a larger budget, or has been answered.</summary>
    BudgetRequest = 4,

    /// <summary>An experiment passed a share of its estimate, or runs away.</summary>
    Experiment = 5,

    /// <summary>A policy proposes an action, asks for approval, or has acted.</summary>
    Policy = 6,

    /// <summary>A team's weekly report.</summary>
    Report = 7,

    /// <summary>Something about the product itself: a channel that was disabled, a delivery that failed for good.</summary>
    System = 8,
}

/// <summary>Where in the life of its thread a notice stands.</summary>
public enum NoticePhase
{
    /// <summary>The first word of its thread.</summary>
    Opened = 1,

    /// <summary>It grew, or was told again because nobody took it.</summary>
    Updated = 2,

    /// <summary>Somebody took it.</summary>
    Acknowledged = 3,

    /// <summary>It is over.</summary>
    Closed = 4,
}

/// <summary>
/// Something that people, and policies, are told. Its key names what happened: told again with the same key it is delivered once. It is a value:
/// what was told is never changed, the next word has a key of its own.
/// </summary>
/// <param name="Key">Unique for ever for what happened, such as <c>budget/BUDGET/2026-11/80</c>; at most 200 characters.</param>
/// <param name="Thread">What belongs together, such as <c>incident/ID</c>: a mail thread, a PagerDuty alert; at most 200 characters.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Phase">Where in its thread it stands.</param>
/// <param name="Scope">Whose spend it is about.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="At">When it happened, UTC.</param>
/// <param name="Figures">The numbers it rests on.</param>
/// <param name="English">The words, English.</param>
/// <param name="Korean">The words, Korean.</param>
public sealed record Notice(
    string Key,
    string Thread,
    NoticeKind Kind,
    NoticePhase Phase,
    ScopePath Scope,
    Severity Severity,
    DateTimeOffset At,
    NoticeFigures Figures,
    NoticeText English,
    NoticeText Korean)
{
    /// <summary>What it is about more closely: an <see cref="AnomalyKind"/>, an action, in lower camel case; null when the kind says it all.</summary>
    public string? Subject { get; init; }

    /// <summary>The dashboard's page for it, from the root, such as <c>/anomalies/ID</c>; null for none.</summary>
    public string? Page { get; init; }

    /// <summary>The team or person who owns what it is about; null when nobody is known to.</summary>
    public string? Owner { get; init; }

    /// <summary>How often it was told before without anybody taking it; above 0 it also goes by the routes for that.</summary>
    public int Escalation { get; init; }

    /// <summary>The words in a language.</summary>
    public NoticeText TextIn(NarrativeLanguage language) => language == NarrativeLanguage.Korean ? Korean : English;
}

/// <summary>The numbers behind a notice, reporting currency; null where one makes no sense. Policies are decided by them.</summary>
/// <param name="Currency">ISO 4217 code of the amounts.</param>
public sealed record NoticeFigures(string Currency)
{
    /// <summary>Spent so far: of the incident, the budget's period, the experiment.</summary>
    public decimal? Spent { get; init; }

    /// <summary>What it is measured against: the expected spend, the budget, the experiment's cap.</summary>
    public decimal? Limit { get; init; }

    /// <summary>Beyond what was expected.</summary>
    public decimal? Excess { get; init; }

    /// <summary>What each hour of waiting costs.</summary>
    public decimal? PerHour { get; init; }

    /// <summary>Hours until the limit is reached at the present pace.</summary>
    public double? HoursToBreach { get; init; }

    /// <summary>Spent as a share of the limit; 1 is all of it.</summary>
    public decimal? Share { get; init; }

    /// <summary>How probable it is that the limit will be exceeded, 0 to 1.</summary>
    public double? Probability { get; init; }
}

/// <summary>A notice's words in one language.</summary>
/// <param name="Title">One line, at most 150 characters.</param>
/// <param name="Paragraphs">What happened, why, what waiting costs; a few sentences each.</param>
/// <param name="Facts">Short facts with their names: team, model, period, owner.</param>
/// <param name="Advice">What can be done, a line each; may be empty.</param>
public sealed record NoticeText(
    string Title, IReadOnlyList<string> Paragraphs, IReadOnlyList<NoticeFact> Facts, IReadOnlyList<string> Advice);

/// <summary>A fact with its name.</summary>
/// <param name="Name">At most 60 characters.</param>
/// <param name="Value">At most 300 characters.</param>
public sealed record NoticeFact(string Name, string Value);
