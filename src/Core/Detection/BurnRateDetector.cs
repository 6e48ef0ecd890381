using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Detection;

/// <summary>
/// Watches what a scope burns by the minute: the spend of the last 15 minutes against the scope's own distribution of such sums (log level, robust
/// sigma, Hill tail) and against a multiple of its level. Made for experiments and keys that run away between two hourly buckets.
/// </summary>
public sealed class BurnRateDetector
{
    private const byte Format = 1;
    private const int Window = 15;
    private const int Warmup = 180;
    private const double SumsPerMonth = 30 * 24 * 60 / (double)Window;
    private const double Multiple = 3;
    private const int Refractory = 60;
    private readonly DetectorOptions _options;
    private readonly double[] _minutes = new double[Window];
    private readonly LogScale _scale = new();
    private readonly LevelEstimator _level = new(24 * 60);
    private readonly RobustScale _sigma = new(3 * 24 * 60);
    private readonly HillTail _tail = new();
    private double _decades;
    private long _minute = long.MinValue;
    private double _latest;
    private int _seen;
    private int _rest;
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
            _decades = Math.Log10(Math.Max(SumsPerMonth / value, 2));
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
            Learn();
            for (var skipped = Math.Min(minute - _minute - 1, 2 * Window); skipped > 0; skipped--)
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
        _sigma.Save(writer);
        _tail.Save(writer);
        writer.Write(_minute);
        writer.Write(_latest);
        writer.Write(_seen);
        writer.Write(_rest);
        writer.Write(_burning);
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
        detector._sigma.Load(reader);
        detector._tail.Load(reader);
        detector._minute = reader.ReadInt64();
        detector._latest = reader.ReadDouble();
        detector._seen = reader.ReadInt32();
        detector._rest = reader.ReadInt32();
        detector._burning = reader.ReadBoolean();
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
        if (!_scale.IsReady)
        {
            return;
        }

        var y = _scale.Forward(sum);
        var e = _seen == 0 ? 0 : y - _level.Value;
        if (_seen > Window)
        {
            _tail.Learn(Math.Abs(e) / _sigma.Sigma);
        }

        _sigma.Learn(e);
        _level.Learn(_seen == 0 ? y : _level.Value + Math.Clamp(e, -2.5 * _sigma.Sigma, 2.5 * _sigma.Sigma));
        _seen = Math.Min(_seen + 1, int.MaxValue - 1);
        _rest = Math.Max(0, _rest - 1);
    }

    private Verdict Judge()
    {
        if (_seen < Warmup)
        {
            return Verdict.Learning;
        }

        var sum = Sum();
        var e = _scale.Forward(sum) - _level.Value;
        var half = _tail.Quantile(0.01) * _sigma.Sigma;
        var expected = Math.Max(0, _scale.Back(_level.Value));
        var upper = Math.Max(0, _scale.Back(_level.Value + half));
        var lower = Math.Max(0, _scale.Back(_level.Value - half));
        var decades = _tail.Surprise(Math.Max(e, 0) / _sigma.Sigma) - _decades;
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
