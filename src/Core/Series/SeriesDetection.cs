using System.Globalization;
using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Series;

/// <summary>
/// Anomaly detection over a file: each input row comes out as it stands, with <c>anomaly_score</c> (0 to 1; 0.5 is where the false-alert budget is spent) and
/// <c>is_anomaly</c> (1 on the row that would alert) after it. Strictly causal: a row's columns follow from the rows up to it.
/// </summary>
public static class SeriesDetection
{
    /// <summary>Reads, judges and writes.</summary>
    /// <returns>Rows read and alerts raised.</returns>
    /// <exception cref="FormatException">The file cannot be understood.</exception>
    public static (int Rows, int Alerts) Run(
        TextReader input, TextWriter output, SeriesColumns columns, DetectorOptions options, IProgress<double>? progress = null)
    {
        var file = SeriesCsv.Read(input, columns);
        if (file.Header is { } header)
        {
            output.Write($"{header}{file.Separator}anomaly_score{file.Separator}is_anomaly\n");
        }

        var alerts = 0;
        var index = 0;
        foreach (var (score, alert) in Scores(file.Rows, options))
        {
            var number = score.ToString("0.######", CultureInfo.InvariantCulture);
            output.Write($"{file.Rows[index].Line}{file.Separator}{number}{file.Separator}{(alert ? '1' : '0')}\n");
            alerts += alert ? 1 : 0;
            if (++index % 1024 == 0)
            {
                progress?.Report((double)index / file.Rows.Count);
            }
        }

        progress?.Report(1);
        return (file.Rows.Count, alerts);
    }

    /// <summary>Score and alert of each row, in order.</summary>
    public static IEnumerable<(double Score, bool Alert)> Scores(IReadOnlyList<SeriesRow> rows, DetectorOptions options)
    {
        var bucket = Spacing.Infer(rows);
        var detector = new ScopeDetector(bucket, options);
        var time = rows.Count > 0 && rows[0].Time is { } first ? first : DateTimeOffset.UnixEpoch;
        var before = time - bucket;
        foreach (var row in rows)
        {
            // A row whose time cannot be read follows the one before it.
            time = row.Time ?? before + bucket;
            before = time;
            var verdict = detector.Observe(new(time, row.Value, double.IsNaN(row.Value)));
            yield return (verdict.Score, verdict is { IsOnset: true, Kind: not AnomalyKind.LevelShift });
        }
    }
}
