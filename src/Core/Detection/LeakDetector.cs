namespace FinOpsAI.Core.Detection;

/// <summary>
/// Slow leak: a least-squares slope over the last days' deseasonalised log levels that is steep against its own standard error and fits better than
/// a single step at any day would (a step is a level shift, not a leak). The noise is the line's own, moderated by the scope's usual one: a few days that
/// happen to lie on a line are no leak (the moderated t of Smyth 2004, Statistical Applications in Genetics and Molecular Biology 3:3). State: one mean per day,
/// <see cref="Days"/> days.
/// </summary>
internal sealed class LeakDetector
{
    private const int Days = 20;

    // A whole week: fewer days would take a week's shape that is not yet known for a slope.
    private const int Fewest = 7;
    private const double UsualWeight = 4;

    // A leak that was told is news again once it is this much stronger, and over once it is this much weaker.
    private const double NewsRatio = 1.6;
    private const double OverRatio = 0.4;
    private const double UsualMemory = 45;

    // Log units: what daily means are taken to scatter by until a few weeks say otherwise.
    private const double FirstNoise = 0.1;
    private const double FirstWeight = 10;
    private const double SteepestBenign = 0.018;
    private readonly double[] _levels = new double[Days];
    private readonly RobustScale _usual = StartedScale();
    private int _count;
    private long _day = long.MinValue;
    private double _raw;
    private double _told;
    private bool _isTold;
    private double _sum;
    private int _points;

    /// <summary>t statistic of the slope, judged when the last day closed; 0 when there is no leak, or none that is news.</summary>
    public double Strength { get; private set; }

    /// <summary>Notes that the leak is strong enough to be told: from the next day on it is news only once it is clearly stronger, or over and back.</summary>
    public void Tell() => _isTold = true;

    public void Learn(DateTimeOffset start, double level)
    {
        var day = start.UtcTicks / TimeSpan.TicksPerDay;
        if (day != _day && _points > 0)
        {
            Close();
        }

        _day = day;
        _sum += level;
        _points++;
    }

    /// <summary>Forgets the days before an accepted level shift.</summary>
    public void Reset()
    {
        _count = 0;
        (_raw, _told, _isTold, Strength) = (0, 0, false, 0);
    }

    public void Save(BinaryWriter writer)
    {
        StateIo.Write(writer, _levels);
        writer.Write(_count);
        writer.Write(_day);
        writer.Write(_sum);
        writer.Write(_points);
        writer.Write(Strength);
        writer.Write(_raw);
        writer.Write(_told);
        writer.Write(_isTold);
        _usual.Save(writer);
    }

    public void Load(BinaryReader reader)
    {
        StateIo.Read(reader, _levels);
        _count = reader.ReadInt32();
        _day = reader.ReadInt64();
        _sum = reader.ReadDouble();
        _points = reader.ReadInt32();
        Strength = reader.ReadDouble();
        _raw = reader.ReadDouble();
        _told = reader.ReadDouble();
        _isTold = reader.ReadBoolean();
        _usual.Load(reader);
    }

    private void Close()
    {
        Array.Copy(_levels, 1, _levels, 0, Days - 1);
        _levels[^1] = _sum / _points;
        _count = Math.Min(_count + 1, Days);
        _sum = 0;
        _points = 0;
        _told = _isTold ? Math.Max(_told, _raw) : _told;
        _isTold = false;
        _raw = 0;
        if (_count >= 7)
        {
            _usual.Learn(Bend(_levels.AsSpan(Days - 7)));
        }

        for (var length = Fewest; length <= _count; length++)
        {
            _raw = Math.Max(_raw, Judge(_levels.AsSpan(Days - length)));
        }

        _told = _raw < OverRatio * _told ? 0 : _told;
        Strength = _raw > NewsRatio * _told ? _raw : 0;
    }

    private double Judge(ReadOnlySpan<double> levels)
    {
        var n = levels.Length;
        double mean = 0, slope = 0, spread = 0;
        foreach (var level in levels)
        {
            mean += level / n;
        }

        for (var i = 0; i < n; i++)
        {
            var x = i - ((n - 1) / 2.0);
            slope += x * (levels[i] - mean);
            spread += x * x;
        }

        slope /= spread;
        if (slope < SteepestBenign)
        {
            return 0;
        }

        var line = 0.0;
        for (var i = 0; i < n; i++)
        {
            var error = levels[i] - mean - (slope * (i - ((n - 1) / 2.0)));
            line += error * error;
        }

        if (line >= BestStep(levels))
        {
            return 0;
        }

        var usual = UsualWeight * _usual.Sigma * _usual.Sigma;
        var noise = Math.Sqrt(((line + usual) / (n - 2 + UsualWeight)) + 1e-6);
        return (slope - (SteepestBenign / 2)) * Math.Sqrt(spread) / noise;
    }

    private static RobustScale StartedScale()
    {
        var scale = new RobustScale(UsualMemory);
        scale.Begin(FirstNoise, FirstWeight);
        return scale;
    }

    // Second difference over a week: free of level and slope; divided by its standard deviation under white noise of sigma 1.
    private static double Bend(ReadOnlySpan<double> week) => (week[^1] - (2 * week[^4]) + week[^7]) / Math.Sqrt(6);

    private static double BestStep(ReadOnlySpan<double> levels)
    {
        var best = double.PositiveInfinity;
        for (var cut = 1; cut < levels.Length; cut++)
        {
            best = Math.Min(best, Scatter(levels[..cut]) + Scatter(levels[cut..]));
        }

        return best;
    }

    private static double Scatter(ReadOnlySpan<double> values)
    {
        double mean = 0, sum = 0;
        foreach (var value in values)
        {
            mean += value / values.Length;
        }

        foreach (var value in values)
        {
            sum += (value - mean) * (value - mean);
        }

        return sum;
    }
}
