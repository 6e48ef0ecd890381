using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Common;

/// <summary>Collects rollup rows into the rows of a cost answer.</summary>
internal sealed class CostAnswer(CostQuery query)
{
    private readonly Dictionary<(long Bucket, string Group), RollupSums> _sums = [];

    /// <summary>Adds one row.</summary>
    /// <param name="bucket">Start of its bucket; ignored when the query sums its range.</param>
    /// <param name="group">What it is grouped by.</param>
    /// <param name="sums">Its sums.</param>
    public void Add(long bucket, string group, in RollupSums sums)
    {
        var key = (query.Granularity is null ? 0 : bucket, group);
        _sums[key] = _sums.TryGetValue(key, out var known) ? known + sums : sums;
    }

    /// <summary>The answer in order; what restatements took away entirely has no row.</summary>
    public IReadOnlyList<CostRow> Rows() =>
    [
        .. _sums.Where(row => row.Value != default)
            .OrderBy(row => row.Key.Bucket).ThenBy(row => row.Key.Group, StringComparer.Ordinal)
            .Select(row => new CostRow(
                query.Granularity is null ? query.From : RollupRanges.ToInstant(row.Key.Bucket), row.Key.Group, row.Value)),
    ];

    /// <summary>The name of a group, from the number by which its rows were read.</summary>
    public string Name(long number, Func<int, ScopePath> scope, Func<int, ModelName> model) => query.GroupBy switch
    {
        CostGroup.Child => scope((int)number).Key,
        CostGroup.Provider => model((int)number).Provider,
        CostGroup.Model => model((int)number).Model,
        CostGroup.Status => ((CostStatus)number).ToString(),
        _ => "",
    };

    /// <summary>The column by which rows are grouped.</summary>
    public static string Column(CostGroup group) => group switch
    {
        CostGroup.Child => "scope_id",
        CostGroup.Provider or CostGroup.Model => "model_id",
        CostGroup.Status => "status",
        _ => "0",
    };
}
