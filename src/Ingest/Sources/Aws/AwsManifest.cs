using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using FinOpsAI.Ingest.Sources.Files;

namespace FinOpsAI.Ingest.Sources.Aws;

/// <summary>The manifests of AWS Data Exports and of the older Cost and Usage Reports.</summary>
internal static partial class AwsManifest
{
    public static bool IsManifest(string key) => key.EndsWith("-Manifest.json", StringComparison.Ordinal);

    /// <summary>Reads a manifest; null when it names neither files nor a period.</summary>
    public static Manifest? Parse(JsonElement json, StoredObject file, string format)
    {
        var files = Names(json, "dataFiles") ?? Names(json, "reportKeys");
        return files is null || PeriodOf(json, file.Key) is not { } period
            ? null
            : new(ExportOf(file.Key), period, format, files) { HoldsPeriodAlone = format == "focus" };
    }

    [GeneratedRegex(@"BILLING_PERIOD=(\d{4}-\d{2})")]
    private static partial Regex Partition();

    [GeneratedRegex(@"(?:^|/)(\d{4})(\d{2})\d{2}-\d{8}(?:/|$)")]
    private static partial Regex Range();

    private static string? PeriodOf(JsonElement json, string key)
    {
        if (Partition().Match(key) is { Success: true } partition)
        {
            return partition.Groups[1].Value;
        }

        if (json.TryGetProperty("billingPeriod", out var period) && period.ValueKind is JsonValueKind.Object
            && period.TryGetProperty("start", out var start) && start.ValueKind is JsonValueKind.String
            && DateTime.TryParseExact(
                start.GetString()!.Split('T')[0], ["yyyyMMdd", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        }

        return Range().Match(key) is { Success: true } range ? $"{range.Groups[1].Value}-{range.Groups[2].Value}" : null;
    }

    /// <summary>The folder above the partitions: one for each export.</summary>
    private static string ExportOf(string key)
    {
        var metadata = key.LastIndexOf("metadata/BILLING_PERIOD=", StringComparison.Ordinal);
        var end = metadata >= 0 ? metadata : Range().Match(key) is { Success: true } range ? range.Index : key.LastIndexOf('/');
        return key[..Math.Max(0, end)].TrimEnd('/');
    }

    private static List<string>? Names(JsonElement json, string property) =>
        json.TryGetProperty(property, out var files) && files.ValueKind is JsonValueKind.Array
            ? [.. files.EnumerateArray().Where(file => file.ValueKind is JsonValueKind.String).Select(file => KeyOf(file.GetString()!))]
            : null;

    /// <summary>The key in <c>s3://bucket/key</c>, or a key as it is.</summary>
    private static string KeyOf(string name) =>
        name.StartsWith("s3://", StringComparison.Ordinal) && name.IndexOf('/', 5) is > 0 and var slash ? name[(slash + 1)..] : name.TrimStart('/');
}
