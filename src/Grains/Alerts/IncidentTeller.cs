using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Grains.Alerts;

/// <summary>Makes an incident's news into a notice, with its numbers and the reasons behind them, and tells it.</summary>
public sealed class IncidentTeller(INoticeSink sink, IExplainer explainer, IBudgetStore budgets, IBudgetReader reader, AlertOptions options)
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

        var explanation = ExplanationRequest.For(cause) is { } request ? await explainer.ExplainAsync(request, cancellationToken) : null;
        if (explanation is { } why)
        {
            story = story with { Why = language => ExplanationNarrative.SentencesAfter(why, cause, options.Currency, language) };
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

        var pace = cause.Actual / Hours(cause);
        foreach (var scope in cause.Scope.SelfAndAncestors())
        {
            var nearest = (IncidentStory?)null;
            foreach (var budget in await budgets.FindAsync(scope, cancellationToken))
            {
                var status = await reader.ReadSpendAsync(budget, story.At, cancellationToken);
                if (status.MissingRate is not null)
                {
                    continue;
                }

                var standing = status.Standing;
                var hours = (double)(Math.Max(0, standing.Limit - standing.Consumed) / pace);
                if (nearest?.Figures.HoursToBreach is not { } soonest || hours < soonest)
                {
                    nearest = story with { BudgetScope = scope, BudgetAmount = standing.Limit, Figures = story.Figures with { HoursToBreach = hours } };
                }
            }

            if (nearest is not null)
            {
                return nearest;
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
