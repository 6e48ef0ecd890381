using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Detection;

/// <summary>
/// Watches the spend of one scope on one clock. Strictly causal: the verdict on a bucket uses that bucket and those before it. No clock, no
/// randomness, no allocation while observing, bounded memory, O(L·r) a bucket. Formulas and sources: docs/detectors.md.
/// </summary>
public sealed class ScopeDetector
{
    private const byte Format = 3;
    private const double SurgeRatio = 3;
    private const double SurgeScore = 0.6;
    private const double Steepness = 0.5;

    // Scores strong enough to damp what follows, though not to alert. Days are few: only what would alert damps them.
    private const double StrongBucket = 0.3;
    private const double StrongDay = 0.5;
    private readonly DetectorClock _clock;
    private readonly DetectorOptions _options;
    private readonly HouseCalendar _calendar;
    private readonly IViews _views;
    private readonly Episode _episode;
    private double _threshold;
    private double _previous = double.NaN;
    private int _seen;
    private int _warmup;
    private bool _everCost;

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
        _calendar = new(options.TimeZone, options.Holidays);
        _clock = new(bucket);
        _views = _clock.IsFine ? new FineViews(_clock) : new CostViews(_clock);
        _warmup = _clock.Warmup;
        FalseAlertsPer30Days = options.FalseAlertsPer30Days;
        var rest = Math.Max(_clock.Buckets(options.Refractory), _clock.IsDaily ? 2 : 1);
        _episode = new(
            rest,
            _clock.IsFine ? Math.Min(rest, 100) : rest,
            _clock.IsDaily ? StrongDay : StrongBucket,
            Math.Max(_clock.Buckets(options.AcceptLevelAfter), _clock.IsDaily ? 4 : 3),
            _clock.IsDaily ? 1 : 6);
    }

    /// <summary>The budget that alerts are held to from the next bucket on: what the options say until feedback changes it. Not saved.</summary>
    /// <value>Above 0.</value>
    public double FalseAlertsPer30Days
    {
        get;
        set => _threshold = _views.Threshold(field = value);
    }

    /// <summary>Takes the next bucket in order of time and judges it.</summary>
    public Verdict Observe(in CostPoint point)
    {
        var start = _calendar.Local(point.Start);
        if (point.IsMissing || !double.IsFinite(point.Cost))
        {
            _views.Skip();
            return Tell(_views.BandAt(start), AnomalyKind.None, 0, false);
        }

        _everCost |= point.Cost != 0;
        if (!_everCost)
        {
            // A scope that never cost anything has no scale yet; its zeros say nothing.
            return Verdict.Learning;
        }

        // What a plan explains is taken out before anything is judged or learnt, so that the plan leaves no trace in level, profile or noise.
        var planned = point is { PlannedMore: 0, PlannedLess: 0 } ? 0 : Explained(start, point.Cost, point.PlannedLess, point.PlannedMore);
        var cost = point.Cost - planned;
        cost -= _calendar.IsDayOff(start) ? OffDay(start, cost) : 0;
        var strength = _views.Score(start, cost);
        var verdict = _seen < _warmup ? Verdict.Learning : Judge(start, cost, strength);
        _views.Learn(start, cost);
        _seen = Math.Min(_seen + 1, int.MaxValue - 1);
        _previous = cost;
        return verdict with { Explained = planned };
    }

    /// <summary>
    /// A detector for a scope without history that starts from the shape and noise of a wider one (its parent), and so judges after hours instead of days.
    /// </summary>
    /// <param name="wider">Left as it is.</param>
    /// <param name="options">The new detector's.</param>
    /// <exception cref="ArgumentException">The wider detector is still learning itself, or on a clock finer than an hour; or the options are outside their ranges.</exception>
    public static ScopeDetector StartFrom(ScopeDetector wider, DetectorOptions options)
    {
        if (!wider.CanTeach)
        {
            throw new ArgumentException("Only a detector on hours or days that has learnt for weeks can start another.", nameof(wider));
        }

        var detector = new ScopeDetector(wider._clock.Bucket, options) { _warmup = wider._clock.TaughtWarmup };
        detector._views.Begin(wider._views);
        return detector;
    }

    /// <summary>Whether <see cref="StartFrom"/> can start another detector from this one: it knows two weeks and more.</summary>
    public bool CanTeach => !_clock.IsFine && _seen >= 14 * _clock.PerDay;

    /// <summary>Writes the whole state; a detector loaded from it goes on exactly as this one would.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(Format);
        writer.Write(_clock.Bucket.Ticks);
        writer.Write(_seen);
        writer.Write(_warmup);
        writer.Write(_everCost);
        writer.Write(_previous);
        _views.Save(writer);
        _episode.Save(writer);
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
            _warmup = reader.ReadInt32(),
            _everCost = reader.ReadBoolean(),
            _previous = reader.ReadDouble(),
        };
        detector._views.Load(reader);
        detector._episode.Load(reader);
        return detector;
    }

    // The part of the deviation from what is expected that lies within what is allowed below and above.
    private double Explained(DateTimeOffset start, double cost, double less, double more)
        => _seen == 0 ? 0 : Math.Clamp(cost - _views.BandAt(start).Expected, -less, more);

    private double OffDay(DateTimeOffset start, double cost)
    {
        var difference = _views.BandAt(HouseCalendar.Sunday(start)).Expected - _views.BandAt(start).Expected;
        return Explained(start, cost, Math.Max(0, -difference), Math.Max(0, difference));
    }

    private Verdict Judge(DateTimeOffset start, double cost, double strength)
    {
        var band = _views.BandAt(start);
        var expected = band.Expected;
        var excess = cost - expected;
        var score = 1 / (1 + Math.Pow(10, -Steepness * (strength - _views.Middle)));
        var alerts = strength >= _threshold;
        var pattern = _views.Pattern;
        var kind = pattern != AnomalyKind.None ? pattern : excess < 0 ? AnomalyKind.Drop : AnomalyKind.Spike;
        if (_clock.IsDaily && IsSurge(cost, expected))
        {
            kind = AnomalyKind.DaySurge;
            score = Math.Max(score, SurgeScore);
            alerts = true;
        }

        var material = kind is AnomalyKind.Leak or AnomalyKind.Flatline || Math.Abs(excess) >= Math.Max(_options.MaterialAmount, _options.MaterialShare * expected);
        var (shown, onset, holds) = _episode.Observe(score, alerts && material, kind, _views.Deviation);
        if (onset && kind == AnomalyKind.Flatline)
        {
            _views.AcceptCalm();
        }

        if (!_episode.Accepts)
        {
            return Tell(band, holds, shown, onset);
        }

        // The notice speaks of the old band, so that it says how far the level moved; a move that is not material is accepted in silence.
        _views.AcceptLevel();
        _episode.Close();
        return material ? Tell(band, AnomalyKind.LevelShift, shown, true) : Tell(band, AnomalyKind.None, shown, false);
    }

    private bool IsSurge(double cost, double expected)
        => _previous > 0 && cost >= SurgeRatio * _previous && cost >= SurgeRatio / 2 * expected && cost - _previous >= _options.MaterialAmount;

    private Verdict Tell(in Band band, AnomalyKind kind, double score, bool onset) => _seen < _warmup
        ? Verdict.Learning
        : new(kind, score, band.Expected, band.Lower, band.Upper) { IsOnset = onset };
}
