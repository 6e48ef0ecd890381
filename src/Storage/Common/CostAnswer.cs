using System.Runtime.InteropServices;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Common;

/// <summary>Collects rollup rows into the rows of a cost answer. Groups are numbers until the end: there are many rows of each.</summary>
internal sealed class CostAnswer(CostQuery query)
{
    private readonly Dictionary<(long Bucket, int Group), RollupSums> _sums = [];

    /// <summary>The numbers by which rows were grouped.</summary>
    public IEnumerable<int> Groups => _sums.Keys.Select(key => key.Group).Distinct();

    /// <summary>Adds one row.</summary>
    /// <param name="bucket">Start of its bucket; ignored when the query sums its range.</param>
    /// <param name="group">The value of the query's group column.</param>
    /// <param name="sums">Its sums.</param>
    public void Add(long bucket, int group, in RollupSums sums)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_sums, (query.Granularity is null ? 0 : bucket, group), out _);
        known += sums;
    }

    /// <summary>The answer in order; what restatements took away entirely has no row.</summary>
    /// <param name="scope">Names a scope's number.</param>
    /// <param name="model">Names a model's number.</param>
    public IReadOnlyList<CostRow> Rows(Func<int, ScopePath> scope, Func<int, ModelName> model)
    {
        var names = Groups.ToDictionary(group => group, group => query.GroupBy switch
        {
            CostGroup.Child => scope(group).Key,
            CostGroup.Provider => model(group).Provider,
            CostGroup.Model => model(group).Model,
            CostGroup.Status => ((CostStatus)group).ToString(),
            _ => "",
        });

        // Several models have one provider, and two providers may name a model alike.
        return
        [
            .. _sums.GroupBy(
                    row => (row.Key.Bucket, Name: names[row.Key.Group]),
                    (key, rows) => (key.Bucket, key.Name, Sums: rows.Aggregate(default(RollupSums), (sum, row) => sum + row.Value)))
                .Where(row => row.Sums != default)
                .OrderBy(row => row.Bucket).ThenBy(row => row.Name, StringComparer.Ordinal)
                .Select(row => new CostRow(
                    query.Granularity is null ? query.From : RollupRanges.ToInstant(row.Bucket), row.Name, row.Sums)),
        ];
    }

    /// <summary>The column by which rows are grouped.</summary>
    public static string Column(CostGroup group) => group switch
    {
        CostGroup.Child => "scope_id",
        CostGroup.Provider or CostGroup.Model => "model_id",
        CostGroup.Status => "status",
        _ => "0",
    };
}
