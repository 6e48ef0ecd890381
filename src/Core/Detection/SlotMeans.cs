namespace FinOpsAI.Core.Detection;

/// <summary>What each slot of the day adds to the mean: an exponentially weighted mean per slot, started as a plain mean.</summary>
internal sealed class SlotMeans(int slots)
{
    private const double Rate = 0.05;
    private readonly double[] _means = new double[slots];
    private readonly int[] _counts = new int[slots];

    public double At(DateTimeOffset start) => _means[Slot(start)];

    public void Learn(DateTimeOffset start, double deviation)
    {
        var slot = Slot(start);
        _counts[slot] = Math.Min(_counts[slot] + 1, 1000);

        // Counts from two: the mean of a slot seen once is half trusted.
        _means[slot] += (deviation - _means[slot]) * Math.Max(1.0 / (_counts[slot] + 1), Rate);
    }

    public void Save(BinaryWriter writer)
    {
        StateIo.Write(writer, _means);
        StateIo.Write(writer, _counts);
    }

    public void Load(BinaryReader reader)
    {
        StateIo.Read(reader, _means);
        StateIo.Read(reader, _counts);
    }

    private int Slot(DateTimeOffset start) => (int)(start.UtcTicks % TimeSpan.TicksPerDay * _means.Length / TimeSpan.TicksPerDay);
}
