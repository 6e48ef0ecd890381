using FinOpsAI.Core.Detection;

namespace FinOpsAI.Core.Forecasting;

/// <summary>A history on the log scale: leading missing buckets cut off, inner ones filled from the season before or the neighbours.</summary>
internal sealed class LogHistory
{
    private LogHistory(LogScale scale, double[] values, bool[] known, double[] costs)
    {
        Scale = scale;
        Values = values;
        Known = known;
        Costs = costs;
    }

    public LogScale Scale { get; }

    /// <summary>Log spend without gaps.</summary>
    public double[] Values { get; }

    /// <summary>False where the value was filled in.</summary>
    public bool[] Known { get; }

    /// <summary>Spend as given; NaN where missing.</summary>
    public double[] Costs { get; }

    /// <summary>How many buckets are known.</summary>
    public int Count { get; private init; }

    /// <summary>Missing buckets that were cut off at the beginning.</summary>
    public int Skipped { get; private init; }

    /// <summary>The same history with effects, log units, taken out.</summary>
    public LogHistory Without(double[] effects, IReadOnlyList<int> seasons)
    {
        if (effects.All(e => e == 0))
        {
            return this;
        }

        double[] costs = [.. Costs.Select((c, i) => effects[i] == 0 || !Known[i] ? c : Scale.Back(Scale.Forward(c) - effects[i]))];
        return new(Scale, Filled(costs, Known, Scale, seasons), Known, costs) { Count = Count, Skipped = Skipped };
    }

    public static LogHistory Of(ReadOnlySpan<double> history, IReadOnlyList<int> seasons)
    {
        var first = 0;
        while (first < history.Length && !double.IsFinite(history[first]))
        {
            first++;
        }

        var costs = history[first..].ToArray();
        var scale = new LogScale();
        var known = new bool[costs.Length];
        var count = 0;
        var finite = costs.Where(double.IsFinite).Select(Math.Abs).Where(x => x > 0).ToArray();
        scale.Start(Quantile.MedianInPlace(finite));
        for (var i = 0; i < costs.Length; i++)
        {
            known[i] = double.IsFinite(costs[i]);
            count += known[i] ? 1 : 0;
            costs[i] = known[i] ? costs[i] : double.NaN;
        }

        return new(scale, Filled(costs, known, scale, seasons), known, costs) { Count = count, Skipped = first };
    }

    private static double[] Filled(double[] costs, bool[] known, LogScale scale, IReadOnlyList<int> seasons)
    {
        var values = new double[costs.Length];
        for (var i = 0; i < costs.Length; i++)
        {
            values[i] = known[i] ? scale.Forward(costs[i]) : Fill(values, i, seasons);
        }

        return values;
    }

    // What the longest season that reaches back says, else the value before. The first value is always known.
    private static double Fill(double[] values, int at, IReadOnlyList<int> seasons)
    {
        foreach (var season in seasons.Where(s => s > 1).OrderDescending())
        {
            if (at >= season)
            {
                return values[at - season];
            }
        }

        return values[at - 1];
    }
}
