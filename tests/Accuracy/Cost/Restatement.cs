using FinOpsAI.Core.Detection;

namespace FinOpsAI.Accuracy.Cost;

/// <summary>
/// Detection while figures are still being corrected: each row is judged as first reported, and once its correction comes, 6 to 48 hours later, the
/// detector goes back to the checkpoint of the day before it and runs again, as the product does.
/// </summary>
internal static class Restatement
{
    /// <summary>The score that each row had when it was judged first.</summary>
    public static double[] Scores(CostSeries series)
    {
        var options = DetectorOptions.Default;
        var known = series.FirstValues.ToArray();
        var corrections = Enumerable.Range(0, known.Length)
            .Where(row => series.FirstValues[row] < series.Values[row])
            .ToLookup(row => row + Math.Max(1, (6 + (row * 7919 % 43)) * series.PerDay / 24));
        var checkpoints = new List<(int Row, byte[] State)>();
        var detector = new ScopeDetector(series.Bucket, options);
        var scores = new double[known.Length];
        var next = 0;
        for (var now = 0; now < known.Length; now++)
        {
            foreach (var row in corrections[now])
            {
                known[row] = series.Values[row];
                if (row < next)
                {
                    checkpoints.RemoveAll(checkpoint => checkpoint.Row > row);
                    (next, detector) = checkpoints.Count == 0 ? (0, new(series.Bucket, options)) : (checkpoints[^1].Row, Load(checkpoints[^1].State, options));
                }
            }

            for (; next <= now; next++)
            {
                if (next % Math.Max(1, series.PerDay) == 0 && (checkpoints.Count == 0 || checkpoints[^1].Row < next))
                {
                    checkpoints.Add((next, Save(detector)));
                    checkpoints.RemoveRange(0, Math.Max(0, checkpoints.Count - 4));
                }

                var score = detector.Observe(new(series.Start + (next * series.Bucket), known[next], double.IsNaN(known[next]))).Score;
                scores[next] = next == now ? score : scores[next];
            }
        }

        return scores;
    }

    private static byte[] Save(ScopeDetector detector)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        detector.Save(writer);
        writer.Flush();
        return stream.ToArray();
    }

    private static ScopeDetector Load(byte[] state, DetectorOptions options)
    {
        using var reader = new BinaryReader(new MemoryStream(state));
        return ScopeDetector.Load(reader, options);
    }
}
