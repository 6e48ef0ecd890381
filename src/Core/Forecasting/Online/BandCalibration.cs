namespace FinOpsAI.Core.Forecasting;

/// <summary>
/// Recalibrates bands online: a band that misses more often than it promises widens, one that misses less often narrows, so that coverage over a long time is right
/// whatever happens to the spend (adaptive conformal inference: Gibbs, Candes 2021, NeurIPS 34; step on the log of the half width instead of on the level).
/// </summary>
public sealed class BandCalibration
{
    private const int Format = 1;
    private const double InnerStep = 0.10;
    private const double OuterStep = 0.25;
    private static readonly double _bound = Math.Log(4);
    private double _inner;
    private double _outer;

    /// <summary>Factors for <see cref="ForecastSettings.Bands"/>; each between a quarter and four.</summary>
    public BandScale Scale => new(Math.Exp(_inner), Math.Exp(_outer));

    /// <summary>Learns what share (0 to 1) of the buckets that have just closed lay outside the bands issued for them.</summary>
    public void Observe(double outside80, double outside95)
    {
        _inner = Math.Clamp(_inner + (InnerStep * (outside80 - 0.20)), -_bound, _bound);
        _outer = Math.Clamp(_outer + (OuterStep * (outside95 - 0.05)), -_bound, _bound);
    }

    /// <summary>Writes the state: 17 bytes.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write((byte)Format);
        writer.Write(_inner);
        writer.Write(_outer);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are of another format.</exception>
    public static BandCalibration Load(BinaryReader reader)
    {
        if (reader.ReadByte() is var format && format != Format)
        {
            throw new InvalidDataException($"Band calibration has format {format}, not {Format}.");
        }

        var (inner, outer) = (reader.ReadDouble(), reader.ReadDouble());
        return Math.Abs(inner) <= _bound && Math.Abs(outer) <= _bound
            ? new() { _inner = inner, _outer = outer }
            : throw new InvalidDataException("Band calibration is out of bounds.");
    }
}
