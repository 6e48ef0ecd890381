using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Grains.Alerts;

/// <summary>
/// What is to be told of an incident next: what was told so far, compared with what is so now. A pure function, so that whoever was interrupted between
/// telling and saving comes to the same again.
/// </summary>
/// <param name="Chapter">Why; null when there is nothing to say but something to note.</param>
/// <param name="Told">What is told once it has been.</param>
internal sealed record IncidentNews(IncidentChapter? Chapter, IncidentTold Told)
{
    /// <summary>The next news; null when there is none now.</summary>
    public static IncidentNews? Next(Incident incident, AlertOptions options, DateTimeOffset now)
    {
        var handling = incident.Handling;
        var isOver = incident.State == IncidentState.Resolved;
        var severity = incident.Cause.Severity;
        if (handling.Told is not { IsSilent: false } told)
        {
            return First(incident, options, now);
        }

        if (isOver)
        {
            return told.Phase == NoticePhase.Closed ? null : After(IncidentChapter.Closed, told with { Phase = NoticePhase.Closed, EscalatesAt = null });
        }

        if (told.Phase == NoticePhase.Closed)
        {
            return After(IncidentChapter.Reopened, Anew(told, severity, options, now));
        }

        if (incident.State == IncidentState.Acknowledged && told.Phase != NoticePhase.Acknowledged)
        {
            return After(IncidentChapter.Acknowledged, told with { Phase = NoticePhase.Acknowledged, EscalatesAt = null });
        }

        if (handling.SnoozedUntil is { } until)
        {
            return until > now ? null : After(IncidentChapter.Awake, Anew(told, severity, options, now) with { Phase = PhaseOf(incident) });
        }

        if (severity > told.Severity)
        {
            var patience = incident.State == IncidentState.Open ? options.Patience(severity) : null;
            var by = patience is { } wait ? now + wait : (DateTimeOffset?)null;
            return After(IncidentChapter.Grown, told with
            {
                Severity = severity,
                Phase = PhaseOf(incident),
                EscalatesAt = told.Escalations >= options.Escalations ? null : Earlier(told.EscalatesAt, by),
            });
        }

        if (incident.State == IncidentState.Open && told.EscalatesAt <= now)
        {
            var count = told.Escalations + 1;
            return After(IncidentChapter.Escalated, told with
            {
                Phase = NoticePhase.Updated,
                Escalations = count,
                EscalatesAt = count < options.Escalations ? now + options.Patience(severity) : null,
            });
        }

        return null;
    }

    private static IncidentNews? First(Incident incident, AlertOptions options, DateTimeOffset now)
    {
        var handling = incident.Handling;
        var isOver = incident.State == IncidentState.Resolved;
        var isHistory = incident.Cause.End < now - options.NewsFor && (isOver || handling.Told is not null);
        if (isHistory || (isOver && handling.Outcome != IncidentOutcome.Ended))
        {
            // Over before anybody was told, withdrawn, or closed by somebody who found it by himself.
            return handling.Told is not null
                ? null
                : new(null, new(0, NoticePhase.Closed, incident.Cause.Severity, now, 0) { IsSilent = true });
        }

        if (now - handling.NotedAt < options.Settle || handling.SnoozedUntil > now)
        {
            return null;
        }

        var opened = Anew(new(0, NoticePhase.Opened, incident.Cause.Severity, now, 0), incident.Cause.Severity, options, now);
        return After(IncidentChapter.Opened, opened with { Phase = NoticePhase.Opened, EscalatesAt = isOver ? null : opened.EscalatesAt });
    }

    private static IncidentNews After(IncidentChapter reason, IncidentTold told) => new(reason, told with { Number = told.Number + 1 });

    private static IncidentTold Anew(IncidentTold told, Severity severity, AlertOptions options, DateTimeOffset now) => told with
    {
        Phase = NoticePhase.Updated,
        Severity = severity,
        OpenedAt = now,
        Escalations = 0,
        EscalatesAt = options.Escalations > 0 ? now + options.Patience(severity) : null,
    };

    private static NoticePhase PhaseOf(Incident incident) =>
        incident.State == IncidentState.Acknowledged ? NoticePhase.Acknowledged : NoticePhase.Updated;

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null ? b : b is null || a < b ? a : b;
}
