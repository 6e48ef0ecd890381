using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Web.Apis;

/// <summary>
/// Why an incident did not take a step. Read off the incident as it is after the step, so that one who repeats a step that holds already is not refused, and one
/// whom somebody forestalled is told what became of it.
/// </summary>
internal static class IncidentRefusal
{
    /// <summary>The refusal for people; null when the incident is as the step wants it.</summary>
    public static string? Of(IncidentStep step, Incident after)
    {
        var handling = after.Handling;
        var isOver = after.State == IncidentState.Resolved;
        var holds = step.Kind switch
        {
            IncidentStepKind.Acknowledge or IncidentStepKind.Snooze or IncidentStepKind.Reopen => !isOver,
            IncidentStepKind.Resolve => handling.Outcome == IncidentOutcome.Resolved,
            IncidentStepKind.Expect => handling.Outcome == IncidentOutcome.Expected,
            IncidentStepKind.Dismiss => handling.Outcome == IncidentOutcome.Noise,
            _ => true,
        };
        return holds ? null : handling.Outcome switch
        {
            IncidentOutcome.Merged => $"The incident was taken into {handling.MergedInto}: expected a step on that one.",
            IncidentOutcome.Withdrawn => "The incident was withdrawn, since later records show that nothing happened: it only takes comments and an assignee.",
            _ => "The incident is resolved: expected it to be reopened first.",
        };
    }
}
