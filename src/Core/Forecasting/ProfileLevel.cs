namespace FinOpsAI.Core.Forecasting;

/// <summary>
/// Robust seasonal shape times recent level. The level is the median over the longest recent stretch that agrees with all shorter ones (intersection of
/// confidence intervals: Goldenshluger, Nemirovski 1997, Math. Methods of Statistics 6:135), three days to four weeks: steady spend is averaged long, spend
/// that moves is followed.
/// </summary>
internal sealed class ProfileLevel(IReadOnlyList<int> seasons) : IMember
{
    private const double Confidence = 1.5;
    private static readonly int[] _stretches = [3, 5, 7, 10, 14, 21, 28];

    public string Name => "profile";

    public bool Forecast(ReadOnlySpan<double> history, Span<double> path)
    {
        if (PhaseProfile.Of(history, seasons) is not { } profile)
        {
            return false;
        }

        // Where a week means nothing: the median of the last quarter season.
        var level = profile.HasDays ? Level(profile.Levels(history, _stretches[^1])) : Quantile.MedianInPlace(profile.Levels(history, Math.Max(3, profile.Season / 4)));
        for (var h = 0; h < path.Length; h++)
        {
            path[h] = level + profile[history.Length + h];
        }

        return true;
    }

    private static double Level(double[] blocks)
    {
        var moves = new double[Math.Max(blocks.Length - 1, 1)];
        for (var d = 1; d < blocks.Length; d++)
        {
            moves[d - 1] = Math.Abs(blocks[d] - blocks[d - 1]);
        }

        var noise = Confidence * 1.4826 * Quantile.MedianInPlace(moves);
        double low = double.NegativeInfinity, high = double.PositiveInfinity, level = blocks[^1];
        Span<double> buffer = stackalloc double[_stretches[^1]];
        foreach (var stretch in _stretches.TakeWhile(s => s <= blocks.Length))
        {
            blocks.AsSpan(blocks.Length - stretch).CopyTo(buffer);
            var median = Quantile.MedianInPlace(buffer[..stretch]);

            // Neighbouring blocks wander together: half of them count as independent.
            var half = noise / Math.Sqrt(Math.Max(stretch / 2.0, 1));
            low = Math.Max(low, median - half);
            high = Math.Min(high, median + half);
            if (low > high)
            {
                break;
            }

            level = median;
        }

        return level;
    }
}
