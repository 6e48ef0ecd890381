using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Policies;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Pipeline;

namespace FinOpsAI.Grains.Policies;

/// <summary>
/// Hears every notice and writes down what the policies make of it. What then happens (telling, asking, sending) is done by
/// <see cref="PolicyRunner"/> from the store, so that it survives any crash; the same notice heard again changes nothing.
/// </summary>
public sealed class PolicyListener(IPolicyStore store, IGuidanceStore guidance, WorkSignal<PolicyRunner> signal, TimeProvider time) : INoticeListener
{
    /// <inheritdoc />
    public async Task HearAsync(IReadOnlyList<Notice> notices, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notices);

        // What a policy said is not heard: no policy ever answers itself or another.
        var heard = notices.Where(notice => notice.Kind != NoticeKind.Policy).ToList();
        if (heard.Count == 0)
        {
            return;
        }

        var made = new List<PolicyDecision>();
        foreach (var policy in await store.ListAsync(cancellationToken))
        {
            if (policy.IsEnabled)
            {
                await AnswerAsync(policy, heard, made, cancellationToken);
            }
        }

        if (made.Count > 0)
        {
            await store.AddAsync(made, cancellationToken);
            signal.Set();
        }
    }

    private async Task AnswerAsync(Policy policy, List<Notice> notices, List<PolicyDecision> made, CancellationToken cancellationToken)
    {
        PolicyRecord? record = null;
        foreach (var notice in notices.Where(notice => PolicyMatcher.Matches(policy, notice)))
        {
            var last = made.LastOrDefault(decision => decision.PolicyId == policy.Id && decision.Notice.Thread == notice.Thread)
                ?? await store.LatestAsync(policy.Id, notice.Thread, cancellationToken);
            if (last is not null && notice.At < last.Notice.At + policy.Cooldown)
            {
                continue;
            }

            record ??= await PolicyRecords.OfAsync(policy, store, guidance, cancellationToken);
            made.Add(PolicyDecisions.Make(policy, notice, record.IsQuiet, time.GetUtcNow()));
        }
    }
}
