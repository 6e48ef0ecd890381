using FinOpsAI.Core.Domain;

namespace FinOpsAI.Grains.Cost;

/// <summary>The binary form of an anomaly within a snapshot of its scope; the scope itself is not repeated.</summary>
internal static class AnomalyFormat
{
    public static void Write(BinaryWriter writer, Anomaly? anomaly)
    {
        writer.Write(anomaly is not null);
        if (anomaly is null)
        {
            return;
        }

        writer.Write(anomaly.Id);
        writer.Write((byte)anomaly.Kind);
        writer.Write((byte)anomaly.State);
        writer.Write((byte)anomaly.Severity);
        writer.Write((byte)anomaly.Clock);
        writer.Write(anomaly.Start.UtcTicks);
        writer.Write(anomaly.End.UtcTicks);
        writer.Write(anomaly.Actual);
        writer.Write(anomaly.Expected);
        writer.Write(anomaly.Lower);
        writer.Write(anomaly.Upper);
        writer.Write(anomaly.Score);
    }

    public static Anomaly? Read(BinaryReader reader, ScopePath scope) => !reader.ReadBoolean() ? null : new(
        reader.ReadString(),
        scope,
        (AnomalyKind)reader.ReadByte(),
        (AnomalyState)reader.ReadByte(),
        (Severity)reader.ReadByte(),
        (Granularity)reader.ReadByte(),
        new(reader.ReadInt64(), TimeSpan.Zero),
        new(reader.ReadInt64(), TimeSpan.Zero),
        reader.ReadDecimal(),
        reader.ReadDecimal(),
        reader.ReadDecimal(),
        reader.ReadDecimal(),
        reader.ReadDouble(),
        null);
}
