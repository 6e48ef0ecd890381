namespace FinOpsAI.Core.Detection;

/// <summary>
/// Variance collapse: how far the mean step from bucket to bucket of the last hours lies below its usual size, both as logarithms, in sigmas of the scope's own
/// (a scope that rests every night has calm hours and is no flatline).
/// </summary>
internal sealed class CalmDetector(double recent, double memory)
{
    // Log units: a step of a tenth of a per cent is none, and half a unit of variation everybody has.
    private const double SmallestStep = 1e-3;
    private const double LeastSpread = 0.5;
    private readonly LevelEstimator _recent = new(recent);
    private readonly LevelEstimator _usual = new(memory);
    private readonly RobustScale _spread = new(memory);
    private double _last = double.NaN;

    /// <summary>Strength if the series now takes this value; 0 when its steps are as large as ever.</summary>
    public double Strength(double value)
    {
        if (double.IsNaN(_last))
        {
            return 0;
        }

        var sigma = _spread.Sigma;
        return Math.Max(0, _usual.Value - Size(_recent.After(Math.Abs(value - _last)))) / Math.Sqrt((sigma * sigma) + (LeastSpread * LeastSpread));
    }

    public void Learn(double value)
    {
        if (!double.IsNaN(_last))
        {
            _recent.Learn(Math.Abs(value - _last));
            _spread.Learn(Size(_recent.Value) - _usual.Value);
            _usual.Learn(Size(_recent.Value));
        }

        _last = value;
    }

    /// <summary>Takes calm as usual, however deep it still gets.</summary>
    public void Accept() => _usual.Reset(Size(0));

    public void Save(BinaryWriter writer)
    {
        _recent.Save(writer);
        _usual.Save(writer);
        _spread.Save(writer);
        writer.Write(_last);
    }

    public void Load(BinaryReader reader)
    {
        _recent.Load(reader);
        _usual.Load(reader);
        _spread.Load(reader);
        _last = reader.ReadDouble();
    }

    private static double Size(double step) => Math.Log(step + SmallestStep);
}
