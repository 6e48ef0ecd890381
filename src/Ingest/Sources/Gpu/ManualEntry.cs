using System.Globalization;
using FinOpsAI.Core.Gpu;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Ingest.Sources.Gpu;

/// <summary>GPUs that somebody had during some time, as a person entered them.</summary>
/// <param name="From">Inclusive, UTC midnight.</param>
/// <param name="To">Exclusive, UTC midnight.</param>
/// <param name="Model">GPU model.</param>
/// <param name="Gpus">How many.</param>
/// <param name="HoursPerDay">For how many hours of each day, 24 for all the time.</param>
/// <param name="Team">Whose; null for the source's.</param>
/// <param name="Project">What for; null for the source's.</param>
/// <param name="Resource">Name of the cluster, machine or job; null for the model's name.</param>
internal sealed record ManualEntry(
    DateTimeOffset From, DateTimeOffset To, string Model, decimal Gpus, decimal HoursPerDay, string? Team, string? Project, string? Resource)
{
    /// <summary>
    /// Reads lines: <c>period | GPU model | number | team | project | hours=8 | resource=cluster-a</c>. A period is a month (<c>2026-11</c>), a day
    /// (<c>2026-11-03</c>) or both ends (<c>2026-11-03..2026-11-15</c>, the last day included).
    /// </summary>
    /// <exception cref="GpuTableException">A line cannot be used.</exception>
    public static List<ManualEntry> Parse(string text)
    {
        List<UsageError> errors = [];
        List<ManualEntry> entries = [];
        foreach (var line in SettingLine.Read(text, errors))
        {
            line.Unknown("hours", "resource");
            if (line.Words.Count is < 3 or > 5 || line.Words[1].Length == 0)
            {
                line.Got("entries", string.Join(" | ", line.Words), "period | GPU model | number | team | project");
                continue;
            }

            var period = Period(line.Words[0]);
            if (period is null)
            {
                line.Got("period", line.Words[0], "2026-11, 2026-11-03 or 2026-11-03..2026-11-15");
            }

            var gpus = line.Decimal("number", line.Words[2], 0, 100_000);
            var hours = line.Has("hours") ? line.Decimal("hours", 0, 24) : 24;
            if (period is { } time && gpus is not null && hours is not null)
            {
                entries.Add(new(
                    time.From, time.To, line.Words[1], gpus.Value, hours.Value, Word(line, 3), Word(line, 4), line.Text("resource")));
            }
        }

        return errors.Count > 0 ? throw new GpuTableException(errors) : entries;
    }

    private static string? Word(SettingLine line, int index) =>
        index < line.Words.Count && line.Words[index].Length > 0 ? line.Words[index] : null;

    private static (DateTimeOffset From, DateTimeOffset To)? Period(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
        {
            return (Midnight(month), Midnight(month.AddMonths(1)));
        }

        var ends = text.Split("..", StringSplitOptions.TrimEntries);
        return ends.Length <= 2
            && DateOnly.TryParseExact(ends[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            && DateOnly.TryParseExact(ends[^1], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last) && last >= first
                ? (Midnight(first), Midnight(last.AddDays(1)))
                : null;
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
