namespace FinOpsAI.Core.Detection;

/// <summary>
/// How surprising a non-negative deviation is for this series: -log10 of its tail probability under the series' own history. Inside the
/// history the probability is empirical; beyond the most extreme 2 % it follows a Pareto tail whose shape is Hill's estimator
/// (Hill 1975, Annals of Statistics 3:1163). The history is a histogram with logarithmic bins, 8 per octave over 28 octaves around
/// the first deviation's size, thus bounded; deviations of 0 are counted apart.
/// </summary>
internal sealed class HillTail
{
    private const int PerOctave = 8;
    private const int LowestOctave = -12;
    private const int Bins = 28 * PerOctave;
    private const double LogStep = 0.6931471805599453 / PerOctave;
    private const double TailShare = 0.02;
    private const double SteepestShape = 0.05;
    private const double FlattestShape = 1.0;
    private const double Fewest = 20;
    private const double PriorWeight = 40;
    private readonly float[] _weights = new float[Bins];
    private double _total;
    private double _unit;

    /// <summary>
    /// Starts with pseudo-observations of a Student t with 3 degrees of freedom: for deviations in sigmas, where a young series must already have a quantile.
    /// </summary>
    public static HillTail OfSigmas() => Started(PriorWeight, StudentTail);

    /// <summary>
    /// Starts with pseudo-observations of a Pareto tail of index 4 from 1 on: for ratios of spend to what was expected of it, of which one in sixteen exceeds 2.
    /// </summary>
    public static HillTail OfRatios() => Started(Fewest, ratio => ratio <= 1 ? 1 : Math.Pow(ratio, -4));

    public void Learn(double deviation)
    {
        _total++;
        if (!(deviation > 0))
        {
            return;
        }

        if (_unit <= 0)
        {
            _unit = deviation;
        }

        _weights[Math.Min((int)Position(deviation), Bins - 1)]++;
    }

    /// <summary>-log10 P(D ≥ deviation); 0 for no deviation or too little history, unbounded above.</summary>
    public double Surprise(double deviation)
    {
        if (!(deviation > 0) || _total < Fewest)
        {
            return 0;
        }

        var wanted = Math.Max(TailShare * _total, 1);
        double above = 0, sumPosition = 0;
        var threshold = -1;
        var at = Bins - 1;
        for (; at >= 0 && above < wanted; at--)
        {
            if (_weights[at] > 0)
            {
                above += _weights[at];
                sumPosition += _weights[at] * (at + 0.5);
                threshold = at;
            }
        }

        if (threshold < 0)
        {
            return Math.Log10(2 * _total);
        }

        var position = Position(deviation);
        if (position > threshold)
        {
            var shape = Math.Clamp(((sumPosition / above) - threshold) * LogStep, SteepestShape, FlattestShape);
            return Math.Max(0, -Math.Log10(above / _total) + ((position - threshold) * LogStep / shape / Math.Log(10)));
        }

        var bin = (int)position;
        for (; at > bin; at--)
        {
            above += _weights[at];
        }

        if (at == bin)
        {
            above += _weights[bin] * (1 - (position - bin));
        }

        return -Math.Log10(Math.Min((above + 0.5) / (_total + 1), 1));
    }

    /// <summary>The deviation that a share of the history exceeds.</summary>
    public double Quantile(double tail)
    {
        var wanted = tail * _total;
        var above = 0.0;
        for (var bin = Bins - 1; bin >= 0; bin--)
        {
            if (_weights[bin] > 0 && above + _weights[bin] >= wanted)
            {
                return Edge(bin + 1 - ((wanted - above) / _weights[bin]));
            }

            above += _weights[bin];
        }

        return 0;
    }

    public void Save(BinaryWriter writer)
    {
        StateIo.Write(writer, _weights);
        writer.Write(_total);
        writer.Write(_unit);
    }

    public void Load(BinaryReader reader)
    {
        StateIo.Read(reader, _weights);
        _total = reader.ReadDouble();
        _unit = reader.ReadDouble();
    }

    private static HillTail Started(double weight, Func<double, double> exceeds)
    {
        var tail = new HillTail { _unit = 1 };
        for (var bin = 0; bin < Bins; bin++)
        {
            tail._weights[bin] = (float)(weight * (exceeds(tail.Edge(bin)) - exceeds(tail.Edge(bin + 1))));
            tail._total += tail._weights[bin];
        }

        return tail;
    }

    // P(|T| > z) with 3 degrees of freedom.
    private static double StudentTail(double z)
        => 1 - (2 / Math.PI * ((z / Math.Sqrt(3) / (1 + (z * z / 3))) + Math.Atan(z / Math.Sqrt(3))));

    private double Edge(double bin) => _unit * Math.Pow(2, LowestOctave + (bin / PerOctave));

    private double Position(double deviation)
        => _unit > 0 ? Math.Clamp((Math.Log2(deviation / _unit) - LowestOctave) * PerOctave, 0, 2 * Bins) : 0;
}
