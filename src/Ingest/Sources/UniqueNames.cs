namespace FinOpsAI.Ingest.Sources;

/// <summary>Names for ids. Two things of one name are told apart by their ids, so that their costs do not run together.</summary>
internal static class UniqueNames
{
    /// <summary>The name of each id that has one.</summary>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<(string Id, string? Name)> items)
    {
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        foreach (var same in items.Where(item => !string.IsNullOrWhiteSpace(item.Name)).DistinctBy(item => item.Id).GroupBy(item => item.Name!.Trim()))
        {
            var isShared = same.Skip(1).Any();
            foreach (var (id, _) in same)
            {
                names[id] = isShared ? $"{same.Key} ({id})" : same.Key;
            }
        }

        return names;
    }
}
