namespace FinOpsAI.Core.Series;

/// <summary>The bucket length of a series.</summary>
internal static class Spacing
{
    /// <summary>Rows looked at: no detector says anything before it has seen as many, so that looking at them first reveals nothing.</summary>
    public const int Rows = 10;

    /// <summary>Median distance of the first rows; an hour when there are no times.</summary>
    public static TimeSpan Infer(IReadOnlyList<SeriesRow> rows, int most = Rows)
    {
        var gaps = new List<long>();
        DateTimeOffset? before = null;
        foreach (var row in rows.Take(most))
        {
            if (row.Time is { } time)
            {
                if (before is { } b && time > b)
                {
                    gaps.Add((time - b).Ticks);
                }

                before = time;
            }
        }

        if (gaps.Count == 0)
        {
            return TimeSpan.FromHours(1);
        }

        gaps.Sort();
        return TimeSpan.FromTicks(gaps[gaps.Count / 2]);
    }

    /// <summary>The seasons that buckets of this length usually have.</summary>
    public static int[] Seasons(TimeSpan bucket)
    {
        if (bucket > TimeSpan.FromDays(20))
        {
            return [12];
        }

        if (bucket > TimeSpan.FromDays(5))
        {
            return [52];
        }

        var day = (int)Math.Round(TimeSpan.FromDays(1) / bucket);
        return day > 1 ? [day, 7 * day] : [7];
    }

    /// <summary>
    /// The series on an even grid, oldest first: rows of the same bucket are added up, buckets without a row are NaN. Without times the rows as they stand.
    /// </summary>
    public static double[] Grid(IReadOnlyList<SeriesRow> rows, TimeSpan bucket)
    {
        const int MostBuckets = 5_000_000;
        var timed = rows.Where(r => r.Time is not null).ToArray();
        if (timed.Length < rows.Count || bucket > TimeSpan.FromDays(20) || timed.Length == 0)
        {
            return [.. rows.Select(r => r.Value)];
        }

        var first = timed.Min(r => r.Time!.Value);
        var last = timed.Max(r => r.Time!.Value);
        var count = (long)Math.Floor((last - first) / bucket + 0.5) + 1;
        if (count > MostBuckets)
        {
            return [.. rows.Select(r => r.Value)];
        }

        var grid = new double[count];
        Array.Fill(grid, double.NaN);
        foreach (var row in timed)
        {
            var at = (int)Math.Floor(((row.Time!.Value - first) / bucket) + 0.5);
            if (!double.IsNaN(row.Value))
            {
                grid[at] = double.IsNaN(grid[at]) ? row.Value : grid[at] + row.Value;
            }
        }

        return grid;
    }
}
