using System.Globalization;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Sources.Files;

/// <summary>All files that together are a window.</summary>
/// <param name="Window">The window: a billing period such as <c>2026-01</c>, or more where a source holds several accounts or exports.</param>
/// <param name="Mark">Differs from that of any other delivery of the window.</param>
/// <param name="Format">The importer that reads the files.</param>
/// <param name="Files">The files, in the order in which they are read.</param>
internal sealed record Delivery(string Window, string Mark, string Format, IReadOnlyList<StoredObject> Files)
{
    /// <summary>The period that the files may hold; null when it does not matter.</summary>
    public string? Period { get; init; }

    /// <summary>How many rows there must be, as far as the manifest says.</summary>
    public long? Rows { get; init; }

    /// <summary>A mark made of files and their versions.</summary>
    public static string MarkOf(IEnumerable<StoredObject> files) => RowId.Of([.. files.SelectMany(file => new[] { file.Key, file.Version })]);

    /// <summary>Whether a billing period falls into what is read: not before the source's first day, nor outside of a backfill.</summary>
    public static bool IsWanted(string? period, ConnectorContext context, SourceRead read)
    {
        if (!DateTimeOffset.TryParseExact(
            period, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var start))
        {
            return true;
        }

        // A new delivery may be of a month long ago, so the place of the last read says nothing; only a backfill reaches back further.
        var from = context.Source.Since < read.From ? context.Source.Since : read.From;
        return start.AddMonths(1) > from && start < read.To;
    }
}
