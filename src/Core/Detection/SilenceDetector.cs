using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Detection;

/// <summary>
/// Tells when data stopped, judged against the scope's own gaps: a scope that rests every night and weekend is not silent in one. The expected
/// number of gaps of at least g hours is the sum over past gaps of (gap / g)^4 (a Pareto tail of index 4 on each), plus one imagined gap
/// of an hour; a gap is a silence once fewer of its length are expected in 30 days than the false-alert budget. Spend meanwhile is unknown, not zero.
/// </summary>
public sealed class SilenceDetector(DetectorOptions options)
{
    private const byte Format = 1;
    private const int WarmupHours = 7 * 24;
    private const int ShortestSilence = 3;
    private const double HoursPerMonth = 720;

    // Per hour; half-life 60 days.
    private static readonly double _keep = Math.Pow(2, -1.0 / (60 * 24));
    private double _hours;
    private double _fourthPowers;
    private int _gap;
    private bool _seen;
    private bool _silent;

    /// <summary>The budget that alerts are held to from the next hour on. Not saved.</summary>
    /// <value>Above 0.</value>
    public double FalseAlertsPer30Days { get; set; } = options.FalseAlertsPer30Days;

    /// <summary>Hours since data last arrived.</summary>
    public int GapHours => _gap;

    /// <summary>Takes the next hour in order of time. The verdict's band is NaN: what was spent meanwhile is not known.</summary>
    public Verdict Observe(bool hasData)
    {
        if (hasData)
        {
            _fourthPowers += Math.Pow(_gap, 4);
            _seen = true;
            _silent = false;
            _gap = 0;
        }

        if (!_seen)
        {
            return Verdict.Learning;
        }

        _hours = (_hours * _keep) + 1;
        _fourthPowers *= _keep;
        if (hasData)
        {
            return Verdict.Learning;
        }

        _gap++;
        var expected = (1 + _fourthPowers) / Math.Pow(_gap, 4) * HoursPerMonth / _hours;
        var score = 1 / (1 + (expected / FalseAlertsPer30Days));
        if (_hours * 1.05 < WarmupHours || _gap < ShortestSilence || score < 0.5)
        {
            return Verdict.Learning;
        }

        var onset = !_silent;
        _silent = true;
        return new(AnomalyKind.Silence, score, double.NaN, double.NaN, double.NaN) { IsOnset = onset };
    }

    /// <summary>Writes the whole state.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(Format);
        writer.Write(_hours);
        writer.Write(_fourthPowers);
        writer.Write(_gap);
        writer.Write(_seen);
        writer.Write(_silent);
    }

    /// <summary>Restores a detector from what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The state was written in another format.</exception>
    public static SilenceDetector Load(BinaryReader reader, DetectorOptions options)
    {
        if (reader.ReadByte() is var format && format != Format)
        {
            throw new InvalidDataException($"Silence state of format {format}; this version reads {Format}.");
        }

        return new(options)
        {
            _hours = reader.ReadDouble(),
            _fourthPowers = reader.ReadDouble(),
            _gap = reader.ReadInt32(),
            _seen = reader.ReadBoolean(),
            _silent = reader.ReadBoolean(),
        };
    }
}
