using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Core.Facts;

/// <summary>Answers questions from the daily facts, read at the widest level that tells apart what is asked for.</summary>
public sealed class Explorer(IFactStore facts)
{
    /// <summary>Cost and use by any dimensions.</summary>
    public Task<ExploreAnswer> AskAsync(ExploreQuery query, CancellationToken cancellationToken) => AskAsync(query, ExploreCube.MostPoints, cancellationToken);

    /// <param name="query">The question.</param>
    /// <param name="mostPoints">So many points are kept in one reading.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    internal async Task<ExploreAnswer> AskAsync(ExploreQuery query, int mostPoints, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var cube = new ExploreCube(query, mostPoints);
        await foreach (var page in ReadAsync(query, query.IsCompared ? query.PreviousFrom : query.From, cancellationToken))
        {
            foreach (var fact in page)
            {
                cube.Add(fact);
            }
        }

        cube.Rank();
        if (!cube.HasPoints)
        {
            cube.BeginPoints();
            await foreach (var page in ReadAsync(query, query.From, cancellationToken))
            {
                foreach (var fact in page)
                {
                    cube.AddPoint(fact);
                }
            }
        }

        return cube.Answer();
    }

    /// <summary>The values that a dimension has, the dearest first.</summary>
    /// <param name="scope">Whose facts.</param>
    /// <param name="from">First UTC day.</param>
    /// <param name="to">The UTC day after the last.</param>
    /// <param name="dimension">The dimension.</param>
    /// <param name="search">A part of the value, in any case; null for all.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>How many there are, and the dearest of them with their effective cost.</returns>
    public async Task<(int Total, IReadOnlyList<(string Value, decimal Cost)> Items)> ListValuesAsync(
        ScopePath scope, DateOnly from, DateOnly to, FactDimension dimension, string? search, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var costs = new Dictionary<string, decimal>(StringComparer.Ordinal);
        await foreach (var page in facts.ReadAsync(from, to, FactDimensions.Level(scope, [dimension]), scope, cancellationToken))
        {
            foreach (var fact in page)
            {
                var value = dimension.Value(fact.Key);
                costs[value] = costs.GetValueOrDefault(value) + fact.Sums.Cost.Effective;
            }
        }

        var found = costs.Where(value => search is null || Readable(value.Key).Contains(search, StringComparison.OrdinalIgnoreCase)).ToList();
        return (found.Count, [.. found.OrderByDescending(value => value.Value).ThenBy(value => value.Key, StringComparer.Ordinal)
            .Take(limit).Select(value => (value.Key, value.Value))]);

        // A scope's key has its names encoded.
        string Readable(string value) => dimension.Level() == ScopeKind.Organization ? value : Uri.UnescapeDataString(value[(value.IndexOf(':', StringComparison.Ordinal) + 1)..]);
    }

    internal IAsyncEnumerable<IReadOnlyList<CostFact>> ReadAsync(ExploreQuery query, DateOnly from, CancellationToken cancellationToken) =>
        facts.ReadAsync(from, query.To, query.Level, query.Within(), cancellationToken);
}
