using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Detection;

/// <summary>
/// Watches the spend of one scope on one clock. Strictly causal: the verdict on a bucket uses that bucket and those before it. No clock, no
/// randomness, no allocation while observing, bounded memory, O(L·r) a bucket. Formulas and sources: docs/detectors.md.
/// </summary>
public sealed class ScopeDetector
{
    private const byte Format = 1;
    private const double LeakStrength = 6;
    private const double SurgeRatio = 3;
    private readonly DetectorClock _clock;
    private readonly DetectorOptions _options;
    private readonly LogScale _scale = new();
    private readonly ViewSet _views;
    private readonly Ensemble _ensemble;
    private readonly Episode _episode;
    private readonly LeakDetector _leak = new();
    private readonly double[] _surprise = new double[ViewSet.Families];
    private double _previous = double.NaN;
    private int _seen;
    private int _leakRest;

    /// <summary>A detector for buckets of an hour or a day.</summary>
    /// <exception cref="ArgumentException">The options are outside their ranges.</exception>
    public ScopeDetector(Granularity clock, DetectorOptions options)
        : this(clock.Length(), options)
    {
    }

    /// <summary>A detector for buckets of any length.</summary>
    /// <exception cref="ArgumentException">The options are outside their ranges.</exception>
    public ScopeDetector(TimeSpan bucket, DetectorOptions options)
    {
        options.Validate();
        _options = options;
        _clock = new(bucket);
        _views = new(_clock);
        _ensemble = new(_clock.PerMonth, options.FalseAlertsPer30Days);
        var floor = _clock.IsDaily ? 2 : 1;
        _episode = new(
            Math.Max(_clock.Buckets(options.Refractory), floor),
            Math.Max(_clock.Buckets(options.AcceptLevelAfter), _clock.IsDaily ? 5 : 3),
            _clock.IsDaily ? 1 : Math.Max(3, (int)(_clock.Recent / 2)));
    }

    /// <summary>Takes the next bucket in order of time and judges it.</summary>
    public Verdict Observe(in CostPoint point)
    {
        if (point.IsMissing || !double.IsFinite(point.Cost))
        {
            if (_seen > 0)
            {
                _views.Skip();
            }

            return Band(point.Start, AnomalyKind.None, 0, false);
        }

        if (!_scale.IsReady && point.Cost == 0)
        {
            // A scope that never cost anything has no scale yet; its zeros say nothing.
            return Verdict.Learning;
        }

        _scale.Learn(point.Cost);
        var y = _scale.Forward(point.Cost);
        if (_seen == 0)
        {
            _views.Start(y);
        }

        _views.Score(point.Start, y, _surprise);
        var score = _ensemble.Score(_surprise);
        var verdict = _seen < _clock.Warmup ? Verdict.Learning : Judge(point, score);
        _views.Learn(point.Start, y);
        if (_seen >= _clock.Warmup)
        {
            _ensemble.Learn();
            _leak.Learn(point.Start, _views.Level + _views.DayDeviation);
        }

        _seen = Math.Min(_seen + 1, int.MaxValue - 1);
        _previous = point.Cost;
        return verdict;
    }

    /// <summary>Writes the whole state; a detector loaded from it goes on exactly as this one would.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(Format);
        writer.Write(_clock.Bucket.Ticks);
        writer.Write(_seen);
        writer.Write(_leakRest);
        writer.Write(_previous);
        _scale.Save(writer);
        _views.Save(writer);
        _ensemble.Save(writer);
        _episode.Save(writer);
        _leak.Save(writer);
    }

    /// <summary>Restores a detector from what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The state was written in another format; build the detector anew from history.</exception>
    /// <exception cref="EndOfStreamException">The state is cut short.</exception>
    public static ScopeDetector Load(BinaryReader reader, DetectorOptions options)
    {
        if (reader.ReadByte() is var format && format != Format)
        {
            throw new InvalidDataException($"Detector state of format {format}; this version reads {Format}.");
        }

        var detector = new ScopeDetector(TimeSpan.FromTicks(reader.ReadInt64()), options)
        {
            _seen = reader.ReadInt32(),
            _leakRest = reader.ReadInt32(),
            _previous = reader.ReadDouble(),
        };
        detector._scale.Load(reader);
        detector._views.Load(reader);
        detector._ensemble.Load(reader);
        detector._episode.Load(reader);
        detector._leak.Load(reader);
        return detector;
    }

    private Verdict Judge(in CostPoint point, double score)
    {
        var expected = Math.Max(0, _scale.Back(_views.Expected(point.Start)));
        var excess = point.Cost - expected;
        var material = Math.Abs(excess) >= Math.Max(_options.MaterialAmount, _options.MaterialShare * expected);
        var kind = excess < 0 ? AnomalyKind.Drop : AnomalyKind.Spike;
        if (_clock.IsDaily && IsSurge(point.Cost, expected))
        {
            kind = AnomalyKind.DaySurge;
            score = Math.Max(score, 0.75);
        }

        var (shown, onset, holds) = _episode.Observe(score, score >= 0.5 && material, kind, _views.Deviation / _views.Sigma);
        if (_episode.Accepts)
        {
            _views.AcceptLevel();
            _leak.Reset();
            _episode.Close();
            return Band(point.Start, AnomalyKind.LevelShift, shown, true);
        }

        if (holds == AnomalyKind.None && Leaks())
        {
            return Band(point.Start, AnomalyKind.Leak, Math.Max(shown, 0.75), true);
        }

        return Band(point.Start, holds, shown, onset);
    }

    private bool IsSurge(double cost, double expected)
        => _previous > 0 && cost >= SurgeRatio * _previous && cost >= SurgeRatio / 2 * expected && cost - _previous >= _options.MaterialAmount;

    private bool Leaks()
    {
        _leakRest = Math.Max(0, _leakRest - 1);
        if (_leakRest > 0 || _leak.Strength < LeakStrength)
        {
            return false;
        }

        _leakRest = _clock.Buckets(TimeSpan.FromDays(7));
        return true;
    }

    private Verdict Band(DateTimeOffset start, AnomalyKind kind, double score, bool onset)
    {
        if (_seen < _clock.Warmup)
        {
            return Verdict.Learning;
        }

        var middle = _views.Expected(start);
        var half = _views.HalfBand;
        return new(
            kind,
            score,
            Math.Max(0, _scale.Back(middle)),
            Math.Max(0, _scale.Back(middle - half)),
            Math.Max(0, _scale.Back(middle + half)))
        {
            IsOnset = onset,
        };
    }
}
