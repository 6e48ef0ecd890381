using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Detection;

/// <summary>
/// Views for hourly and daily spend, on the log scale, where shape and noise are multiplicative: the deviation from level and weekly profile, its means over a few and
/// over a dozen hours, the residual of the tracked subspace, a new extreme, the slope of a leak, and noise that vanished. Strengths are robust z values whose sigma has a floor of 20 %
/// (a benign burst scales with the level, not with the noise); less spend counts 0.7 times as much as more. The joint strength is the geometric mean
/// of that and of its surprise under the scope's own history, so that a scope that is wild by nature must be wilder.
/// </summary>
internal sealed class CostViews : IViews
{
    private const double BurstFloor = 0.2;
    private const double DownWeight = 0.7;
    private const double LeakWeight = 1.1;
    private const double StrongestLeak = 30;
    private const double TeachingClip = 2.5;
    private const double MeanClip = 6;
    private const double BandTail = 0.01;

    private const double BorrowedNoise = 1.5;
    private const double BorrowedCount = 12;

    // Decades of own surprise that weigh as much as a sigma.
    private const double OwnScale = 1.3;

    // Strength at half a false alert in 30 days and its rise for each tenfold smaller budget, measured on generated series (docs/accuracy.md).
    private const double HourlyThreshold = 2.8;
    private const double DailyThreshold = 2.0;
    private const double PerDecade = 1.2;
    private readonly DetectorClock _clock;
    private readonly LogScale _scale = new();
    private readonly SeasonalProfile _profile;
    private readonly LevelEstimator _level;
    private readonly RobustScale _sigma;
    private readonly LevelEstimator _hours;
    private readonly RobustScale _hoursSigma;
    private readonly LevelEstimator _halfDay;
    private readonly RobustScale _halfDaySigma;
    private readonly IncrementalSsa _ssa;
    private readonly RobustScale _ssaSigma;
    private readonly LeakDetector _leak = new();
    private readonly RunningRange _range;
    private readonly CalmDetector _calm;
    private readonly HillTail _tail = HillTail.OfSigmas();
    private readonly double[] _strengths = new double[7];
    private readonly HillTail _own = HillTail.OfSigmas();
    private double _log;
    private double _joint;
    private double _residual;
    private double _surprise;
    private int _seen;

    public CostViews(DetectorClock clock)
    {
        _clock = clock;
        var memory = clock.IsDaily ? 60 : 30 * clock.PerDay;
        _profile = new(clock);
        _level = new(clock.Slow);
        _sigma = new(memory);
        _hours = new(clock.IsDaily ? 1 : clock.PerDay / 8);
        _hoursSigma = new(memory);
        _halfDay = new(clock.IsDaily ? 2.4 : clock.PerDay / 2);
        _halfDaySigma = new(memory);
        _ssa = new(clock.Lags, clock.Rank, clock.IsDaily ? 60 : 500);
        _ssaSigma = new(memory);
        _range = new(memory);
        _calm = new(clock.IsDaily ? 3 : clock.PerDay / 4, memory);
    }

    public AnomalyKind Pattern { get; private set; }

    public double Deviation => _residual / Width(_sigma.Sigma);

    public double Score(DateTimeOffset start, double cost)
    {
        if (!_scale.IsReady && cost == 0)
        {
            // A scope that never cost anything has no scale yet; its zeros say nothing.
            _residual = 0;
            return 0;
        }

        _scale.Learn(cost);
        _log = _scale.Forward(cost);
        if (_seen == 0)
        {
            _level.Reset(_log);
        }

        _residual = _log - _level.Value - _profile.At(start);
        _surprise = _residual - _ssa.Predict();
        var bounded = Bounded();
        _strengths[0] = Strength(_residual, _sigma);
        _strengths[1] = Strength(_hours.After(bounded), _hoursSigma);
        _strengths[2] = Strength(_halfDay.After(bounded), _halfDaySigma);
        _strengths[3] = Strength(_surprise, _ssaSigma);
        _strengths[4] = _seen < _clock.Warmup ? 0 : _range.Exceeds(_log) / Width(_sigma.Sigma);
        _strengths[5] = _strengths[6] = 0;
        var abrupt = Agreement.Of(_strengths);
        _strengths[5] = LeakWeight * Math.Min(_leak.Strength, StrongestLeak);
        _strengths[6] = _seen < _clock.Warmup ? 0 : _calm.Strength(_log);
        Pattern = Math.Max(_strengths[5], _strengths[6]) <= abrupt ? AnomalyKind.None
            : _strengths[5] >= _strengths[6] ? AnomalyKind.Leak : AnomalyKind.Flatline;
        _joint = Agreement.Of(_strengths);
        var strength = Math.Sqrt(_joint * OwnScale * _own.Surprise(_joint));
        if (Pattern == AnomalyKind.Leak && strength >= Middle)
        {
            _leak.Tell();
        }

        return strength;
    }

    public void Learn(DateTimeOffset start, double cost)
    {
        if (!_scale.IsReady)
        {
            return;
        }

        // The residual anew: the level may have been accepted since the bucket was scored.
        _residual = _log - _level.Value - _profile.At(start);
        var bounded = Bounded();
        var taught = Math.Clamp(_residual, -TeachingClip * _sigma.Sigma, TeachingClip * _sigma.Sigma);
        _tail.Learn(Math.Abs(_residual) / _sigma.Sigma);
        _sigma.Learn(_residual);
        _hours.Learn(bounded);
        _hoursSigma.Learn(_hours.Value);
        _halfDay.Learn(bounded);
        _halfDaySigma.Learn(_halfDay.Value);
        _ssaSigma.Learn(_surprise);
        _own.Learn(_joint);
        _range.Learn(_log);
        _calm.Learn(_log);
        _ssa.Learn(bounded);
        _profile.Learn(start, taught);
        _level.Learn(_level.Value + taught);
        if (++_seen > _clock.Warmup)
        {
            _leak.Learn(start, _log - _profile.At(start));
        }
    }

    public void Skip()
    {
        if (_seen > 0)
        {
            _ssa.Shift(_ssa.Predict());
        }
    }

    public void AcceptLevel()
    {
        var delta = _halfDay.After(Bounded());
        _level.Move(delta);
        _ssa.Move(-delta);
        _hours.Reset(0);
        _halfDay.Reset(0);
        _leak.Reset();
    }

    public void AcceptCalm() => _calm.Accept();

    public void Begin(IViews wider)
    {
        var from = (CostViews)wider;
        _profile.Begin(from._profile);
        Borrow(_sigma, from._sigma);
        Borrow(_hoursSigma, from._hoursSigma);
        Borrow(_halfDaySigma, from._halfDaySigma);
        Borrow(_ssaSigma, from._ssaSigma);
    }

    public Band BandAt(DateTimeOffset start)
    {
        if (!_scale.IsReady)
        {
            return default;
        }

        var middle = _level.Value + _profile.At(start);
        var half = _tail.Quantile(BandTail) * _sigma.Sigma;
        return new(Money(middle), Money(middle - half), Money(middle + half));
    }

    public double Middle => Threshold(0.5);

    public double Threshold(double falseAlerts)
        => (_clock.IsDaily ? DailyThreshold : HourlyThreshold) - (PerDecade * Math.Log10(falseAlerts / 0.5));

    public void Save(BinaryWriter writer)
    {
        _scale.Save(writer);
        _profile.Save(writer);
        _level.Save(writer);
        _sigma.Save(writer);
        _hours.Save(writer);
        _hoursSigma.Save(writer);
        _halfDay.Save(writer);
        _halfDaySigma.Save(writer);
        _ssa.Save(writer);
        _ssaSigma.Save(writer);
        _leak.Save(writer);
        _range.Save(writer);
        _calm.Save(writer);
        _tail.Save(writer);
        _own.Save(writer);
        writer.Write(_seen);
    }

    public void Load(BinaryReader reader)
    {
        _scale.Load(reader);
        _profile.Load(reader);
        _level.Load(reader);
        _sigma.Load(reader);
        _hours.Load(reader);
        _hoursSigma.Load(reader);
        _halfDay.Load(reader);
        _halfDaySigma.Load(reader);
        _ssa.Load(reader);
        _ssaSigma.Load(reader);
        _leak.Load(reader);
        _range.Load(reader);
        _calm.Load(reader);
        _tail.Load(reader);
        _own.Load(reader);
        _seen = reader.ReadInt32();
    }

    // A part is noisier than the whole: the parts' noises partly cancel in the sum.
    private static void Borrow(RobustScale own, RobustScale wider) => own.Begin(Math.Max(BorrowedNoise * wider.Sigma, BurstFloor / 2), BorrowedCount);

    private static double Width(double sigma)
    {
        // A series far calmer than the floor is judged by its calm: its floor is two sigmas.
        var floor = Math.Min(BurstFloor, 2 * sigma);
        return Math.Sqrt((sigma * sigma) + (floor * floor));
    }

    private static double Strength(double deviation, RobustScale sigma)
    {
        var z = deviation / Width(sigma.Sigma);
        return z < 0 ? -z * DownWeight : z;
    }

    private double Bounded() => Math.Clamp(_residual, -MeanClip * _sigma.Sigma, MeanClip * _sigma.Sigma);

    private double Money(double y) => Math.Clamp(_scale.Back(y), 0, 1e300);
}
