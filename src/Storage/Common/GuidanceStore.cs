using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Common;

/// <summary>Planned events and words on anomalies: JSON with the columns that lists need.</summary>
internal sealed class GuidanceStore(IPayloads payloads) : IGuidanceStore
{
    public Task<IReadOnlyList<PlannedEvent>> ListPlansAsync(DateTimeOffset endingAfter, CancellationToken cancellationToken) =>
        payloads.ReadAsync(
            new("SELECT payload FROM planned_events WHERE ends > $1 ORDER BY starts, id", endingAfter.ToStored()),
            PayloadJson.Default.PlannedEvent,
            cancellationToken);

    public Task SavePlanAsync(PlannedEvent plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var payload = JsonSerializer.Serialize(plan, PayloadJson.Default.PlannedEvent);
        return payloads.WriteAsync(
            [PayloadSql.Upsert("planned_events", "id, starts, ends, payload", plan.Id, plan.Start.ToStored(), plan.End.ToStored(), payload)],
            cancellationToken);
    }

    public Task<PlannedEvent?> RemovePlanAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return payloads.WriteAsync(
            new("DELETE FROM planned_events WHERE id = $1 RETURNING payload", id),
            PayloadJson.Default.PlannedEvent,
            cancellationToken).FirstAsync();
    }

    public Task<IReadOnlyList<AnomalyFeedback>> ListFeedbackAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        payloads.ReadAsync(
            new("SELECT payload FROM anomaly_feedback WHERE given >= $1 ORDER BY given, id", since.ToStored()),
            PayloadJson.Default.AnomalyFeedback,
            cancellationToken);

    public Task<AnomalyFeedback?> FindFeedbackAsync(string anomalyId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(anomalyId);
        return payloads.ReadAsync(
            new("SELECT payload FROM anomaly_feedback WHERE id = $1", anomalyId),
            PayloadJson.Default.AnomalyFeedback,
            cancellationToken).FirstAsync();
    }

    public Task SaveFeedbackAsync(AnomalyFeedback feedback, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(feedback);
        var payload = JsonSerializer.Serialize(feedback, PayloadJson.Default.AnomalyFeedback);
        return payloads.WriteAsync(
            [PayloadSql.Upsert("anomaly_feedback", "id, given, payload", feedback.Anomaly.Id, feedback.At.ToStored(), payload)],
            cancellationToken);
    }

    public Task<AnomalyFeedback?> RemoveFeedbackAsync(string anomalyId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(anomalyId);
        return payloads.WriteAsync(
            new("DELETE FROM anomaly_feedback WHERE id = $1 RETURNING payload", anomalyId),
            PayloadJson.Default.AnomalyFeedback,
            cancellationToken).FirstAsync();
    }
}
