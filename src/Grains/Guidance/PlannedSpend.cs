using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Grains.Guidance;

/// <summary>
/// What people said, for a forecast: what was planned or marked as expected is taken out of the past, so that it is not foretold again; what is planned ahead is
/// added. Only plans of the scope itself and of those below it: of a wider plan nobody knows this scope's share.
/// </summary>
internal static class PlannedSpend
{
    /// <summary>Takes planned and expected extras out of a history; a bucket of which too little would remain becomes unknown (NaN).</summary>
    /// <param name="history">Spend per bucket, oldest first; changed in place.</param>
    /// <param name="first">Start of the first bucket, UTC.</param>
    /// <param name="bucket">Length of a bucket.</param>
    /// <param name="scope">Whose history.</param>
    /// <param name="guidance">What was said about it.</param>
    public static void TakeOut(double[] history, DateTimeOffset first, TimeSpan bucket, ScopePath scope, ScopeGuidance guidance)
    {
        var extras = new double[history.Length];
        foreach (var plan in Own(scope, guidance))
        {
            Spread((double)plan.ExtraCost, plan.Start, plan.End, extras, first, bucket);
        }

        foreach (var word in guidance.Feedback)
        {
            if (word.Verdict == FeedbackVerdict.Expected)
            {
                Spread((double)word.Anomaly.Excess, word.Anomaly.Start, word.Anomaly.End, extras, first, bucket);
            }
        }

        for (var i = 0; i < history.Length; i++)
        {
            if (extras[i] != 0)
            {
                // How a plan's sum was really spread is not known: where it is most of the bucket, the rest says nothing.
                var rest = history[i] - extras[i];
                history[i] = rest >= history[i] / 2 && rest <= history[i] * 2 ? rest : double.NaN;
            }
        }
    }

    /// <summary>Planned money per bucket ahead; empty when nothing is planned.</summary>
    /// <param name="count">Buckets.</param>
    /// <param name="first">Start of the first bucket, UTC.</param>
    /// <param name="bucket">Length of a bucket.</param>
    /// <param name="scope">Whose forecast.</param>
    /// <param name="guidance">What was said about it.</param>
    /// <param name="remaining">What is left of a plan, with its sign.</param>
    public static double[] Ahead(
        int count, DateTimeOffset first, TimeSpan bucket, ScopePath scope, ScopeGuidance guidance, Func<PlannedEvent, double> remaining)
    {
        var end = first + (count * bucket);
        PlannedEvent[] plans = [.. Own(scope, guidance).Where(plan => plan.End > first && plan.Start < end)];
        var extras = new double[plans.Length == 0 ? 0 : count];
        foreach (var plan in plans)
        {
            // What is left of a running plan comes in the time that is left.
            Spread(remaining(plan), plan.Start < first ? first : plan.Start, plan.End, extras, first, bucket);
        }

        return extras;
    }

    private static IEnumerable<PlannedEvent> Own(ScopePath scope, ScopeGuidance guidance) => guidance.Plans.Where(plan => scope.Contains(plan.Scope));

    private static void Spread(double sum, DateTimeOffset start, DateTimeOffset end, double[] buckets, DateTimeOffset first, TimeSpan bucket)
    {
        var duration = end - start;
        var from = Math.Max(0, (long)Math.Floor((start - first) / bucket));
        for (var i = from; i < buckets.Length && first + (i * bucket) < end; i++)
        {
            var open = first + (i * bucket);
            var overlap = (Earlier(open + bucket, end) - Later(open, start)) / duration;
            buckets[i] += sum * Math.Max(0, overlap);
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
