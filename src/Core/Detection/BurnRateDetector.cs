using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Detection;

/// <summary>
/// Watches what a scope burns by the minute: the ratio of the last 15 minutes to what level and time of day lead to expect, against the Pareto tail of each hour's largest such
/// ratio (Hill), and against a multiple. Made for experiments and keys that run away between two hourly buckets.
/// </summary>
public sealed class BurnRateDetector
{
    private const byte Format = 2;
    private const int Window = 15;
    private const int Warmup = 60;
    private const int Block = 60;
    private const double BlocksPerMonth = 30 * 24;
    private const int Slots = 48;
    private const double ProfileRate = 0.01;
    private const double Multiple = 3;
    private const double BandTail = 0.05;

    // Log units: a window well above its level teaches level and profile no more than this.
    private const double MostTaught = 0.35;

    // A burn stays one while it lasts; after about half a day it is the new level.
    private const double BurnTeaches = 0.1;

    // Share of minutes with spend, by a half-life of two hours. A source that reports once an hour, or a file of hourly sums, says nothing about minutes.
    private const double DensityHalfLife = 120;
    private const double LeastDensity = 0.1;
    private const int Refractory = 60;
    private static readonly double _keep = Math.Pow(2, -1 / DensityHalfLife);
    private readonly DetectorOptions _options;
    private readonly double[] _minutes = new double[Window];
    private readonly LogScale _scale = new();
    private readonly LevelEstimator _level = new(24 * 60);
    private readonly SlotMeans _profile = new(Slots, ProfileRate, doubt: 60);
    private readonly HillTail _tail = HillTail.OfRatios();
    private double _decades;
    private long _minute = long.MinValue;
    private double _latest;
    private int _seen;
    private int _rest;
    private double _density;
    private double _largest;
    private bool _burnt;
    private bool _burning;

    /// <exception cref="ArgumentException">The options are outside their ranges.</exception>
    public BurnRateDetector(DetectorOptions options)
    {
        options.Validate();
        _options = options;
        FalseAlertsPer30Days = options.FalseAlertsPer30Days;
    }

    /// <summary>The budget that alerts are held to from the next minute on. Not saved.</summary>
    /// <value>Above 0.</value>
    public double FalseAlertsPer30Days
    {
        get;
        set
        {
            field = value;
            _decades = Math.Log10(Math.Max(BlocksPerMonth / value, 2));
        }
    }

    /// <summary>
    /// Takes a minute's spend. Minutes that are skipped cost nothing. The verdict speaks of the last 15 minutes together: band and expectation are for
    /// their sum. A minute that comes again adds to itself; one from before the latest is ignored.
    /// </summary>
    public Verdict Observe(DateTimeOffset minuteStart, double cost)
    {
        var minute = minuteStart.UtcTicks / TimeSpan.TicksPerMinute;
        if (!double.IsFinite(cost) || minute < _minute)
        {
            return Verdict.Learning;
        }

        if (minute == _minute)
        {
            _latest += cost;
            _minutes[^1] = _latest;
            return Judge();
        }

        if (_minute != long.MinValue)
        {
            _density = 1 + ((_density - 1) * _keep);
            Learn();
            var skipped = minute - _minute - 1;
            _density *= Math.Pow(_keep, skipped);
            for (skipped = Math.Min(skipped, 2 * Window); skipped > 0; skipped--)
            {
                Push(0);
                Learn();
            }
        }

        _minute = minute;
        _latest = cost;
        Push(cost);
        return Judge();
    }

    /// <summary>Writes the whole state.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(Format);
        StateIo.Write(writer, _minutes);
        _scale.Save(writer);
        _level.Save(writer);
        _profile.Save(writer);
        _tail.Save(writer);
        writer.Write(_minute);
        writer.Write(_latest);
        writer.Write(_seen);
        writer.Write(_rest);
        writer.Write(_burning);
        writer.Write(_density);
        writer.Write(_largest);
        writer.Write(_burnt);
    }

    /// <summary>Restores a detector from what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The state was written in another format.</exception>
    public static BurnRateDetector Load(BinaryReader reader, DetectorOptions options)
    {
        if (reader.ReadByte() is var format && format != Format)
        {
            throw new InvalidDataException($"Burn-rate state of format {format}; this version reads {Format}.");
        }

        var detector = new BurnRateDetector(options);
        StateIo.Read(reader, detector._minutes);
        detector._scale.Load(reader);
        detector._level.Load(reader);
        detector._profile.Load(reader);
        detector._tail.Load(reader);
        detector._minute = reader.ReadInt64();
        detector._latest = reader.ReadDouble();
        detector._seen = reader.ReadInt32();
        detector._rest = reader.ReadInt32();
        detector._burning = reader.ReadBoolean();
        detector._density = reader.ReadDouble();
        detector._largest = reader.ReadDouble();
        detector._burnt = reader.ReadBoolean();
        return detector;
    }

    private void Push(double cost)
    {
        Array.Copy(_minutes, 1, _minutes, 0, Window - 1);
        _minutes[^1] = cost;
    }

    private double Sum()
    {
        var sum = 0.0;
        foreach (var minute in _minutes)
        {
            sum += minute;
        }

        return sum;
    }

    private void Learn()
    {
        var sum = Sum();
        _scale.Learn(sum);
        if (!_scale.IsReady || _density < LeastDensity)
        {
            return;
        }

        _seen = Math.Min(_seen + 1, int.MaxValue - 1);
        if (_seen < Window)
        {
            // The window is not full: its sum says nothing yet.
            return;
        }

        var now = new DateTimeOffset(_minute * TimeSpan.TicksPerMinute, TimeSpan.Zero);
        var y = _scale.Forward(sum);
        var e = _seen == Window ? 0 : y - _level.Value - _profile.At(now);
        LearnTail(Math.Exp(e));
        var taught = Math.Clamp(e, -MostTaught, MostTaught) * (_burning ? BurnTeaches : 1);
        _profile.Learn(now, _profile.At(now) + taught);
        _level.Learn(_seen == Window ? y : _level.Value + taught);
        _rest = Math.Max(0, _rest - 1);
    }

    // One value an hour, its largest: the minutes of a burst are one event. What was told as an anomaly is not what is usual; a burn that
    // comes every day is learnt by the profile instead.
    private void LearnTail(double ratio)
    {
        _largest = Math.Max(_largest, ratio);
        _burnt |= _burning;
        if (_seen % Block == 0)
        {
            if (!_burnt)
            {
                _tail.Learn(_largest);
            }

            (_largest, _burnt) = (0, false);
        }
    }

    private Verdict Judge()
    {
        if (_seen < Warmup || _density < LeastDensity)
        {
            return Verdict.Learning;
        }

        var sum = Sum();
        var middle = _level.Value + _profile.At(new(_minute * TimeSpan.TicksPerMinute, TimeSpan.Zero));
        var e = _scale.Forward(sum) - middle;
        var half = Math.Log(Math.Max(1, _tail.Quantile(BandTail)));
        var expected = Math.Max(0, _scale.Back(middle));
        var upper = Math.Max(0, _scale.Back(middle + half));
        var lower = Math.Max(0, _scale.Back(middle - half));
        var decades = _tail.Surprise(Math.Exp(e)) - _decades;
        var score = 1 / (1 + Math.Pow(10, -0.5 * decades));
        var burns = score >= 0.5 && sum >= Multiple * expected && sum - expected >= _options.MaterialAmount;
        if (!burns)
        {
            _burning = false;
            return new(AnomalyKind.None, score, expected, lower, upper);
        }

        var onset = !_burning && _rest == 0;
        _rest = onset ? Refractory : _rest;
        _burning = true;
        return new(AnomalyKind.BurnRate, score, expected, lower, upper) { IsOnset = onset };
    }
}
