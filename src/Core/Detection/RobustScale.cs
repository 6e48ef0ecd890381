namespace FinOpsAI.Core.Detection;

/// <summary>
/// Robust standard deviation: 1.2533 times the exponentially weighted mean of |e| (exact for a Gaussian), each |e| capped at four
/// sigmas, so that one extreme value cannot blow the scale up. Never below <see cref="Floor"/>.
/// </summary>
internal sealed class RobustScale(double halfLife)
{
    /// <summary>Log units: half a per mille. A constant series has no noise, and dividing by its sigma must stay finite.</summary>
    public const double Floor = 5e-4;
    private const double GaussianRatio = 1.2533141373155001;
    private const double Cap = 4;
    private readonly double _alpha = 1 - Math.Pow(2, -1 / halfLife);
    private double _mean;
    private double _count;

    public double Sigma => Math.Max(GaussianRatio * _mean, Floor);

    /// <summary>Starts as if <paramref name="count"/> residuals of this sigma had been seen.</summary>
    public void Begin(double sigma, double count)
    {
        _mean = sigma / GaussianRatio;
        _count = count;
    }

    public void Learn(double residual)
    {
        var size = Math.Abs(residual);
        _count = Math.Min(_count + 1, 1e9);
        if (_count > 8)
        {
            size = Math.Min(size, Cap * Sigma);
        }

        _mean += (size - _mean) * Math.Max(1 / _count, _alpha);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_count);
        writer.Write(_mean);
    }

    public void Load(BinaryReader reader)
    {
        _count = reader.ReadDouble();
        _mean = reader.ReadDouble();
    }
}
