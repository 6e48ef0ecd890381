namespace FinOpsAI.Core.Experiments;

/// <summary>How fast an experiment spends.</summary>
public static class ExperimentPace
{
    /// <summary>Over which time the present pace is taken.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromHours(1);

    /// <summary>Five minutes: what one row of costs holds, and the shortest time a pace is taken over.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Cost per hour over the last hour, or since the first of these costs when it is younger: an experiment that began ten minutes ago has the pace of
    /// ten minutes. 0 without costs.
    /// </summary>
    /// <param name="costs">What it cost, oldest first; what is older than <see cref="Span"/> is left out.</param>
    /// <param name="now">UTC.</param>
    public static decimal PerHour(IReadOnlyList<ExperimentCost> costs, DateTimeOffset now)
    {
        var since = now - Span;
        var recent = costs.Where(cost => cost.Start + Shortest > since).ToList();
        if (recent.Count == 0)
        {
            return 0;
        }

        var first = costs[0].Start > since ? costs[0].Start : since;
        var elapsed = now - first < Shortest ? Shortest : now - first;
        return Math.Round(recent.Sum(cost => cost.Cost) / (decimal)elapsed.TotalHours, 6);
    }
}
