using System.Globalization;
using System.Text.Json;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Sources.Files;

namespace FinOpsAI.Ingest.Sources.Azure;

/// <summary>The <c>manifest.json</c> of an Azure cost export. What older versions leave out may be missing.</summary>
internal static class AzureManifest
{
    /// <summary>Reads a manifest; null when it is of another kind of export, such as a price sheet.</summary>
    /// <exception cref="SourceException">The export covers only a part of a month.</exception>
    public static Manifest? Parse(JsonElement json, StoredObject file)
    {
        if (Object(json, "exportConfig") is not { } config || Object(json, "runInfo") is not { } run
            || !json.TryGetProperty("blobs", out var blobs) || blobs.ValueKind is not JsonValueKind.Array
            || FormatOf(Text(config, "type")) is not { } format || Time(run, "startDate") is not { } start)
        {
            return null;
        }

        var frame = Text(config, "timeFrame") ?? "";
        if (frame.Contains("Week", StringComparison.OrdinalIgnoreCase) || frame.Contains("Day", StringComparison.OrdinalIgnoreCase)
            || (frame.Equals("Custom", StringComparison.OrdinalIgnoreCase) && start.Day != 1))
        {
            throw new SourceException(
                SourceFaultCode.Settings,
                $"{file.Key}: the export covers {frame} from {start:yyyy-MM-dd}, which is a part of a month. A delivery replaces its month, so the export must be "
                + "month-to-date or of whole months.");
        }

        return new(
            Text(config, "exportName") ?? file.Folder,
            start.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            format,
            [.. blobs.EnumerateArray().Select(blob => Text(blob, "blobName")).OfType<string>()])
        {
            Rows = json.TryGetProperty("dataRowCount", out var rows) && rows.ValueKind is JsonValueKind.Number ? rows.GetInt64() : null,
            MadeAt = Time(run, "submittedTime"),
            HoldsPeriodAlone = format == "focus",
        };
    }

    private static string? FormatOf(string? type) => type switch
    {
        "FocusCost" => "focus",
        "ActualCost" or "AmortizedCost" or "Usage" => "azure-cost",
        _ => null,
    };

    private static JsonElement? Object(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Object ? value : null;

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement json, string name) =>
        Text(json, name) is { } text && Usage.IsoTimestamp.TryParse(text, out var time) ? time : null;
}
