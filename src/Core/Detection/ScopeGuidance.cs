using System.Globalization;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Detection;

/// <summary>A plan or a word, by what it changes.</summary>
/// <param name="From">The earliest bucket time it has a say about, UTC.</param>
/// <param name="Text">Equal when it says the same.</param>
public readonly record struct GuidanceMark(DateTimeOffset From, string Text);

/// <summary>
/// What people told the detectors about one scope. Immutable, and a function of time: a bucket is judged with what was known when it ended, so that
/// history told again is judged alike.
/// </summary>
public sealed class ScopeGuidance
{
    /// <summary>Words older than this no longer count towards the sensitivity.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(90);

    /// <summary>How long the like of an expected anomaly stays expected; each new word renews it.</summary>
    public static readonly TimeSpan ExpectedFor = TimeSpan.FromDays(35);

    /// <summary>An excess up to this many times the one marked as expected is the like of it.</summary>
    public const decimal LikeRatio = 1.25m;

    private const int FewestHalvings = -1;
    private const int MostHalvings = 3;
    private static readonly TimeSpan _likeTime = TimeSpan.FromHours(1);

    /// <summary>Nothing was told.</summary>
    public static ScopeGuidance None { get; } = new([], []);

    /// <param name="plans">Planned events that concern the scope.</param>
    /// <param name="feedback">Words on anomalies of the scope itself.</param>
    public ScopeGuidance(IReadOnlyList<PlannedEvent> plans, IReadOnlyList<AnomalyFeedback> feedback)
    {
        Plans = [.. plans.OrderBy(p => p.Start).ThenBy(p => p.Id, StringComparer.Ordinal)];
        Feedback = [.. feedback.OrderBy(f => f.At).ThenBy(f => f.Anomaly.Id, StringComparer.Ordinal)];
        Marks =
        [
            .. Plans.Select(p => new GuidanceMark(
                p.Start, string.Create(CultureInfo.InvariantCulture, $"{p.Id}|{p.Scope.Key}|{p.Start.UtcTicks}|{p.End.UtcTicks}|{p.ExtraCost}"))),
            .. Feedback.Select(f => new GuidanceMark(
                f.At, string.Create(CultureInfo.InvariantCulture, $"{f.Anomaly.Id}|{f.Verdict}|{f.At.UtcTicks}"))),
        ];
    }

    /// <summary>Planned events that concern the scope, by start.</summary>
    public IReadOnlyList<PlannedEvent> Plans { get; }

    /// <summary>Words on the scope's own anomalies, oldest first.</summary>
    public IReadOnlyList<AnomalyFeedback> Feedback { get; }

    /// <summary>
    /// The false-alert budget after feedback: halved by each word "noise" more than "useful", at most to an eighth; doubled once when "useful" prevails.
    /// </summary>
    /// <param name="configured">The budget without feedback, per 30 days.</param>
    /// <param name="at">Words given until then count, UTC.</param>
    public double FalseAlertsPer30Days(double configured, DateTimeOffset at)
    {
        var halvings = 0;
        foreach (var word in Feedback)
        {
            if (word.At <= at && word.At > at - Memory)
            {
                halvings += word.Verdict switch { FeedbackVerdict.Noise => 1, FeedbackVerdict.Useful => -1, _ => 0 };
            }
        }

        return configured * Math.Pow(2, -Math.Clamp(halvings, FewestHalvings, MostHalvings));
    }

    /// <summary>The word that makes an anomaly an expected one; null when none does.</summary>
    /// <param name="anomaly">The anomaly as it begins.</param>
    /// <param name="at">Words given until then count, UTC.</param>
    public AnomalyFeedback? Expects(Anomaly anomaly, DateTimeOffset at)
    {
        foreach (var word in Feedback)
        {
            if (word.Verdict == FeedbackVerdict.Expected && word.At <= at && word.At > at - ExpectedFor && IsLike(anomaly, word.Anomaly))
            {
                return word;
            }
        }

        return null;
    }

    /// <summary>What judgements depend on, one mark a plan or word: kept beside a judgement, it tells later whether the guidance has changed since.</summary>
    public IReadOnlyList<GuidanceMark> Marks { get; }

    /// <summary>The earliest bucket time from which judgements under the two differ; null when they are alike.</summary>
    public static DateTimeOffset? FirstDifference(IReadOnlyList<GuidanceMark> a, IReadOnlyList<GuidanceMark> b)
    {
        var changed = a.Except(b).Concat(b.Except(a)).ToArray();
        return changed.Length == 0 ? null : changed.Min(mark => mark.From);
    }

    private static bool IsLike(Anomaly anomaly, Anomaly marked)
        => anomaly.Clock == marked.Clock
            && anomaly.Id != marked.Id
            && Math.Sign(anomaly.Excess) == Math.Sign(marked.Excess)
            && Math.Abs(anomaly.Excess) <= LikeRatio * Math.Abs(marked.Excess)
            && (IsSameTimeOfWeek(anomaly.Start, marked.Start) || IsSameTimeOfMonth(anomaly.Start, marked.Start));

    private static bool IsSameTimeOfWeek(DateTimeOffset a, DateTimeOffset b)
    {
        var apart = TimeSpan.FromTicks(Math.Abs((a - b).Ticks) % (7 * TimeSpan.TicksPerDay));
        return apart <= _likeTime || apart >= TimeSpan.FromDays(7) - _likeTime;
    }

    private static bool IsSameTimeOfMonth(DateTimeOffset a, DateTimeOffset b)
        => a.UtcDateTime.Day == b.UtcDateTime.Day && (a.UtcDateTime.TimeOfDay - b.UtcDateTime.TimeOfDay).Duration() <= _likeTime;
}
