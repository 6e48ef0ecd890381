namespace FinOpsAI.Core.Forecasting;

/// <summary>Where a rolling backtest starts its forecasts, and how far each reaches.</summary>
internal sealed class RollingOrigins
{
    private const int Usual = 10;
    private const int Most = 16;

    private RollingOrigins(int[] starts, int reach)
    {
        Starts = starts;
        Reach = reach;
    }

    /// <summary>Lengths of history that forecasts start from, rising.</summary>
    public int[] Starts { get; }

    /// <summary>Buckets that each forecast is compared over.</summary>
    public int Reach { get; }

    /// <summary>
    /// At least half of the history stays for training; origins a quarter of the reach apart, aligned to the shortest season when that fits. Ten of them, or up to
    /// sixteen when that many span the longest season: what is hard at one time of the year is not at another.
    /// </summary>
    public static RollingOrigins For(int length, int horizon, IReadOnlyList<int> seasons)
    {
        var reach = Math.Min(horizon, Math.Max(1, length / 3));
        var earliest = Math.Max(length / 2, Math.Min(length - reach, 8));
        if (length - reach < earliest || length < 6)
        {
            return new([], reach);
        }

        var room = length - reach - earliest;
        var step = Math.Max(1, (reach + 3) / 4);
        var season = seasons.Where(s => s > 1).DefaultIfEmpty(1).Min();
        if (step >= season / 2 && room >= 3 * season)
        {
            step = Math.Max(season, step / season * season);
        }

        var longest = seasons.DefaultIfEmpty(1).Max();
        var count = Math.Min(Math.Clamp((longest * 5 / 4 / step) + 1, Usual, Most), (room / step) + 1);
        var starts = new int[count];
        for (var i = 0; i < count; i++)
        {
            starts[i] = length - reach - ((count - 1 - i) * step);
        }

        return new(starts, reach);
    }
}
