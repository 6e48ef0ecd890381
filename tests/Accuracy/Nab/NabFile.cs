using System.Globalization;
using System.Text.Json;
using FinOpsAI.Core.Series;

namespace FinOpsAI.Accuracy.Nab;

/// <summary>One file of the Numenta Anomaly Benchmark with its labelled windows as row ranges (both ends inclusive).</summary>
internal sealed record NabFile(string Name, IReadOnlyList<SeriesRow> Rows, (int First, int Last)[] Windows)
{
    /// <summary>Rows at the start that are not scored.</summary>
    public int Probation => (int)Math.Min(Math.Floor(0.15 * Rows.Count), 750);

    public static NabFile[] LoadAll(string folder)
    {
        using var labels = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "labels", "combined_windows.json")));
        return [.. labels.RootElement.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => Load(folder, p))];
    }

    /// <summary>The published scores of a detector for this file.</summary>
    public double[] Reference(string folder)
        => [.. File.ReadLines(Path.Combine(folder, Name)).Skip(1).Select(l => double.Parse(l.Split(',')[1], CultureInfo.InvariantCulture))];

    private static NabFile Load(string folder, JsonProperty label)
    {
        using var reader = new StreamReader(Path.Combine(folder, "data", label.Name));
        var rows = SeriesCsv.Read(reader, new(null, null)).Rows;
        var windows = label.Value.EnumerateArray().Select(w =>
        {
            var from = Time(w[0].GetString()!);
            var to = Time(w[1].GetString()!);
            var inside = Enumerable.Range(0, rows.Count).Where(i => rows[i].Time >= from && rows[i].Time <= to).ToArray();
            return (inside[0], inside[^1]);
        });
        return new(label.Name, rows, [.. windows]);
    }

    private static DateTimeOffset Time(string text)
        => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
