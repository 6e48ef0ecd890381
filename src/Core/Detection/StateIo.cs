using System.Runtime.InteropServices;

namespace FinOpsAI.Core.Detection;

/// <summary>Writes and reads the bare bits of numeric tables of known length, so that a restored detector continues exactly.</summary>
internal static class StateIo
{
    public static void Write<T>(BinaryWriter writer, T[] table)
        where T : unmanaged
        => writer.Write(MemoryMarshal.AsBytes(table.AsSpan()));

    /// <exception cref="EndOfStreamException">The state is cut short.</exception>
    public static void Read<T>(BinaryReader reader, T[] table)
        where T : unmanaged
        => reader.ReadExactly(MemoryMarshal.AsBytes(table.AsSpan()));
}
