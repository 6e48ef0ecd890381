namespace FinOpsAI.Core.Forecasting;

/// <summary>
/// The robust shape of a season, log units: the median over the last seasons of what each phase adds to its season's median. Also cuts a history into blocks
/// (days of an hourly series; single buckets when there is one season) and gives the level of each without the shape.
/// </summary>
internal sealed class PhaseProfile
{
    private const int Cycles = 8;
    private const int FewCycles = 4;
    private const int HalfWindow = 7;
    private readonly double[] _values;
    private readonly int _first;

    private PhaseProfile(double[] values, int first, int block, bool hasDays)
    {
        HasDays = hasDays;
        _values = values;
        _first = first;
        Block = block;
    }

    /// <summary>Buckets in a block.</summary>
    public int Block { get; }

    /// <summary>True when blocks are days (or whole short seasons): a week of them is then a week. Not so for weeks or months with the year as their only season.</summary>
    public bool HasDays { get; }

    /// <summary>Length of the season in buckets.</summary>
    public int Season => _values.Length;

    /// <summary>What the phase of the bucket at an index of the history, also beyond its end, adds.</summary>
    public double this[int at] => _values[(((at - _first) % _values.Length) + _values.Length) % _values.Length];

    /// <summary>Null when no season fits twice.</summary>
    public static PhaseProfile? Of(ReadOnlySpan<double> history, IReadOnlyList<int> seasons)
    {
        var season = SeasonalNaive.Season(seasons, history.Length);
        if (season == 1)
        {
            return null;
        }

        int[] known = [.. seasons.Where(s => s > 1).Order()];
        var hasDays = known.Length > 1 || known[0] is 7 or 24;
        var cycles = Math.Min(hasDays ? Cycles : FewCycles, history.Length / season);
        var first = history.Length - (cycles * season);
        var centres = new double[cycles];
        var buffer = new double[season];
        for (var c = 0; c < cycles; c++)
        {
            history.Slice(first + (c * season), season).CopyTo(buffer);
            centres[c] = Quantile.MedianInPlace(buffer);
        }

        var values = new double[season];
        Span<double> picks = stackalloc double[cycles];
        for (var phase = 0; phase < season; phase++)
        {
            for (var c = 0; c < cycles; c++)
            {
                picks[c] = history[first + (c * season) + phase] - centres[c];
            }

            values[phase] = Quantile.MedianInPlace(picks);
        }

        return new(values, first, known.Length > 1 || known[0] == 24 ? known[0] : 1, hasDays);
    }

    /// <summary>What was usual at each bucket: the shape on a level that anything shorter than a week cannot move.</summary>
    /// <param name="length">Buckets of the history.</param>
    /// <param name="level">Running median of all its levels.</param>
    public double[] Usual(int length, double[] level)
    {
        var usual = new double[length];
        for (var i = 0; i < usual.Length; i++)
        {
            usual[i] = this[i] + level[level.Length - 1 - ((usual.Length - 1 - i) / Block)];
        }

        return usual;
    }

    /// <summary>Running median of block levels over a week to each side, shorter at the ends.</summary>
    public static double[] RunningMedian(double[] values)
    {
        var result = new double[values.Length];
        Span<double> window = stackalloc double[(2 * HalfWindow) + 1];
        for (var d = 0; d < values.Length; d++)
        {
            var from = Math.Max(0, d - HalfWindow);
            var count = Math.Min(values.Length, d + HalfWindow + 1) - from;
            values.AsSpan(from, count).CopyTo(window);
            result[d] = Quantile.MedianInPlace(window[..count]);
        }

        return result;
    }

    /// <summary>Median of each block without the shape, oldest first; the last block ends with the history, the first one may be short.</summary>
    public double[] Levels(ReadOnlySpan<double> history, int most)
    {
        var levels = new double[Math.Min(most, (history.Length + Block - 1) / Block)];
        var buffer = new double[Block];
        for (var d = 0; d < levels.Length; d++)
        {
            var end = history.Length - ((levels.Length - 1 - d) * Block);
            var from = Math.Max(0, end - Block);
            for (var i = from; i < end; i++)
            {
                buffer[i - from] = history[i] - this[i];
            }

            levels[d] = Quantile.MedianInPlace(buffer.AsSpan(0, end - from));
        }

        return levels;
    }
}
