using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Web.Apis;

/// <summary>The words on anomalies that are about to be shown.</summary>
internal sealed class FeedbackReader(IGuidanceStore guidance)
{
    /// <summary>By anomaly id; without those on which nothing was said.</summary>
    public async Task<IReadOnlyDictionary<string, AnomalyFeedback>> OnAsync(
        IEnumerable<Anomaly> anomalies, CancellationToken cancellationToken)
    {
        // Nobody speaks of an anomaly before it starts.
        var earliest = anomalies.Select(anomaly => (DateTimeOffset?)anomaly.Start).Min();
        return earliest is null
            ? new Dictionary<string, AnomalyFeedback>()
            : (await guidance.ListFeedbackAsync(earliest.Value, cancellationToken)).ToDictionary(word => word.Anomaly.Id);
    }

    public Task<IReadOnlyDictionary<string, AnomalyFeedback>> OnAsync(IEnumerable<Incident> incidents, CancellationToken cancellationToken) =>
        OnAsync(incidents.SelectMany(incident => incident.Impact.Prepend(incident.Cause)), cancellationToken);
}
