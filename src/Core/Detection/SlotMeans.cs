namespace FinOpsAI.Core.Detection;

/// <summary>What each slot of the day adds to the mean: an exponentially weighted mean per slot, started as a plain mean.</summary>
/// <param name="slots">Equal parts of the UTC day.</param>
/// <param name="rate">Share of a visit's distance that an old mean moves.</param>
/// <param name="doubt">Visits that the start from 0 weighs.</param>
internal sealed class SlotMeans(int slots, double rate, int doubt)
{
    private readonly double[] _means = new double[slots];
    private readonly int[] _counts = new int[slots];

    public double At(DateTimeOffset start) => _means[Slot(start)];

    public void Learn(DateTimeOffset start, double deviation)
    {
        var slot = Slot(start);
        _counts[slot] = Math.Min(_counts[slot] + 1, 1000);

        // The means start from 0 with the weight of some visits: of a slot seen once little is known.
        _means[slot] += (deviation - _means[slot]) * Math.Max(1.0 / (_counts[slot] + doubt), rate);
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
