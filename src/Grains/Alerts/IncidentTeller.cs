using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Grains.Alerts;

/// <summary>Makes an incident's news into a notice, with its numbers and the reasons behind them, and tells it.</summary>
public sealed class IncidentTeller(INoticeSink sink, IExplainer explainer, IBudgetStore budgets, IRollupStore rollups, AlertOptions options)
{
    /// <summary>Tells. When it completes, the notice is durable.</summary>
    internal async Task TellAsync(Incident incident, IncidentChapter chapter, IncidentTold told, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var cause = incident.Cause;
        var story = new IncidentStory(incident, chapter, Figures(incident, options.Currency), now) { Escalation = told.Escalations };
        if (chapter is not IncidentChapter.Closed)
        {
            story = await WithBudgetAsync(story, cancellationToken);
        }

        var explanation = IsSpend(cause)
            ? await explainer.ExplainAsync(new(cause.Scope, cause.Start, cause.End) { Expected = cause.Expected }, cancellationToken)
            : null;
        if (explanation is { } why)
        {
            story = story with { Why = language => WhyText.Of(why, options.Currency, language) };
        }

        var notice = new Notice(
            $"incident/{incident.Id}/{told.Number}-{Name(chapter.ToString())}",
            $"incident/{incident.Id}",
            NoticeKind.Incident,
            PhaseOf(chapter),
            cause.Scope,
            cause.Severity,
            now,
            story.Figures,
            IncidentText.Write(story, NarrativeLanguage.English),
            IncidentText.Write(story, NarrativeLanguage.Korean))
        {
            Subject = Name(cause.Kind.ToString()),
            Page = $"/anomalies/{cause.Id}",
            Owner = incident.Handling.Assignee ?? cause.Scope.Team,
            Escalation = chapter is IncidentChapter.Escalated ? told.Escalations : 0,
        };
        await sink.TellAsync([notice], cancellationToken);
    }

    /// <summary>The numbers of an incident by its cause alone.</summary>
    internal static NoticeFigures Figures(Incident incident, string currency)
    {
        var cause = incident.Cause;
        if (!IsSpend(cause))
        {
            return new(currency) { Limit = cause.Expected > 0 ? cause.Expected : null };
        }

        var goesOn = cause.State == AnomalyState.Open && cause.Kind is not AnomalyKind.BillDrift;
        return new(currency)
        {
            Spent = cause.Actual,
            Limit = cause.Expected,
            Excess = cause.Excess,
            PerHour = goesOn && cause.Excess > 0 ? Math.Round(cause.Excess / Hours(cause), 6) : null,
            Share = cause.Expected > 0 ? Math.Round(cause.Actual / cause.Expected, 4) : null,
        };
    }

    /// <summary>Adds when the nearest budget will be exceeded at the present pace: the scope's own, else that of the next wider one that has one.</summary>
    private async Task<IncidentStory> WithBudgetAsync(IncidentStory story, CancellationToken cancellationToken)
    {
        var cause = story.Incident.Cause;
        if (story.Figures.PerHour is null)
        {
            return story;
        }

        foreach (var scope in cause.Scope.SelfAndAncestors())
        {
            if (await budgets.FindAsync(scope, cancellationToken) is { } budget)
            {
                var utc = story.At.UtcDateTime;
                var month = new DateTimeOffset(utc.Year, utc.Month, 1, 0, 0, 0, TimeSpan.Zero);
                var rows = await rollups.QueryAsync(new(scope, month, story.At, null, CostGroup.None), cancellationToken);
                var left = budget.MonthlyAmount - rows.Sum(row => row.Sums.Cost.Effective);
                var hours = left <= 0 ? 0 : (double)(left * Hours(cause) / cause.Actual);
                return story with { BudgetScope = scope, BudgetAmount = budget.MonthlyAmount, Figures = story.Figures with { HoursToBreach = hours } };
            }
        }

        return story;
    }

    private static bool IsSpend(Anomaly cause) => cause.Kind is not (AnomalyKind.Silence or AnomalyKind.Flatline);

    private static decimal Hours(Anomaly cause) => Math.Max(1m / 60, (decimal)(cause.End - cause.Start).TotalHours);

    private static string Name(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static NoticePhase PhaseOf(IncidentChapter chapter) => chapter switch
    {
        IncidentChapter.Opened => NoticePhase.Opened,
        IncidentChapter.Acknowledged => NoticePhase.Acknowledged,
        IncidentChapter.Closed => NoticePhase.Closed,
        _ => NoticePhase.Updated,
    };
}
