using System.Text.Json;

namespace FinOpsAI.Ingest.Sources.Databricks;

/// <summary>How far the table was read. Rows come in by day, within a day in no order, so that a day is read again while it may still grow.</summary>
/// <param name="Day">The day of ingestion to go on with.</param>
/// <param name="Record">The last record read of that day; empty to begin with it.</param>
/// <param name="Since">Usage before it is left out, and so is what takes it back.</param>
internal sealed record DatabricksCursor(DateOnly Day, string Record, DateTimeOffset Since)
{
    /// <summary>Reads a cursor; one that another version wrote begins anew, which costs time and changes nothing.</summary>
    public static DatabricksCursor? Of(string? text)
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize<DatabricksCursor>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string Write() => JsonSerializer.Serialize(this);
}
