using System.Globalization;
using FinOpsAI.Core.Showback;

namespace FinOpsAI.Core.Facts;

/// <summary>
/// The answer to a question as CSV, with all groups and all figures, one row a bucket and group that have records. Written bucket by bucket
/// as it is read, so that memory grows with the groups of one bucket.
/// </summary>
public sealed class ExploreCsv(Explorer explorer)
{
    private static readonly string[] Figures =
    [
        "effective", "estimated", "confirmed", "invoiced", "billed", "list", "requests", "input_tokens", "cached_tokens", "output_tokens", "gpu_hours",
        "records", "unpriced", "cost_per_request", "cost_per_million_tokens", "cache_hit_rate", "currency",
    ];

    /// <summary>Writes the file.</summary>
    public async Task WriteAsync(TextWriter writer, ExploreQuery query, string currency, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(query);
        await writer.WriteAsync(CsvText.Row(["from", "to", .. query.GroupBy.Select(dimension => dimension.Name()), .. Figures]));
        var (filters, buckets) = (new FactFilters(query.Filters), query.Buckets());
        var (bucket, groups) = (0, new Dictionary<(string, string), FactFigures>());
        await foreach (var page in explorer.ReadAsync(query, query.From, cancellationToken))
        {
            foreach (var fact in page.Where(fact => filters.Pass(fact.Key)))
            {
                for (; bucket + 1 < buckets.Count && fact.Key.Day >= buckets[bucket + 1]; bucket++)
                {
                    await WriteAsync(writer, query, buckets, bucket, groups, currency);
                }

                var key = (Value(query, 0, fact.Key), Value(query, 1, fact.Key));
                if (!groups.TryGetValue(key, out var figures))
                {
                    groups.Add(key, figures = new());
                }

                figures.Add(fact);
            }
        }

        await WriteAsync(writer, query, buckets, bucket, groups, currency);
    }

    private static string Value(ExploreQuery query, int place, in FactKey key) => place < query.GroupBy.Count ? query.GroupBy[place].Value(key) : "";

    private static async Task WriteAsync(
        TextWriter writer, ExploreQuery query, IReadOnlyList<DateOnly> buckets, int bucket, Dictionary<(string First, string Second), FactFigures> groups, string currency)
    {
        var end = bucket + 1 < buckets.Count ? buckets[bucket + 1] : query.To;
        foreach (var (key, figures) in groups
            .OrderByDescending(group => group.Value.Cost.Effective)
            .ThenBy(group => group.Key.First, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Second, StringComparer.Ordinal))
        {
            string[] names = [key.First, key.Second];
            await writer.WriteAsync(CsvText.Row(
                [Day(buckets[bucket]), Day(end), .. names.Take(query.GroupBy.Count).Select(CsvText.Plain), .. Cells(figures), currency]));
        }

        groups.Clear();
    }

    private static IEnumerable<string> Cells(FactFigures figures) => new decimal?[]
    {
        figures.Cost.Effective, figures.Estimated, figures.Confirmed, figures.Invoiced, figures.Cost.Billed, figures.Cost.List,
        figures.Usage.Requests, figures.Usage.InputTokens, figures.Usage.CachedTokens, figures.Usage.OutputTokens, figures.Usage.GpuHours,
        figures.Records, figures.Unpriced, figures.CostPerRequest, figures.CostPerMillionTokens, figures.CacheHitRate,
    }.Select(figure => figure is { } number ? CsvText.Number(number) : "");

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
