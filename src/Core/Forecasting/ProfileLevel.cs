namespace FinOpsAI.Core.Forecasting;

/// <summary>
/// Robust profile times recent level: the median over the last four seasons of what each phase added to its season's median, on top of the
/// median level of the last days. Forgets a level shift within days and shrugs off single anomalies.
/// </summary>
internal sealed class ProfileLevel(IReadOnlyList<int> seasons) : IMember
{
    private const int Cycles = 4;

    public string Name => "profile";

    public bool Forecast(ReadOnlySpan<double> history, Span<double> path)
    {
        var season = SeasonalNaive.Season(seasons, history.Length);
        var cycles = Math.Min(Cycles, history.Length / season);
        if (season == 1 || cycles < 2)
        {
            return false;
        }

        var first = history.Length - (cycles * season);
        var centres = new double[cycles];
        var buffer = new double[season];
        for (var c = 0; c < cycles; c++)
        {
            history.Slice(first + (c * season), season).CopyTo(buffer);
            centres[c] = Quantile.MedianInPlace(buffer);
        }

        var profile = new double[season];
        var picks = new double[cycles];
        for (var phase = 0; phase < season; phase++)
        {
            for (var c = 0; c < cycles; c++)
            {
                picks[c] = history[first + (c * season) + phase] - centres[c];
            }

            profile[phase] = Quantile.MedianInPlace(picks);
        }

        // The level: a seventh of a season (a day in a week) at least, so that it follows a switch within days.
        var recent = Math.Max(Math.Min(3, season), season / 4);
        var left = new double[recent];
        for (var i = 0; i < recent; i++)
        {
            var at = history.Length - recent + i;
            left[i] = history[at] - profile[(at - first) % season];
        }

        var level = Quantile.MedianInPlace(left);
        for (var h = 0; h < path.Length; h++)
        {
            path[h] = level + profile[h % season];
        }

        return true;
    }
}
