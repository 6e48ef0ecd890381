using FinOpsAI.Core.Series;

namespace FinOpsAI.Accuracy.Cost;

/// <summary>What happens in a generated series.</summary>
internal enum CostEvent
{
    Runaway,
    NewKey,
    Zero,
    Leak,

    /// <summary>A price or model switch: harmless, a notice on its first day is welcome.</summary>
    Switch,
}

/// <summary>A labelled stretch of rows, both ends inclusive.</summary>
internal sealed record CostLabel(CostEvent Event, int First, int Last)
{
    public bool IsAnomaly => Event != CostEvent.Switch;
}

/// <summary>A generated series of AI cost with what happened in it. Missing rows are NaN.</summary>
internal sealed record CostSeries(string Name, bool Daily, DateTimeOffset Start, double[] Values, double[] FirstValues, IReadOnlyList<CostLabel> Labels)
{
    public TimeSpan Bucket => Daily ? TimeSpan.FromDays(1) : TimeSpan.FromHours(1);

    public int PerDay => Daily ? 1 : 24;

    public IReadOnlyList<SeriesRow> Rows => [.. Values.Select((v, i) => new SeriesRow(string.Empty, Start + (i * Bucket), v))];
}
