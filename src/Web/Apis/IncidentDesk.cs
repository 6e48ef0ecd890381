using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Web.Apis;

/// <summary>Takes people's steps on incidents, whichever way they come, with what follows from them for the detectors.</summary>
internal sealed class IncidentDesk(IGrainResolver grains, IGuidanceStore guidance, GuidanceNews news, TimeProvider time)
{
    /// <summary>Takes a step.</summary>
    /// <returns>The incident as it then is; null when there is none of that id.</returns>
    public async Task<Incident?> TakeAsync(IncidentStep step, CancellationToken cancellationToken)
    {
        if (await grains.Get<IAlertGrain>(ScopePath.Organization.Key).HandleAsync(step, cancellationToken) is not { } incident)
        {
            return null;
        }

        // What the step says of the cause holds at every scope that it was seen at: else the wider ones would tell the like of it again.
        if (Verdict(step.Kind) is { } verdict)
        {
            foreach (var anomaly in incident.Impact.Prepend(incident.Cause).Where(anomaly => anomaly.State != AnomalyState.Retracted))
            {
                var before = await guidance.FindFeedbackAsync(anomaly.Id, cancellationToken);
                if (before?.Verdict != verdict)
                {
                    await guidance.SaveFeedbackAsync(new(anomaly, verdict, step.Text, time.GetUtcNow()), cancellationToken);
                    await news.WordChangedAsync(anomaly.Scope, cancellationToken);
                }
            }
        }

        return incident;
    }

    private static FeedbackVerdict? Verdict(IncidentStepKind kind) => kind switch
    {
        IncidentStepKind.Expect => FeedbackVerdict.Expected,
        IncidentStepKind.Dismiss => FeedbackVerdict.Noise,
        _ => null,
    };
}
