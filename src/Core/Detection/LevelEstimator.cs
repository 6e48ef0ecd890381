namespace FinOpsAI.Core.Detection;

/// <summary>
/// Exponentially weighted mean, started as a plain mean: m += (v - m) · max(1/n, 1 - 2^(-1/half-life)).
/// The caller clips v, so that an anomaly does not teach the level.
/// </summary>
internal sealed class LevelEstimator
{
    private readonly double _alpha;
    private double _count;

    public LevelEstimator(double halfLife)
        : this(halfLife, 1 - Math.Pow(2, -1 / halfLife))
    {
    }

    private LevelEstimator(double halfLife, double alpha) => (HalfLife, _alpha) = (halfLife, alpha);

    /// <summary>Values after which an old one weighs half.</summary>
    public double HalfLife { get; }

    /// <summary>A mean that moves by this share of each value's distance.</summary>
    public static LevelEstimator WithRate(double rate) => new(-1 / Math.Log2(1 - rate), rate);

    /// <summary>The mean; 0 before the first value.</summary>
    public double Value { get; private set; }

    public void Learn(double value)
    {
        _count = Math.Min(_count + 1, 1e9);
        Value += (value - Value) * Math.Max(1 / _count, _alpha);
    }

    /// <summary>What the mean would be after this value.</summary>
    public double After(double value) => Value + ((value - Value) * Math.Max(1 / (_count + 1), _alpha));

    /// <summary>What the mean would be after this value, were it long established.</summary>
    public double Towards(double value) => Value + ((value - Value) * _alpha);

    public void Move(double delta) => Value += delta;

    public void Reset(double value) => Value = value;

    public void Save(BinaryWriter writer)
    {
        writer.Write(_count);
        writer.Write(Value);
    }

    public void Load(BinaryReader reader)
    {
        _count = reader.ReadDouble();
        Value = reader.ReadDouble();
    }
}
