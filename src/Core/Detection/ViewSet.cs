namespace FinOpsAI.Core.Detection;

/// <summary>The families of views on one series; two of them must agree before anything is called unusual.</summary>
internal enum Family
{
    Spike,
    Profile,
    Level,
    Range,
    Collapse,
    Drift,
}

/// <summary>
/// Different views on the same log spend, each giving a surprise (see <see cref="HillTail"/>): the step against the value before and the
/// subspace residual (spike), the deviation from level and profile, its mean over six hours and over a day (level), a new extreme (range),
/// noise that vanished (collapse), and the week against the three weeks before (drift).
/// </summary>
internal sealed class ViewSet
{
    public const int Families = 6;
    private const double TeachingClip = 2.5;
    private const double MeanClip = 6;
    private const double ExceedUnit = 20;
    private readonly LevelEstimator _slow;
    private readonly SeasonalProfile _profile;
    private readonly RobustScale _deviationScale;
    private readonly RobustScale _stepScale;
    private readonly RobustScale _ssaScale;
    private readonly LevelEstimator _recent;
    private readonly RobustScale _recentScale;
    private readonly LevelEstimator _dayMean;
    private readonly RobustScale _dayScale;
    private readonly LevelEstimator _week;
    private readonly LevelEstimator _threeWeeks;
    private readonly RobustScale _driftScale;
    private readonly LevelEstimator _quiet;
    private readonly RunningRange _range;
    private readonly LevelEstimator _product;
    private readonly LevelEstimator _square;
    private readonly IncrementalSsa _ssa;
    private readonly HillTail[] _tails = new HillTail[8];
    private readonly double[] _values = new double[8];
    private double _last;

    public ViewSet(DetectorClock clock)
    {
        _slow = new(clock.Slow);
        _profile = new(clock);
        _deviationScale = new(4 * clock.Slow);
        _stepScale = new(4 * clock.Slow);
        _ssaScale = new(4 * clock.Slow);
        _recent = new(clock.Recent);
        _recentScale = new(4 * clock.Slow);
        _dayMean = new(clock.DayMean);
        _dayScale = new(4 * clock.Slow);
        _week = new(clock.Drift / 2);
        _threeWeeks = new(1.5 * clock.Drift);
        _driftScale = new(4 * clock.Slow);
        _quiet = new(clock.Recent);
        _range = new(10 * clock.Drift);
        _product = new(2 * clock.Slow);
        _square = new(2 * clock.Slow);
        _ssa = new(clock.Lags, clock.Rank, Math.Max(200, 4 * clock.Slow));
        for (var i = 0; i < _tails.Length; i++)
        {
            _tails[i] = new();
        }
    }

    /// <summary>Deviation of the last scored value from level and profile, log units.</summary>
    public double Deviation { get; private set; }

    /// <summary>Robust standard deviation of <see cref="Deviation"/>.</summary>
    public double Sigma => _deviationScale.Sigma;

    /// <summary>Mean deviation over about a day.</summary>
    public double DayDeviation => _dayMean.Value;

    /// <summary>Slow level, log units.</summary>
    public double Level => _slow.Value;

    public void Start(double y)
    {
        _slow.Reset(y);
        _week.Reset(y);
        _threeWeeks.Reset(y);
    }

    public double Expected(DateTimeOffset start) => _slow.Value + _profile.At(start);

    /// <summary>Half width of the band that holds 99 of 100 deviations, log units.</summary>
    public double HalfBand => _tails[2].Quantile(0.01) * Sigma;

    /// <summary>Fills <paramref name="surprise"/> (one per family) for a value that has not been learnt yet.</summary>
    public void Score(DateTimeOffset start, double y, Span<double> surprise)
    {
        Deviation = y - Expected(start);
        var e = Deviation;
        var phi = _square.Value > 1e-12 ? Math.Clamp(_product.Value / _square.Value, 0, 0.98) : 0;
        _values[0] = Math.Abs(e - (phi * _last)) / _stepScale.Sigma;
        _values[1] = Math.Abs(y - _slow.Value - _ssa.Predict()) / _ssaScale.Sigma;
        _values[2] = Math.Abs(e) / Sigma;
        var clipped = Math.Clamp(e, -MeanClip * Sigma, MeanClip * Sigma);
        _values[3] = Math.Abs(_recent.After(clipped)) / _recentScale.Sigma;
        _values[4] = Math.Abs(_dayMean.After(clipped)) / _dayScale.Sigma;
        _values[5] = ExceedUnit * _range.Exceeds(y);
        _values[6] = Math.Max(0, Math.Log((_stepScale.Sigma + RobustScale.Floor) / (_quiet.Value + RobustScale.Floor)));
        _values[7] = Math.Max(0, _week.Value - _threeWeeks.Value) / _driftScale.Sigma;
        surprise[(int)Family.Spike] = Math.Max(_tails[0].Surprise(_values[0]), _tails[1].Surprise(_values[1]));
        surprise[(int)Family.Profile] = _tails[2].Surprise(_values[2]);
        surprise[(int)Family.Level] = Math.Max(_tails[3].Surprise(_values[3]), _tails[4].Surprise(_values[4]));
        surprise[(int)Family.Range] = _tails[5].Surprise(_values[5]);
        surprise[(int)Family.Collapse] = _tails[6].Surprise(_values[6]);
        surprise[(int)Family.Drift] = _tails[7].Surprise(_values[7]);
    }

    /// <summary>Learns the value that was scored last.</summary>
    public void Learn(DateTimeOffset start, double y)
    {
        var e = Deviation;
        for (var i = 0; i < _tails.Length; i++)
        {
            _tails[i].Learn(_values[i]);
        }

        var phi = _square.Value > 1e-12 ? Math.Clamp(_product.Value / _square.Value, 0, 0.98) : 0;
        var step = e - (phi * _last);
        var bounded = Math.Clamp(e, -MeanClip * Sigma, MeanClip * Sigma);
        var taught = Math.Clamp(e, -TeachingClip * Sigma, TeachingClip * Sigma);
        _product.Learn(bounded * Math.Clamp(_last, -MeanClip * Sigma, MeanClip * Sigma));
        _square.Learn(bounded * bounded);
        _ssaScale.Learn(y - _slow.Value - _ssa.Predict());
        _ssa.Learn(y - _slow.Value);
        _recent.Learn(bounded);
        _recentScale.Learn(_recent.Value);
        _dayMean.Learn(bounded);
        _dayScale.Learn(_dayMean.Value);
        _range.Learn(y);
        _quiet.Learn(Math.Min(Math.Abs(step), 4 * _stepScale.Sigma) * 1.2533);
        _driftScale.Learn(_week.Value - _threeWeeks.Value);
        _stepScale.Learn(step);
        _deviationScale.Learn(e);
        _profile.Learn(start, taught);
        _slow.Learn(_slow.Value + taught);
        var flat = y - _profile.At(start);
        _week.Learn(Math.Clamp(flat, _week.Value - (TeachingClip * Sigma), _week.Value + (TeachingClip * Sigma)));
        _threeWeeks.Learn(Math.Clamp(flat, _threeWeeks.Value - (TeachingClip * Sigma), _threeWeeks.Value + (TeachingClip * Sigma)));
        _last = e;
    }

    /// <summary>Carries the state over a bucket without data.</summary>
    public void Skip() => _ssa.Shift(_ssa.Predict());

    /// <summary>Takes the present day's mean as the new level.</summary>
    public void AcceptLevel()
    {
        var delta = _dayMean.Value;
        _slow.Move(delta);
        _week.Reset(_slow.Value);
        _threeWeeks.Reset(_slow.Value);
        _ssa.Move(-delta);
        _recent.Reset(0);
        _dayMean.Reset(0);
        _last -= delta;
    }

    public void Save(BinaryWriter writer)
    {
        _slow.Save(writer);
        _profile.Save(writer);
        _deviationScale.Save(writer);
        _stepScale.Save(writer);
        _ssaScale.Save(writer);
        _recent.Save(writer);
        _recentScale.Save(writer);
        _dayMean.Save(writer);
        _dayScale.Save(writer);
        _week.Save(writer);
        _threeWeeks.Save(writer);
        _driftScale.Save(writer);
        _quiet.Save(writer);
        _range.Save(writer);
        _product.Save(writer);
        _square.Save(writer);
        _ssa.Save(writer);
        foreach (var tail in _tails)
        {
            tail.Save(writer);
        }

        writer.Write(_last);
    }

    public void Load(BinaryReader reader)
    {
        _slow.Load(reader);
        _profile.Load(reader);
        _deviationScale.Load(reader);
        _stepScale.Load(reader);
        _ssaScale.Load(reader);
        _recent.Load(reader);
        _recentScale.Load(reader);
        _dayMean.Load(reader);
        _dayScale.Load(reader);
        _week.Load(reader);
        _threeWeeks.Load(reader);
        _driftScale.Load(reader);
        _quiet.Load(reader);
        _range.Load(reader);
        _product.Load(reader);
        _square.Load(reader);
        _ssa.Load(reader);
        foreach (var tail in _tails)
        {
            tail.Load(reader);
        }

        _last = reader.ReadDouble();
    }
}
