namespace FinOpsAI.Core.Forecasting;

/// <summary>
/// What the members learn from: a history, known up to now, in which incidents are replaced by what was usual and lasting breaks of the level are undone. An
/// incident lies far (four robust sigmas and more than a factor of two) from shape plus level, where the level is a running median that anything shorter than a
/// week cannot move. A break is a step of more than a factor of 1.6 and four times the usual day-to-day move; what was before is lifted to the level after it. Series whose
/// buckets are weeks or months stay as they are.
/// </summary>
internal sealed class HistoryCleaner(IReadOnlyList<int> seasons)
{
    private const double Sigmas = 4;
    private const double LeastIncident = 0.8;
    private const double LeastBreak = 0.5;
    private const double BreakSigmas = 4;
    private const int Span = 7;
    private const int LeastAfterBreak = 3;

    public double[] Clean(ReadOnlySpan<double> history)
    {
        var cleaned = history.ToArray();
        if (PhaseProfile.Of(history, seasons) is not { HasDays: true } profile)
        {
            return cleaned;
        }

        var levels = profile.Levels(history, int.MaxValue);
        var running = PhaseProfile.RunningMedian(levels);
        ReplaceIncidents(cleaned, profile.Usual(history.Length, running));
        UndoBreaks(cleaned, profile.Block, levels, running);
        return cleaned;
    }

    private static void ReplaceIncidents(double[] values, double[] usual)
    {
        var sizes = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            sizes[i] = Math.Abs(values[i] - usual[i]);
        }

        var limit = Math.Max(Sigmas * 1.4826 * Quantile.MedianInPlace(sizes), LeastIncident);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Math.Abs(values[i] - usual[i]) > limit ? usual[i] : values[i];
        }
    }

    private static void UndoBreaks(double[] values, int block, double[] raw, double[] level)
    {
        if (level.Length < Span + LeastAfterBreak)
        {
            return;
        }

        var moves = new double[raw.Length - 1];
        for (var d = 1; d < raw.Length; d++)
        {
            moves[d - 1] = Math.Abs(raw[d] - raw[d - 1]);
        }

        var least = Math.Max(LeastBreak, BreakSigmas * 1.4826 * Quantile.MedianInPlace(moves));
        var steps = Steps(level);
        while (true)
        {
            var at = 0;
            for (var d = 1; d < steps.Length; d++)
            {
                at = Math.Abs(steps[d]) > Math.Abs(steps[at]) ? d : at;
            }

            if (Math.Abs(steps[at]) < least)
            {
                return;
            }

            // Where the running median saw a step, the blocks themselves tell on which of them it was.
            var start = Math.Max(1, at - Span);
            var end = Math.Min(raw.Length, at + Span);
            var sign = Math.Sign(steps[at]);
            var first = start;
            for (var d = start; d < end; d++)
            {
                first = sign * (raw[d] - raw[d - 1]) > sign * (raw[first] - raw[first - 1]) ? d : first;
            }

            for (var i = values.Length - ((raw.Length - first) * block) - 1; i >= 0; i--)
            {
                values[i] += steps[at];
            }

            steps.AsSpan(Math.Max(0, at - Span + 1), Math.Min(raw.Length, at + Span) - Math.Max(0, at - Span + 1)).Clear();
        }
    }

    // For each block, the level of the week from it on less that of the week before it.
    private static double[] Steps(double[] level)
    {
        var steps = new double[level.Length];
        Span<double> week = stackalloc double[Span];
        for (var d = Span; d <= level.Length - LeastAfterBreak; d++)
        {
            level.AsSpan(d - Span, Span).CopyTo(week);
            var before = Quantile.MedianInPlace(week);
            var count = Math.Min(Span, level.Length - d);
            level.AsSpan(d, count).CopyTo(week);
            steps[d] = Quantile.MedianInPlace(week[..count]) - before;
        }

        return steps;
    }
}
