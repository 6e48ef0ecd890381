using FinOpsAI.Core.Domain;

namespace FinOpsAI.Grains.Cost;

/// <summary>The binary form of the rolling sums. Empty buckets, the most of a sparse scope, are left out.</summary>
internal static class CostStateFormat
{
    public static void Write(BinaryWriter writer, BucketRing<Bucket> ring)
    {
        WriteHead(writer, ring);
        for (var bucket = ring.First; bucket <= ring.Last; bucket++)
        {
            var value = ring[bucket];
            if (value.Records != 0 || value.Cost != 0)
            {
                writer.Write7BitEncodedInt64(bucket - ring.First + 1);
                writer.Write(value.Cost);
                writer.Write7BitEncodedInt(value.Records);
            }
        }

        writer.Write7BitEncodedInt64(0);
    }

    public static void Read(BinaryReader reader, BucketRing<Bucket> ring)
    {
        var first = ReadHead(reader, ring);
        for (var offset = reader.Read7BitEncodedInt64(); offset != 0; offset = reader.Read7BitEncodedInt64())
        {
            ref var value = ref ring.Touch(first + offset - 1);
            value.Cost = reader.ReadDecimal();
            value.Records = reader.Read7BitEncodedInt();
        }
    }

    public static void Write(BinaryWriter writer, BucketRing<DayFigures> ring)
    {
        WriteHead(writer, ring);
        for (var bucket = ring.First; bucket <= ring.Last; bucket++)
        {
            var value = ring[bucket];
            if (value.Records != 0 || value.ToPeriod().Spend.Total != 0)
            {
                writer.Write7BitEncodedInt64(bucket - ring.First + 1);
                Write(writer, value);
            }
        }

        writer.Write7BitEncodedInt64(0);
    }

    public static void Read(BinaryReader reader, BucketRing<DayFigures> ring)
    {
        var first = ReadHead(reader, ring);
        for (var offset = reader.Read7BitEncodedInt64(); offset != 0; offset = reader.Read7BitEncodedInt64())
        {
            ring.Touch(first + offset - 1) = ReadFigures(reader);
        }
    }

    public static void Write(BinaryWriter writer, in DayFigures figures)
    {
        writer.Write(figures.Estimated);
        writer.Write(figures.Confirmed);
        writer.Write(figures.Invoiced);
        writer.Write(figures.Usage.InputTokens);
        writer.Write(figures.Usage.CachedTokens);
        writer.Write(figures.Usage.OutputTokens);
        writer.Write(figures.Usage.Requests);
        writer.Write(figures.Usage.GpuHours);
        writer.Write(figures.Records);
        writer.Write(figures.Unpriced);
    }

    public static DayFigures ReadFigures(BinaryReader reader) => new()
    {
        Estimated = reader.ReadDecimal(),
        Confirmed = reader.ReadDecimal(),
        Invoiced = reader.ReadDecimal(),
        Usage = new UsageTotals(
            reader.ReadDecimal(), reader.ReadDecimal(), reader.ReadDecimal(), reader.ReadDecimal(), reader.ReadDecimal()),
        Records = reader.ReadInt64(),
        Unpriced = reader.ReadInt64(),
    };

    private static void WriteHead<T>(BinaryWriter writer, BucketRing<T> ring)
        where T : struct
    {
        writer.Write7BitEncodedInt64(ring.First);
        writer.Write7BitEncodedInt(ring.Count);
    }

    /// <summary>Opens the window to its full width at once, so that empty ends come back too.</summary>
    private static long ReadHead<T>(BinaryReader reader, BucketRing<T> ring)
        where T : struct
    {
        var first = reader.Read7BitEncodedInt64();
        var count = reader.Read7BitEncodedInt();
        if (count > 0)
        {
            ring.Touch(first + count - 1);
            ring.Touch(first);
        }

        return first;
    }
}
