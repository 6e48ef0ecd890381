using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Common;

/// <summary>Buckets of one length, from inclusive to exclusive, in seconds since 1970.</summary>
internal readonly record struct RollupRange(Granularity Granularity, long From, long To);

/// <summary>Which rollups answer a query.</summary>
internal static class RollupRanges
{
    private const long Hour = 3600;
    private const long Day = 86_400;

    public static long ToBucket(DateTimeOffset instant) => instant.ToUnixTimeSeconds();

    public static DateTimeOffset ToInstant(long bucket) => DateTimeOffset.FromUnixTimeSeconds(bucket);

    /// <summary>
    /// One range of the asked granularity; or, for a sum, days where whole days are meant and hours at the ragged ends. The ends of a sum
    /// are widened to whole hours, and before <paramref name="hoursFrom"/>, where hours are no longer kept, to whole days.
    /// </summary>
    public static IEnumerable<RollupRange> Of(CostQuery query, DateTimeOffset hoursFrom)
    {
        var unit = query.Granularity is { } asked ? (long)asked.Length().TotalSeconds : Hour;
        var from = Floor(query.From, unit);
        var to = Ceiling(query.To, unit);
        if (from >= to)
        {
            return [];
        }

        if (query.Granularity is { } granularity)
        {
            return [new(granularity, from, to)];
        }

        var kept = Ceiling(hoursFrom, Day);
        from = from < kept ? Floor(query.From, Day) : from;
        to = to < kept ? Ceiling(query.To, Day) : to;
        var firstDay = Ceiling(ToInstant(from), Day);
        var lastDay = Floor(ToInstant(to), Day);
        return firstDay >= lastDay
            ? [new(Granularity.Hour, from, to)]
            : new RollupRange[]
            {
                new(Granularity.Hour, from, firstDay), new(Granularity.Day, firstDay, lastDay), new(Granularity.Hour, lastDay, to),
            }.Where(range => range.From < range.To);
    }

    private static long Floor(DateTimeOffset instant, long unit)
    {
        var seconds = ToBucket(instant);
        return seconds - Modulo(seconds, unit);
    }

    private static long Ceiling(DateTimeOffset instant, long unit)
    {
        var seconds = ToBucket(instant) + (instant.UtcTicks % TimeSpan.TicksPerSecond == 0 ? 0 : 1);
        var rest = Modulo(seconds, unit);
        return rest == 0 ? seconds : seconds - rest + unit;
    }

    private static long Modulo(long seconds, long unit) => ((seconds % unit) + unit) % unit;
}
