using System.Text.Json;

namespace FinOpsAI.Ingest.Sources.Files;

/// <summary>What a source of files has taken: each window with the mark of the delivery that it holds, so that unchanged ones are passed over.</summary>
internal sealed record FileCursor
{
    /// <summary>Mark of the delivery taken, by window.</summary>
    public SortedDictionary<string, string> Windows { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Version and billing period of files whose period stands only in them, by key: such a file is opened once.</summary>
    public SortedDictionary<string, FileHead> Heads { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The day of the newest charge taken.</summary>
    public DateTimeOffset? CoveredUntil { get; set; }

    /// <summary>Reads a cursor; one that another version wrote begins anew, which costs time and changes nothing.</summary>
    public static FileCursor Of(string? text)
    {
        try
        {
            return text is null ? new() : JsonSerializer.Deserialize<FileCursor>(text) ?? new();
        }
        catch (JsonException)
        {
            return new();
        }
    }

    /// <summary>Forgets files that are gone.</summary>
    public void KeepHeads(IEnumerable<string> keys)
    {
        var known = keys.ToHashSet(StringComparer.Ordinal);
        foreach (var gone in Heads.Keys.Where(key => !known.Contains(key)).ToList())
        {
            Heads.Remove(gone);
        }
    }

    public string Write() => JsonSerializer.Serialize(this);
}

/// <summary>What is known of a file without opening it.</summary>
/// <param name="Version">The version that was opened.</param>
/// <param name="Period">Its billing period (of a manifest: also export and time); null when it has none.</param>
internal sealed record FileHead(string Version, string? Period);
