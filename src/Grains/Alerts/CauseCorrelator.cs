using FinOpsAI.Core.Domain;

namespace FinOpsAI.Grains.Alerts;

/// <summary>
/// Finds the one incident that an anomaly belongs to. A runaway key shows at its resource, project, team and organization: the
/// lowest scope that explains most of the excess is the cause, the wider ones are its impact.
/// </summary>
internal static class CauseCorrelator
{
    /// <summary>The share of a wider scope's excess that a cause must have to explain it.</summary>
    private const decimal ExplainedShare = 0.5m;

    private static readonly TimeSpan Tolerance = TimeSpan.FromHours(2);

    /// <summary>True when the two anomalies are of one cause: same line of scopes, same direction, same time, enough of the excess.</summary>
    public static bool BelongTogether(Anomaly a, Anomaly b)
    {
        if (!(a.Scope.Contains(b.Scope) || b.Scope.Contains(a.Scope)) || Direction(a) != Direction(b))
        {
            return false;
        }

        if ((a.Kind is AnomalyKind.BillDrift || b.Kind is AnomalyKind.BillDrift) && (a.Kind != b.Kind || a.Detail != b.Detail))
        {
            // What a bill says of one model explains neither spend nor another model's bill.
            return false;
        }

        var tolerance = a.Clock == Granularity.Day || b.Clock == Granularity.Day ? TimeSpan.FromDays(1) : Tolerance;
        if (a.Start > b.End + tolerance || b.Start > a.End + tolerance)
        {
            return false;
        }

        var (wide, narrow) = a.Scope.Kind < b.Scope.Kind ? (a, b) : (b, a);
        return wide.Scope == narrow.Scope || Explains(narrow, wide);
    }

    /// <summary>True when an anomaly is one of the same kind of thing at the same scope as another that ended a short time before.</summary>
    public static bool CameBack(Anomaly anomaly, Anomaly ended, TimeSpan within) =>
        anomaly.Scope == ended.Scope
        && Direction(anomaly) == Direction(ended)
        && (anomaly.Kind is AnomalyKind.BillDrift) == (ended.Kind is AnomalyKind.BillDrift)
        && anomaly.Detail == ended.Detail
        && anomaly.Start >= ended.Start
        && anomaly.Start - ended.End <= within;

    /// <summary>
    /// Which of several anomalies of one cause is the cause: the narrowest scope, there one that goes on, then the largest excess, then the earliest.
    /// </summary>
    public static Anomaly Cause(IEnumerable<Anomaly> anomalies) => anomalies
        .OrderByDescending(anomaly => anomaly.Scope.Kind)
        .ThenByDescending(anomaly => anomaly.State == AnomalyState.Open)
        .ThenByDescending(anomaly => Math.Abs(anomaly.Excess))
        .ThenBy(anomaly => anomaly.Start)
        .ThenBy(anomaly => anomaly.Id, StringComparer.Ordinal)
        .First();

    private static bool Explains(Anomaly narrow, Anomaly wide)
    {
        // An hour's excess at the narrow scope may still be growing towards the whole day's at the wide one: compare per hour of
        // the shorter episode.
        var narrowHours = Hours(narrow);
        var wideHours = Hours(wide);
        var wideExcess = Math.Abs(wide.Excess);
        return Math.Abs(narrow.Excess) >= ExplainedShare * wideExcess * Math.Min(1, narrowHours / wideHours);
    }

    private static decimal Hours(Anomaly anomaly) => Math.Max(1m / 60, (decimal)(anomaly.End - anomaly.Start).TotalHours);

    private static int Direction(Anomaly anomaly) => anomaly.Kind switch
    {
        AnomalyKind.Silence or AnomalyKind.Flatline => 0,
        _ => anomaly.Excess < 0 ? -1 : 1,
    };
}
