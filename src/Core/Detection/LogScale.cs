namespace FinOpsAI.Core.Detection;

/// <summary>
/// Spend on a logarithmic scale that also takes zero and credits (negative spend): y = ln((x + sqrt(x² + 4c²)) / 2), which is ln x for
/// x well above c and ln c at 0 (Johnson's inverse hyperbolic sine). c is 2 % of the scope's own trimmed mean, so that results do not
/// depend on the unit of money.
/// </summary>
internal sealed class LogScale
{
    private const double Share = 0.02;
    private const double Memory = 500;
    private const double Smallest = 1e-200;
    private double _mean;
    private double _count;

    /// <summary>True once a value other than zero was seen; before that there is no scale.</summary>
    public bool IsReady => _mean > 0;

    public double Floor => Math.Max(Share * _mean, Smallest);

    public void Learn(double value)
    {
        var size = Math.Abs(value);
        if (_mean <= 0)
        {
            _mean = Math.Max(size, 0);
            _count = _mean > 0 ? 1 : 0;
            return;
        }

        _count = Math.Min(_count + 1, Memory);
        _mean += (Math.Min(size, 3 * _mean) - _mean) / _count;
    }

    /// <summary>Fixes the scale to a typical size of spend; anything but a positive number means that there is none.</summary>
    public void Start(double typical)
    {
        _mean = typical > 0 && double.IsFinite(typical) ? typical : 0;
        _count = Memory;
    }

    public double Forward(double value)
    {
        var c = Floor;
        return Math.Abs(value) > c * 1e7
            ? value > 0 ? Math.Log(value) : (2 * Math.Log(c)) - Math.Log(-value)
            : Math.Log(c) + Math.Asinh(value / (2 * c));
    }

    /// <summary>Inverse of <see cref="Forward"/>.</summary>
    public double Back(double y)
    {
        var c = Floor;
        var u = y - Math.Log(c);
        return u > 16 ? Math.Exp(y) : 2 * c * Math.Sinh(u);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_mean);
        writer.Write(_count);
    }

    public void Load(BinaryReader reader)
    {
        _mean = reader.ReadDouble();
        _count = reader.ReadDouble();
    }
}
