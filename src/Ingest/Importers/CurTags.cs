using System.Text.Json;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers;

/// <summary>The tags of a Cost and Usage Report row, in each of the three ways in which reports write them.</summary>
internal static class CurTags
{
    /// <summary>From what a tag may come in the newer column <c>tags</c>; the nearest to the resource wins, so it comes last.</summary>
    private static readonly string[] Origins = ["accountTag/", "iamPrincipal/", "resourceTags/"];

    public static void Read(CsvRow row, CurColumns columns, IReadOnlyList<(int Column, string Tag)> own, UsageDraft draft, NamePool names, int most)
    {
        Read(row[columns.AllTags], draft, names, most);
        Read(row[columns.ResourceTags], draft, names, most);
        foreach (var (column, tag) in own)
        {
            if (!row[column].IsEmpty && (draft.Tags?.Count ?? 0) < most)
            {
                draft.SetTag(tag, names.Get(FocusTags.Cut(row[column])));
            }
        }
    }

    private static void Read(ReadOnlySpan<char> json, UsageDraft draft, NamePool names, int most)
    {
        if (FocusValues.IsNull(json) || json is "{}")
        {
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(json.ToString());
            foreach (var origin in (ReadOnlySpan<string>)["", .. Origins])
            {
                foreach (var property in document.RootElement.EnumerateObject())
                {
                    var key = property.Name.AsSpan().Trim();
                    if (OriginOf(key) != origin || (draft.Tags?.Count ?? 0) >= most)
                    {
                        continue;
                    }

                    var name = TagNames.Bare(key[origin.Length..]);
                    if (name.Length is > 0 and <= FocusTags.LongestKey && !DraftChecks.HasControl(name)
                        && property.Value.ValueKind is JsonValueKind.String)
                    {
                        draft.SetTag(names.Get(name), names.Get(FocusTags.Cut(property.Value.GetString())));
                    }
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A charge is worth more than its tags.
            draft.SetTag("aws.tags_raw", FocusTags.Cut(json).ToString());
        }
    }

    private static string OriginOf(ReadOnlySpan<char> key)
    {
        foreach (var origin in Origins)
        {
            if (key.StartsWith(origin, StringComparison.OrdinalIgnoreCase))
            {
                return origin;
            }
        }

        return "";
    }
}
