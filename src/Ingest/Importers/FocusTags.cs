using System.Text.Json;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers;

/// <summary>The JSON columns of FOCUS: one flat object, in practice with oddities that must not cost the row.</summary>
internal static class FocusTags
{
    public const int LongestKey = 256;
    private const int LongestValue = 1_024;

    private static readonly string[] ModelKeys = ["x_ModelName", "x_ModelId", "x_Model", "ModelName", "ModelId", "Model"];

    /// <summary>
    /// Adds the tags of a column to a draft. Keys are trimmed (some exporters lead with a blank; the last of one name wins), a missing value is
    /// <c>true</c> as the specification says, missing braces (Azure) are added, and what is no JSON at all is kept as the tag
    /// <c>focus.tags_raw</c>: a charge is worth more than its tags.
    /// </summary>
    public static void Read(ReadOnlySpan<char> json, UsageDraft draft, NamePool names, int most)
    {
        try
        {
            using var document = Parse(json);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                var key = property.Name.Trim();
                if (key.Length is 0 or > LongestKey || (draft.Tags?.Count >= most && draft.Tags?.ContainsKey(key) is not true))
                {
                    continue;
                }

                draft.SetTag(names.Get(Printable(key)), names.Get(Cut(Text(property.Value))));
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            draft.SetTag("focus.tags_raw", Cut(json).ToString());
        }
    }

    /// <summary>The model that the SKU's properties name; null when they name none.</summary>
    public static string? FindModel(CsvRow row, int column, NamePool names)
    {
        if (FocusValues.IsNull(row[column]))
        {
            return null;
        }

        try
        {
            using var document = Parse(row[column]);
            foreach (var key in ModelKeys)
            {
                foreach (var property in document.RootElement.EnumerateObject())
                {
                    if (property.Name.Equals(key, StringComparison.OrdinalIgnoreCase) && property.Value.ValueKind is JsonValueKind.String)
                    {
                        return names.Get(property.Value.GetString());
                    }
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }

        return null;
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "true",
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };

    private static JsonDocument Parse(ReadOnlySpan<char> json) => JsonDocument.Parse(json[0] == '{' ? json.ToString() : $"{{{json}}}");

    /// <summary>As much of a tag's text as a record may hold.</summary>
    public static ReadOnlySpan<char> Cut(ReadOnlySpan<char> text) => text.Length <= LongestValue ? text : text[..LongestValue];

    private static string Printable(string key) => DraftChecks.HasControl(key) ? Excerpt.Of(key) : key;
}
