using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Detection;

/// <summary>
/// Views for clocks finer than an hour, where single requests show and noise is additive, on the plain scale: step and subspace residual (spike), deviation from the
/// daily profile (profile), from slow means and between means of different length (level), new extremes (range), vanished noise (collapse). Each
/// deviation is turned into a surprise by its own <see cref="HillTail"/>; the strongest of each family count.
/// </summary>
internal sealed class FineViews : IViews
{
    private const int Tails = 9;
    private const int MostSlots = 48;
    private const double Smoothing = 0.65;
    private const double NoiseFloor = 0.02;
    private const double BandTail = 0.01;

    // Strength at half a false alert in 30 days and its rise for each tenfold smaller budget, measured on public series (docs/accuracy.md);
    // and the strength that one bucket in about 1,500 reaches, as often as an hour reaches the strength of half an alert in 30 days.
    private const double BaseThreshold = 5.0;
    private const double PerDecade = 1.7;
    private const double MiddleStrength = 3.8;
    private readonly SlotMeans _profile;
    private readonly LevelEstimator _mean = LevelEstimator.WithRate(0.002);
    private readonly LevelEstimator _spread = LevelEstimator.WithRate(0.002);
    private readonly LevelEstimator _long = LevelEstimator.WithRate(0.01);
    private readonly LevelEstimator _short = LevelEstimator.WithRate(0.1);
    private readonly LevelEstimator _middle = LevelEstimator.WithRate(0.02);
    private readonly LevelEstimator _longest = LevelEstimator.WithRate(0.003);
    private readonly LevelEstimator _latest = LevelEstimator.WithRate(0.3);
    private readonly LevelEstimator _noise = LevelEstimator.WithRate(0.05);
    private readonly LevelEstimator _usualNoise = LevelEstimator.WithRate(0.002);
    private readonly RunningRange _range;
    private readonly IncrementalSsa _ssa = new(48, 5, 500);
    private readonly HillTail[] _tails = new HillTail[Tails];
    private readonly double[] _values = new double[Tails];
    private readonly double[] _families = new double[5];
    private double _unit;
    private double _last;
    private double _residual;
    private double _smooth;
    private int _seen;

    public FineViews(DetectorClock clock)
    {
        _profile = new((int)Math.Clamp(Math.Round(clock.PerDay), 1, MostSlots));
        _range = new(365 * clock.PerDay);
        for (var i = 0; i < Tails; i++)
        {
            _tails[i] = new();
        }
    }

    /// <summary>None: on fine clocks noise that vanishes for some minutes is a view among others, no cause of its own.</summary>
    public AnomalyKind Pattern => AnomalyKind.None;

    public double Deviation => _residual / (1.2533 * _spread.Value + Epsilon);

    private double Epsilon => (NoiseFloor * _spread.Value) + (1e-9 * Math.Abs(_mean.Value)) + 1e-290;

    public double Score(DateTimeOffset start, double cost)
    {
        if (_seen == 0)
        {
            _last = cost;
        }

        var profile = _profile.At(start);
        _residual = cost - _mean.Value - profile;
        _values[0] = Math.Abs(cost - _last);
        _values[1] = Math.Abs(cost - _mean.Value - (_unit * _ssa.Predict()));
        _values[2] = Math.Abs(_residual);
        _values[3] = Math.Abs(cost - profile - _long.Value);
        _values[4] = Math.Abs(cost - _long.Value);
        _values[5] = Math.Abs(_short.Towards(cost) - _long.Value);
        _values[6] = Math.Abs(_middle.Towards(cost) - _longest.Value);
        _values[7] = _range.Exceeds(cost);
        for (var i = 0; i < Tails - 1; i++)
        {
            _values[i] = Math.Max(0, _values[i] - Epsilon);
        }

        _values[8] = Math.Max(0, Math.Log((_usualNoise.Value + Epsilon) / (_noise.Value + Epsilon)));
        _families[0] = Math.Max(_tails[0].Surprise(_values[0]), _tails[1].Surprise(_values[1]));
        _families[1] = Math.Max(_tails[2].Surprise(_values[2]), _tails[3].Surprise(_values[3]));
        _families[2] = Math.Max(_tails[4].Surprise(_values[4]), Math.Max(_tails[5].Surprise(_values[5]), _tails[6].Surprise(_values[6])));
        _families[3] = _tails[7].Surprise(_values[7]);
        _families[4] = _tails[8].Surprise(_values[8]);

        // A single odd bucket weighs less than two in a row.
        _smooth += Smoothing * (Agreement.Of(_families) - _smooth);
        return _smooth;
    }

    public void Learn(DateTimeOffset start, double cost)
    {
        for (var i = 0; i < Tails; i++)
        {
            _tails[i].Learn(_values[i]);
        }

        var step = Math.Abs(cost - _latest.Value);
        _noise.Learn(_seen == 0 ? 0 : step);
        _usualNoise.Learn(_seen == 0 ? 0 : step);
        _spread.Learn(_seen == 0 ? 0 : Math.Abs(cost - _mean.Value));
        _profile.Learn(start, cost - _mean.Value);
        LearnShape(cost - _mean.Value);
        _latest.Learn(cost);
        _short.Learn(cost);
        _middle.Learn(cost);
        _long.Learn(cost);
        _longest.Learn(cost);
        _mean.Learn(cost);
        _range.Learn(cost);
        _last = cost;
        _seen = Math.Min(_seen + 1, int.MaxValue - 1);
    }

    /// <summary>
    /// The subspace starts from a unit matrix, so it must see deviations of about one: they are given in units of the first one, which
    /// makes the result independent of the unit of money.
    /// </summary>
    private void LearnShape(double deviation)
    {
        if (_unit == 0)
        {
            _unit = Math.Abs(deviation);
        }

        _ssa.Learn(_unit == 0 ? 0 : deviation / _unit);
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
        var delta = _long.Value - _mean.Value;
        _mean.Move(delta);
        _ssa.Move(_unit == 0 ? 0 : -delta / _unit);
    }

    public void AcceptCalm()
    {
    }

    public void Begin(IViews wider) => throw new NotSupportedException("Clocks finer than an hour learn within a day; they start from nothing.");

    public Band BandAt(DateTimeOffset start)
    {
        var middle = _mean.Value + _profile.At(start);
        var half = _tails[2].Quantile(BandTail) + Epsilon;
        return new(Math.Max(0, middle), Math.Max(0, middle - half), Math.Max(0, middle + half));
    }

    public double Middle => MiddleStrength;

    public double Threshold(double falseAlerts) => BaseThreshold - (PerDecade * Math.Log10(falseAlerts / 0.5));

    public void Save(BinaryWriter writer)
    {
        _profile.Save(writer);
        foreach (var level in Levels())
        {
            level.Save(writer);
        }

        _range.Save(writer);
        _ssa.Save(writer);
        foreach (var tail in _tails)
        {
            tail.Save(writer);
        }

        writer.Write(_unit);
        writer.Write(_last);
        writer.Write(_smooth);
        writer.Write(_seen);
    }

    public void Load(BinaryReader reader)
    {
        _profile.Load(reader);
        foreach (var level in Levels())
        {
            level.Load(reader);
        }

        _range.Load(reader);
        _ssa.Load(reader);
        foreach (var tail in _tails)
        {
            tail.Load(reader);
        }

        _unit = reader.ReadDouble();
        _last = reader.ReadDouble();
        _smooth = reader.ReadDouble();
        _seen = reader.ReadInt32();
    }

    private LevelEstimator[] Levels() => [_mean, _spread, _long, _short, _middle, _longest, _latest, _noise, _usualNoise];
}
