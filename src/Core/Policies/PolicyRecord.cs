using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Policies;

/// <summary>What a policy decided, what people answered, and what follows from it.</summary>
/// <param name="Decisions">Decisions by state, those that occurred.</param>
/// <param name="Approved">Proposals and questions that were approved, as far as they count.</param>
/// <param name="Declined">Those that were declined.</param>
/// <param name="Useful">Incidents it answered on which a person said "useful".</param>
/// <param name="Expected">Those on which a person said "expected".</param>
/// <param name="Noise">Those on which a person said "noise".</param>
public sealed record PolicyRecord(
    IReadOnlyDictionary<PolicyDecisionState, int> Decisions, int Approved, int Declined, int Useful, int Expected, int Noise)
{
    /// <summary>Fewer answers say nothing.</summary>
    public const int FewestAnswers = 5;

    /// <summary>Only the latest answers count: people and policies change.</summary>
    public const int LatestAnswers = 20;

    /// <summary>The 97.5 % quantile of the normal distribution, for an interval of 95 %.</summary>
    private const double Z = 1.959963984540054;

    /// <summary>Approved among the answered; null without an answer.</summary>
    public double? ApprovalRate => Answered == 0 ? null : (double)Approved / Answered;

    /// <summary>Upper end of the approval rate's 95 % interval after Wilson; null without an answer.</summary>
    public double? ApprovalRateUpper => Answered == 0 ? null : WilsonUpper(Approved, Answered);

    /// <summary>Whether the policy stops proposing: at least five answers, and even the upper end of the interval is under a half.</summary>
    public bool IsQuiet => Answered >= FewestAnswers && ApprovalRateUpper < 0.5;

    private int Answered => Approved + Declined;

    /// <summary>Counts a policy's decisions.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="decisions">Its decisions, in any order.</param>
    /// <param name="feedback">What people said of anomalies.</param>
    public static PolicyRecord Of(Policy policy, IReadOnlyList<PolicyDecision> decisions, IReadOnlyList<AnomalyFeedback> feedback)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(decisions);
        ArgumentNullException.ThrowIfNull(feedback);
        var answers = decisions
            .Select(decision => decision.Answer)
            .OfType<PolicyStep>()
            .Where(answer => policy.LearnsFrom is not { } from || answer.At >= from)
            .OrderByDescending(answer => answer.At)
            .Take(LatestAnswers)
            .ToList();
        var threads = decisions.Select(decision => decision.Notice.Thread).ToHashSet(StringComparer.Ordinal);
        int Said(FeedbackVerdict verdict) => feedback
            .Count(word => word.Verdict == verdict && threads.Contains($"incident/{word.Anomaly.IncidentId ?? word.Anomaly.Id}"));
        var declined = answers.Count(answer => answer.State == PolicyDecisionState.Declined);
        return new(
            decisions.GroupBy(decision => decision.State).ToDictionary(state => state.Key, state => state.Count()),
            answers.Count - declined,
            declined,
            Said(FeedbackVerdict.Useful),
            Said(FeedbackVerdict.Expected),
            Said(FeedbackVerdict.Noise));
    }

    /// <summary>
    /// Upper end of the 95 % score interval of a share: (p + z²/2n + z √(p(1-p)/n + z²/4n²)) / (1 + z²/n). Wilson, E. B. (1927), "Probable inference,
    /// the law of succession, and statistical inference", JASA 22, 209-212.
    /// </summary>
    internal static double WilsonUpper(int successes, int trials)
    {
        var (n, p, z2) = ((double)trials, (double)successes / trials, Z * Z);
        return (p + (z2 / (2 * n)) + (Z * Math.Sqrt((p * (1 - p) / n) + (z2 / (4 * n * n))))) / (1 + (z2 / n));
    }
}
