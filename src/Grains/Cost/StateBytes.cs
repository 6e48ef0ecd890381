namespace FinOpsAI.Grains.Cost;

/// <summary>A saved state as an array, to be kept or handed on.</summary>
internal static class StateBytes
{
    public static byte[] Of(Action<BinaryWriter> save)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        save(writer);
        writer.Flush();
        return stream.ToArray();
    }
}
