namespace FinOpsAI.Core.Detection;

/// <summary>
/// Exponentially weighted mean, started as a plain mean: m += (v - m) · max(1/n, 1 - 2^(-1/half-life)).
/// The caller clips v, so that an anomaly does not teach the level.
/// </summary>
internal sealed class LevelEstimator(double halfLife)
{
    private readonly double _alpha = 1 - Math.Pow(2, -1 / halfLife);
    private double _count;

    /// <summary>The mean; 0 before the first value.</summary>
    public double Value { get; private set; }

    public void Learn(double value)
    {
        _count = Math.Min(_count + 1, 1e9);
        Value += (value - Value) * Math.Max(1 / _count, _alpha);
    }

    /// <summary>What the mean would be after this value.</summary>
    public double After(double value) => Value + ((value - Value) * Math.Max(1 / (_count + 1), _alpha));

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
