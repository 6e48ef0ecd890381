using System.Text;

namespace FinOpsAI.Ingest.Importers;

/// <summary>
/// The columns of a Cost and Usage Report by their CUR 2.0 names. The older report writes <c>lineItem/UsageStartDate</c> for
/// <c>line_item_usage_start_date</c> and has a column for each tag.
/// </summary>
internal sealed class CurHeader
{
    private const string OldTag = "resourceTags/";
    private const string FlatTag = "resource_tags_";
    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly CsvHeader _header;

    public CurHeader(CsvHeader header)
    {
        _header = header;
        List<(int, string)> tags = [];
        for (var i = 0; i < header.Count; i++)
        {
            var name = header.Names[i];
            var prefix = name.StartsWith(OldTag, StringComparison.OrdinalIgnoreCase) ? OldTag
                : name.StartsWith(FlatTag, StringComparison.OrdinalIgnoreCase) ? FlatTag
                : "";
            if (prefix.Length > 0 && name.Length > prefix.Length)
            {
                header.Ask(i);
                tags.Add((i, TagNames.Bare(name.AsSpan(prefix.Length)).ToString()));
            }
            else
            {
                _columns.TryAdd(NewName(name), i);
            }
        }

        Tags = tags;
    }

    /// <summary>The columns that hold one tag each.</summary>
    public IReadOnlyList<(int Column, string Tag)> Tags { get; }

    /// <summary>The first of some columns that the file has; -1 when it has none of them.</summary>
    public int Find(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_columns.TryGetValue(name, out var column))
            {
                _header.Ask(column);
                return column;
            }
        }

        return -1;
    }

    /// <summary>Turns <c>savingsPlan/SavingsPlanEffectiveCost</c> into <c>savings_plan_savings_plan_effective_cost</c>.</summary>
    internal static string NewName(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return name;
        }

        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsAsciiLetterUpper(name[i]) && i > 0 && i != slash + 1)
            {
                text.Append('_');
            }

            text.Append(i == slash ? '_' : char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
