using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Core.Policies;

/// <summary>Tries a policy on what has happened.</summary>
public static class PolicyRehearsal
{
    private const int MostNotices = 1_000;
    private const int MostIncidents = 1_000;

    /// <summary>The notices that a policy would have answered, newest first: those that match, without those that its cooldown leaves alone.</summary>
    /// <param name="policy">The policy; whether it is enabled does not matter.</param>
    /// <param name="notices">What happened, in any order; several of one key count once.</param>
    public static IReadOnlyList<Notice> Answered(Policy policy, IEnumerable<Notice> notices)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(notices);
        var last = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var answered = new List<Notice>();
        foreach (var notice in notices.DistinctBy(notice => notice.Key).OrderBy(notice => notice.At).ThenBy(notice => notice.Key, StringComparer.Ordinal))
        {
            if (PolicyMatcher.Matches(policy, notice) && !(last.TryGetValue(notice.Thread, out var at) && notice.At < at + policy.Cooldown))
            {
                last[notice.Thread] = notice.At;
                answered.Add(notice);
            }
        }

        answered.Reverse();
        return answered;
    }

    /// <summary>What happened since a time: the notices that policies would hear, the newest 1,000, and incidents of which none is kept.</summary>
    public static async Task<IReadOnlyList<Notice>> NoticesAsync(
        IOutbox outbox, IAnomalyStore anomalies, DateTimeOffset since, string currency, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(outbox);
        ArgumentNullException.ThrowIfNull(anomalies);
        var heard = (await outbox.ListNoticesAsync(null, null, MostNotices, cancellationToken))
            .Where(notice => notice.At >= since && notice.Kind != NoticeKind.Policy)
            .ToList();
        var threads = heard.Select(notice => notice.Thread).ToHashSet(StringComparer.Ordinal);
        var incidents = await anomalies.ListIncidentsAsync(new(From: since, Limit: MostIncidents), cancellationToken);
        return
        [
            .. heard,
            .. incidents
                .Where(incident => incident.Cause.State != AnomalyState.Retracted)
                .Select(incident => NoticeOf(incident, currency))
                .Where(notice => !threads.Contains(notice.Thread)),
        ];
    }

    /// <summary>An incident as the notice that told it, for times before notices were kept.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="currency">ISO 4217 code of its amounts.</param>
    public static Notice NoticeOf(Incident incident, string currency)
    {
        ArgumentNullException.ThrowIfNull(incident);
        var cause = incident.Cause;
        var hours = Math.Max(1m / 60, (decimal)(cause.End - cause.Start).TotalHours);
        var kind = cause.Kind.ToString();
        NoticeText Text(NarrativeLanguage language) => new(
            AnomalyNarrative.Headline(cause, currency, language), [AnomalyNarrative.Explanation(cause, currency, language)], [], []);
        return new(
            $"incident/{incident.Id}/rehearsed",
            $"incident/{incident.Id}",
            NoticeKind.Incident,
            NoticePhase.Opened,
            cause.Scope,
            cause.Severity,
            incident.OpenedAt,
            new(currency) { Spent = cause.Actual, Limit = cause.Expected, Excess = cause.Excess, PerHour = cause.Excess / hours },
            Text(NarrativeLanguage.English),
            Text(NarrativeLanguage.Korean))
        {
            Subject = char.ToLowerInvariant(kind[0]) + kind[1..],
            Page = $"/anomalies/{cause.Id}",
        };
    }
}
