using System.Collections.Concurrent;
using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Grains.Guidance;

/// <summary>What people told the detectors, read from the store and kept as one immutable page, so that grains read it without a lock.</summary>
public sealed class GuidanceBook(IGuidanceStore store) : IGuidanceBook
{
    private readonly Lock _turning = new();
    private Page _page = new([], []);
    private long _started;
    private long _shown;

    /// <inheritdoc />
    public ScopeGuidance For(ScopePath scope) => _page.For(scope);

    /// <inheritdoc />
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var reading = Interlocked.Increment(ref _started);

        // Whatever is old as well: history told again must be judged alike.
        var plans = await store.ListPlansAsync(DateTimeOffset.MinValue, cancellationToken);
        var feedback = await store.ListFeedbackAsync(DateTimeOffset.MinValue, cancellationToken);
        lock (_turning)
        {
            // A reading that began earlier may end later and must not bring back what it read.
            if (reading > _shown)
            {
                _shown = reading;
                _page = _page.Says(plans, feedback) ? _page : new(plans, feedback);
            }
        }
    }

    private sealed class Page(IReadOnlyList<PlannedEvent> plans, IReadOnlyList<AnomalyFeedback> feedback)
    {
        private readonly ILookup<ScopePath, AnomalyFeedback> _feedback = feedback.ToLookup(word => word.Anomaly.Scope);
        private readonly ConcurrentDictionary<ScopePath, ScopeGuidance> _scopes = new();

        public bool Says(IReadOnlyList<PlannedEvent> otherPlans, IReadOnlyList<AnomalyFeedback> otherFeedback) =>
            plans.SequenceEqual(otherPlans) && feedback.SequenceEqual(otherFeedback);

        public ScopeGuidance For(ScopePath scope) => plans.Count == 0 && feedback.Count == 0
            ? ScopeGuidance.None
            : _scopes.GetOrAdd(scope, static (path, page) => page.Gather(path), this);

        private ScopeGuidance Gather(ScopePath scope)
        {
            PlannedEvent[] concerned = [.. plans.Where(plan => plan.Concerns(scope))];
            AnomalyFeedback[] words = [.. _feedback[scope]];
            return concerned.Length == 0 && words.Length == 0 ? ScopeGuidance.None : new(concerned, words);
        }
    }
}
