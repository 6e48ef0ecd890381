namespace FinOpsAI.Core.Detection;

/// <summary>
/// How surprising a non-negative deviation is for this series: -log10 of its tail probability under the series' own history. Inside the
/// history the probability is empirical; beyond the most extreme 2 % it follows a Pareto tail whose shape is Hill's estimator
/// (Hill 1975, Annals of Statistics 3:1163). The history is a histogram with logarithmic bins (6 per octave), thus bounded, and starts
/// with pseudo-observations of a Student t with 3 degrees of freedom, so that a young series does not see a record in every value.
/// </summary>
internal sealed class HillTail
{
    private const int PerOctave = 6;
    private const int LowestOctave = -4;
    private const int Bins = 96;
    private const double TailShare = 0.02;
    private const double PriorWeight = 60;
    private const double SteepestShape = 0.15;
    private const double FlattestShape = 1.0;
    private readonly float[] _weights = new float[Bins];
    private double _total;

    public HillTail()
    {
        for (var bin = 0; bin < Bins; bin++)
        {
            _weights[bin] = (float)(PriorWeight * (PriorTail(Edge(bin)) - PriorTail(Edge(bin + 1))));
            _total += _weights[bin];
        }
    }

    public void Learn(double deviation)
    {
        _weights[Bin(deviation)]++;
        _total++;
    }

    /// <summary>-log10 P(D ≥ deviation); 0 for the smallest deviations, unbounded above.</summary>
    public double Surprise(double deviation)
    {
        var bin = Bin(deviation);
        var wanted = TailShare * _total;
        var above = 0.0;
        var sumLog = 0.0;
        var at = Bins - 1;
        for (; at > bin && above + _weights[at] < wanted; at--)
        {
            above += _weights[at];
            sumLog += _weights[at] * at;
        }

        if (at > bin || above + _weights[at] >= wanted)
        {
            for (; at > bin; at--)
            {
                above += _weights[at];
            }

            var inside = Math.Clamp(1 - ((Position(deviation) - bin) / 1.0), 0, 1);
            return -Math.Log10(Math.Clamp((above + (_weights[bin] * inside)) / _total, 1e-12, 1));
        }

        // The deviation is beyond the 2 % quantile: find that quantile, then extrapolate from it.
        for (; at > 0 && above < wanted; at--)
        {
            above += _weights[at];
            sumLog += _weights[at] * at;
        }

        var threshold = at + 1;
        const double LogStep = 0.6931471805599453 / PerOctave;
        var shape = Math.Clamp(((sumLog / above) - threshold + 0.5) * LogStep, SteepestShape, FlattestShape);
        var excess = Math.Max(0, Position(deviation) - threshold) * LogStep;
        return -Math.Log10(above / _total) + (excess / shape / Math.Log(10));
    }

    /// <summary>The deviation that a share of the history exceeds.</summary>
    public double Quantile(double tail)
    {
        var wanted = tail * _total;
        var above = 0.0;
        for (var bin = Bins - 1; bin > 0; bin--)
        {
            if (above + _weights[bin] >= wanted)
            {
                var share = (wanted - above) / _weights[bin];
                return Edge(bin + 1 - share);
            }

            above += _weights[bin];
        }

        return Edge(0);
    }

    public void Save(BinaryWriter writer)
    {
        StateIo.Write(writer, _weights);
        writer.Write(_total);
    }

    public void Load(BinaryReader reader)
    {
        StateIo.Read(reader, _weights);
        _total = reader.ReadDouble();
    }

    // Student t, 3 degrees of freedom: P(|T| > z).
    private static double PriorTail(double z)
        => 1 - (2 / Math.PI * ((z / Math.Sqrt(3) / (1 + (z * z / 3))) + Math.Atan(z / Math.Sqrt(3))));

    private static double Edge(double bin) => Math.Pow(2, LowestOctave + (bin / PerOctave));

    private static double Position(double deviation)
        => deviation > 0 ? Math.Clamp((Math.Log2(deviation) - LowestOctave) * PerOctave, 0, Bins + 200) : 0;

    private static int Bin(double deviation) => Math.Min((int)Position(deviation), Bins - 1);
}
