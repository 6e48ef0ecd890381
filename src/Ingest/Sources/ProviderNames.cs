using System.Text.Json;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Sources;

/// <summary>
/// Names that a provider has for the ids in its reports. A fault while looking them up ends the read, as names that come and go would move
/// costs from scope to scope; only a lasting one, the missing right to see them, leaves the ids.
/// </summary>
internal static class ProviderNames
{
    /// <summary>Reads a list in pages of the form <c>data</c>, <c>has_more</c>, continued after the last id.</summary>
    /// <param name="http">The way to the provider.</param>
    /// <param name="what">What is read, for messages.</param>
    /// <param name="request">Makes the request for what comes after an id; null is the beginning.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>Names by id; none without the right to see them.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        ConnectorHttp http, string what, Func<string?, HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        List<(string Id, string? Name)> items = [];
        string? after = null;
        try
        {
            do
            {
                var before = after;
                using var answer = await http.JsonAsync(() => request(before), cancellationToken).ConfigureAwait(false);
                var root = JsonFields.Root(answer, what);
                foreach (var item in JsonFields.RequiredArray(root, "data", what).EnumerateArray())
                {
                    if (JsonFields.TextOrNull(item, "id") is { } id)
                    {
                        items.Add((id, JsonFields.TextOrNull(item, "name")));
                        after = id;
                    }
                }

                after = after != before && root.TryGetProperty("has_more", out var more) && more.ValueKind is JsonValueKind.True ? after : null;
            }
            while (after is not null);
        }
        catch (SourceException e) when (e.Code is SourceFaultCode.Forbidden)
        {
            return new Dictionary<string, string>();
        }

        return Unique(items);
    }

    /// <summary>Two things of one name are told apart by their ids, so that their costs do not run together.</summary>
    private static Dictionary<string, string> Unique(IEnumerable<(string Id, string? Name)> items)
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
