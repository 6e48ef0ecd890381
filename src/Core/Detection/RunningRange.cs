namespace FinOpsAI.Core.Detection;

/// <summary>The range seen so far, slowly forgetting: each bound moves towards the middle with the given half-life.</summary>
internal sealed class RunningRange(double halfLife)
{
    private readonly double _decay = 1 - Math.Pow(2, -1 / halfLife);
    private double _low = double.NaN;
    private double _high = double.NaN;

    /// <summary>How far outside the range a value lies; 0 inside.</summary>
    public double Exceeds(double value) => double.IsNaN(_low) ? 0 : Math.Max(0, Math.Max(value - _high, _low - value));

    public void Learn(double value)
    {
        if (double.IsNaN(_low))
        {
            (_low, _high) = (value, value);
            return;
        }

        var middle = (_low + _high) / 2;
        _low = Math.Min(value, _low + ((middle - _low) * _decay));
        _high = Math.Max(value, _high - ((_high - middle) * _decay));
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_low);
        writer.Write(_high);
    }

    public void Load(BinaryReader reader)
    {
        _low = reader.ReadDouble();
        _high = reader.ReadDouble();
    }
}
