namespace FinOpsAI.Storage.Common;

/// <summary>A stretch of ledger positions, both ends included.</summary>
internal readonly record struct PositionRange(long First, long Last);

/// <summary>A block whose charge times overlap what is looked for.</summary>
internal readonly record struct LedgerBlock(long Number, long MaxTs)
{
    public PositionRange Positions => new(Number << LedgerBlocks.Bits, ((Number + 1) << LedgerBlocks.Bits) - 1);
}

/// <summary>
/// The ledger knows the earliest and latest charge time of each 4,096 positions. Records mostly arrive about when they were charged, so
/// a time range is a few blocks, found without an index by time, which every append would pay for.
/// </summary>
internal static class LedgerBlocks
{
    public const int Bits = 12;

    private const int FirstRound = 8;
    private const int LargestRound = 512;

    public static long Of(long position) => position >> Bits;

    /// <summary>
    /// The newest items of a time range: reads blocks from the latest on, in growing rounds, until the rest can only hold older ones.
    /// </summary>
    /// <param name="blocks">Blocks that overlap the range, largest <see cref="LedgerBlock.MaxTs"/> first.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="read">Reads up to <paramref name="limit"/> newest of some positions.</param>
    /// <param name="order">Charge time and position of an item.</param>
    /// <param name="cancellationToken">Stops between rounds.</param>
    public static async Task<IReadOnlyList<T>> NewestAsync<T>(
        IReadOnlyList<LedgerBlock> blocks,
        int limit,
        Func<PositionRange, Task<List<T>>> read,
        Func<T, (long Ts, long Position)> order,
        CancellationToken cancellationToken)
    {
        var newest = new List<T>();
        var round = FirstRound;
        for (var start = 0; start < blocks.Count; start += round, round = Math.Min(round * 2, LargestRound))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (newest.Count == limit && order(newest[^1]).Ts > blocks[start].MaxTs)
            {
                break;
            }

            foreach (var range in Ranges(blocks.Skip(start).Take(round)))
            {
                newest.AddRange(await read(range));
                newest = [.. newest.OrderByDescending(order).Take(limit)];
            }
        }

        return newest;
    }

    /// <summary>The positions of some blocks, neighbours joined, in order.</summary>
    public static IEnumerable<PositionRange> Ranges(IEnumerable<LedgerBlock> blocks)
    {
        PositionRange? current = null;
        foreach (var positions in blocks.Select(block => block.Positions).OrderBy(positions => positions.First))
        {
            if (current is { } open && open.Last + 1 == positions.First)
            {
                current = new(open.First, positions.Last);
                continue;
            }

            if (current is { } done)
            {
                yield return done;
            }

            current = positions;
        }

        if (current is { } last)
        {
            yield return last;
        }
    }
}
