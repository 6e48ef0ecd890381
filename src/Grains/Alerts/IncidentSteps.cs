using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Grains.Alerts;

/// <summary>What people's steps make of an incident. A step that changes nothing gives back the same instance.</summary>
internal static class IncidentSteps
{
    public static Incident Take(Incident incident, IncidentStep step, DateTimeOffset now)
    {
        var handling = incident.Handling;
        var isOver = incident.State == IncidentState.Resolved;
        return step.Kind switch
        {
            IncidentStepKind.Acknowledge when incident.State == IncidentState.Open => incident with
            {
                State = IncidentState.Acknowledged,
                UpdatedAt = now,
                Handling = handling with
                {
                    Assignee = handling.Assignee ?? step.Actor, AcknowledgedBy = step.Actor, AcknowledgedAt = now, SnoozedUntil = null,
                },
            },
            IncidentStepKind.Assign when handling.Assignee != step.Assignee => incident with
            {
                UpdatedAt = now,
                Handling = handling with { Assignee = step.Assignee },
            },
            IncidentStepKind.Comment when step.Text is { Length: > 0 } text && handling.Comments.All(known => known.Id != CommentId(step)) => incident with
            {
                UpdatedAt = now,
                Handling = handling with { Comments = [.. handling.Comments, new(CommentId(step), step.Actor, now, text)] },
            },
            IncidentStepKind.Snooze when !isOver && step.Until > now && handling.SnoozedUntil != step.Until => incident with
            {
                UpdatedAt = now,
                Handling = handling with { SnoozedUntil = step.Until },
            },
            IncidentStepKind.Resolve => Close(incident, IncidentOutcome.Resolved, step, now),
            IncidentStepKind.Expect => Close(incident, IncidentOutcome.Expected, step, now),
            IncidentStepKind.Dismiss => Close(incident, IncidentOutcome.Noise, step, now),
            IncidentStepKind.Reopen when isOver && handling.Outcome is not (IncidentOutcome.Withdrawn or IncidentOutcome.Merged) =>
                Reopen(incident) with { UpdatedAt = now },
            _ => incident,
        };
    }

    /// <summary>The incident as if it had just begun, with its history.</summary>
    public static Incident Reopen(Incident incident) => incident with
    {
        State = IncidentState.Open,
        Handling = incident.Handling with
        {
            Outcome = null, ClosedBy = null, ClosedAt = null, AcknowledgedBy = null, AcknowledgedAt = null, SnoozedUntil = null,
            Reopened = incident.Handling.Reopened + 1,
        },
    };

    /// <summary>The line of the audit log for a step that changed something.</summary>
    public static AuditEntry Audit(Incident before, Incident after, IncidentStep step, DateTimeOffset now)
    {
        var details = new Dictionary<string, string>();
        void Change(string name, object? from, object? to)
        {
            if (!Equals(from, to))
            {
                details[$"{name}Before"] = Text(from);
                details[$"{name}After"] = Text(to);
            }
        }

        Change("state", before.State, after.State);
        Change("outcome", before.Handling.Outcome, after.Handling.Outcome);
        Change("assignee", before.Handling.Assignee, after.Handling.Assignee);
        Change("snoozedUntil", before.Handling.SnoozedUntil, after.Handling.SnoozedUntil);
        if (step.Text is { Length: > 0 } note)
        {
            details["note"] = note;
        }

        return new(now, step.Actor, $"incident.{Verb(step.Kind)}", $"incident/{before.Id}", before.Cause.Scope) { Details = details };
    }

    private static Incident Close(Incident incident, IncidentOutcome outcome, IncidentStep step, DateTimeOffset now)
    {
        var handling = incident.Handling;
        if (handling.Outcome == outcome || handling.Outcome is IncidentOutcome.Withdrawn or IncidentOutcome.Merged)
        {
            return incident;
        }

        return incident with
        {
            State = IncidentState.Resolved,
            UpdatedAt = now,
            Handling = handling with { Outcome = outcome, ClosedBy = step.Actor, ClosedAt = handling.ClosedAt ?? now, SnoozedUntil = null },
        };
    }

    private static string CommentId(IncidentStep step) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{step.IncidentId}\n{step.Actor}\n{(step.Key is null ? $"text\n{step.Text}" : $"key\n{step.Key}")}")).AsSpan(0, 10));

    private static string Verb(IncidentStepKind kind) => kind switch
    {
        IncidentStepKind.Acknowledge => "acknowledged",
        IncidentStepKind.Assign => "assigned",
        IncidentStepKind.Comment => "commented",
        IncidentStepKind.Snooze => "snoozed",
        IncidentStepKind.Resolve => "resolved",
        IncidentStepKind.Expect => "expected",
        IncidentStepKind.Dismiss => "dismissed",
        _ => "reopened",
    };

    private static string Text(object? value) => value switch
    {
        null => "",
        DateTimeOffset at => at.ToString("O", CultureInfo.InvariantCulture),
        Enum name => name.ToString().ToLowerInvariant(),
        _ => value.ToString()!,
    };
}
