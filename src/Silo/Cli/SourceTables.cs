using System.Globalization;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Silo.Cli;

/// <summary>Sources as tables on standard output; without a terminal as lines of tab-separated values.</summary>
internal static class SourceTables
{
    public static void Kinds(IReadOnlyList<SourceKind> kinds) => Tables.Write(
        ["kind", "title", "layer", "every", "looks back"],
        kinds.Select(kind => new[]
        {
            kind.Kind, kind.Title.En, kind.Layer.ToString().ToLowerInvariant(), Span(kind.Every), Span(kind.Lookback),
        }));

    public static void Settings(SourceKind kind)
    {
        Console.WriteLine($"{kind.Title.En}: {kind.Description.En}");
        Tables.Write(
            ["setting", "needed", "default", "meaning"],
            kind.Settings.Select(setting => new[]
            {
                setting.Name,
                setting.IsRequired ? "yes" : "",
                setting.Default ?? "",
                string.Join(' ', new[] { setting.Label.En, setting.Help?.En, string.Join(" | ", setting.Choices) }
                    .Where(text => !string.IsNullOrEmpty(text))),
            }));
    }

    public static void Sources(IReadOnlyList<(DataSource Source, SourceState? State)> sources, DateTimeOffset now)
    {
        if (sources.Count == 0)
        {
            Console.WriteLine("No sources yet. 'finopsai sources kinds' lists what can be read, 'finopsai sources add' sets one up.");
            return;
        }

        Tables.Write(
            ["id", "kind", "state", "covered until", "lag", "records", "backfill", "last error"],
            sources.Select(item => new[]
            {
                item.Source.Id,
                item.Source.Kind,
                StateOf(item.Source, item.State),
                item.State?.CoveredUntil?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "",
                item.State?.NewestRecordAt is { } newest ? Span(now - newest) : "",
                (item.State?.Records ?? 0).ToString(CultureInfo.InvariantCulture),
                item.State?.Backfill is { FinishedAt: null } backfill
                    ? ((backfill.CoveredUntil - backfill.From) / (backfill.To - backfill.From)).ToString("P0", CultureInfo.InvariantCulture)
                    : "",
                item.State?.LastFault?.Message ?? "",
            }));
    }

    private static string StateOf(DataSource source, SourceState? state) =>
        source.IsPaused ? "paused"
        : state?.LastRunAt is null ? "not read yet"
        : state.LastFault is not null ? $"failing ({state.Failures})"
        : state.LastSuccessAt is null ? "reading" : "well";

    private static string Span(TimeSpan span) =>
        span < TimeSpan.Zero ? "0 min"
        : span.TotalDays >= 2 ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays:0.#} d")
        : span.TotalHours >= 2 ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.#} h")
        : string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} min");
}
