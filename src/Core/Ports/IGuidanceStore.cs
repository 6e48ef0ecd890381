using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Ports;

/// <summary>What people told the detectors: planned events and words on anomalies.</summary>
public interface IGuidanceStore
{
    /// <summary>All planned events that end after <paramref name="endingAfter"/>, by start.</summary>
    Task<IReadOnlyList<PlannedEvent>> ListPlansAsync(DateTimeOffset endingAfter, CancellationToken cancellationToken);

    /// <summary>Writes a planned event; same id replaces.</summary>
    Task SavePlanAsync(PlannedEvent plan, CancellationToken cancellationToken);

    /// <summary>Removes a planned event.</summary>
    /// <returns>The event as it was; null when there was none.</returns>
    Task<PlannedEvent?> RemovePlanAsync(string id, CancellationToken cancellationToken);

    /// <summary>All words on anomalies given at or after <paramref name="since"/>, oldest first.</summary>
    Task<IReadOnlyList<AnomalyFeedback>> ListFeedbackAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>The word on an anomaly; null when there is none.</summary>
    Task<AnomalyFeedback?> FindFeedbackAsync(string anomalyId, CancellationToken cancellationToken);

    /// <summary>Writes the word on an anomaly; same anomaly replaces.</summary>
    Task SaveFeedbackAsync(AnomalyFeedback feedback, CancellationToken cancellationToken);

    /// <summary>Takes a word back.</summary>
    /// <returns>The word as it was; null when there was none.</returns>
    Task<AnomalyFeedback?> RemoveFeedbackAsync(string anomalyId, CancellationToken cancellationToken);
}
