using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Grains.Cost;

/// <summary>Joins the verdicts of consecutive buckets of one clock into one anomaly: opened by an onset, closed by a quiet bucket.</summary>
internal sealed class Episode(ScopePath scope, Granularity clock)
{
    private Anomaly? _open;

    public Anomaly? Open => _open;

    /// <summary>Takes the verdict on a bucket.</summary>
    /// <returns>The anomaly as it now is; null when there is nothing to tell.</returns>
    public Anomaly? Observe(in Verdict verdict, DateTimeOffset start, decimal actual, bool isMissing, decimal usualDay)
    {
        if (verdict.Kind == AnomalyKind.LevelShift && verdict.IsOnset)
        {
            // The new level is accepted: what began as a spike was a shift, and it is over.
            var shifted = Grow(_open ?? Begin(AnomalyKind.LevelShift, start), verdict, start, actual);
            _open = null;
            return Judge(shifted with { Kind = AnomalyKind.LevelShift, State = AnomalyState.Closed }, usualDay);
        }

        if (_open is null)
        {
            if (!verdict.IsAnomaly || !verdict.IsOnset)
            {
                return null;
            }

            _open = Begin(verdict.Kind, start);
        }
        else if (!verdict.IsAnomaly)
        {
            // Whether a missing bucket still belongs to the episode is not known: wait for the next one.
            return isMissing ? null : Close();
        }

        _open = Judge(Grow(_open, verdict, start, actual), usualDay);
        return _open;
    }

    public Anomaly? Close()
    {
        var closed = _open is null ? null : _open with { State = AnomalyState.Closed };
        _open = null;
        return closed;
    }

    public void Restore(Anomaly? open) => _open = open;

    /// <summary>The id of an episode of a scope: the same whenever the same history is told again.</summary>
    public static string IdOf(ScopePath scope, Granularity clock, string family, DateTimeOffset start)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{scope.Key}|{clock}|{family}|{start.UtcTicks}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 10));
    }

    /// <summary>How much an anomaly matters: its excess as a share of a usual day of the scope.</summary>
    public static Anomaly Judge(Anomaly anomaly, decimal usualDay)
    {
        var share = usualDay > 0 ? Math.Abs(anomaly.Excess) / usualDay : 1;
        var severity = share switch
        {
            >= 1m => Severity.Critical,
            >= 0.4m => Severity.High,
            >= 0.1m => Severity.Medium,
            _ => Severity.Low,
        };

        // Less spend, a new normal and a stuck meter want a look, not a page.
        var calm = anomaly.Kind is AnomalyKind.Drop or AnomalyKind.LevelShift or AnomalyKind.Flatline;
        return anomaly with { Severity = calm && severity > Severity.Medium ? Severity.Medium : severity };
    }

    /// <summary>A modelled amount as money; NaN, while nothing was expected, as 0.</summary>
    public static decimal Money(double value) => double.IsFinite(value) ? Math.Round((decimal)Math.Clamp(value, -1e15, 1e15), 6) : 0;

    private Anomaly Begin(AnomalyKind kind, DateTimeOffset start) => new(
        IdOf(scope, clock, "spend", start), scope, kind, AnomalyState.Open, Severity.Low, clock, start, start, 0, 0, 0, 0, 0, null);

    private Anomaly Grow(Anomaly anomaly, in Verdict verdict, DateTimeOffset start, decimal actual) => anomaly with
    {
        End = start + clock.Length(),
        Actual = anomaly.Actual + actual,
        Expected = anomaly.Expected + Money(verdict.Expected),
        Lower = anomaly.Lower + Money(verdict.Lower),
        Upper = anomaly.Upper + Money(verdict.Upper),
        Score = Math.Max(anomaly.Score, verdict.Score),
    };
}
