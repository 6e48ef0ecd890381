namespace FinOpsAI.Core.Forecasting;

/// <summary>The last full season again; without a season that fits twice, the last value.</summary>
internal sealed class SeasonalNaive(IReadOnlyList<int> seasons) : IMember
{
    public string Name => "seasonal naive";

    /// <summary>The longest season that the history holds twice; 1 when none.</summary>
    public static int Season(IReadOnlyList<int> seasons, int length)
        => seasons.Where(s => s > 1 && 2 * s <= length).DefaultIfEmpty(1).Max();

    public bool Forecast(ReadOnlySpan<double> history, Span<double> path)
    {
        var season = Season(seasons, history.Length);
        for (var h = 0; h < path.Length; h++)
        {
            path[h] = history[history.Length - season + (h % season)];
        }

        return true;
    }
}
