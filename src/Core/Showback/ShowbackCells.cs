using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Core.Showback;

/// <summary>What identifies a cell of showback.</summary>
/// <param name="Team">The team.</param>
/// <param name="Project">The project; null for what was allocated to the team as a whole.</param>
/// <param name="Provider">The provider.</param>
/// <param name="Model">The model; empty where none is involved.</param>
/// <param name="Status">How sure the amounts are.</param>
public readonly record struct ShowbackKey(string Team, string? Project, string Provider, string Model, CostStatus Status);

/// <summary>The amounts of a cell.</summary>
/// <param name="Direct">Spent there.</param>
/// <param name="In">Brought by shared costs.</param>
/// <param name="Out">Taken away by shared costs, as positive amounts.</param>
public readonly record struct ShowbackAmounts(CostAmounts Direct, CostAmounts In, CostAmounts Out)
{
    /// <summary>Direct + in − out.</summary>
    public CostAmounts Total => Direct + In + -Out;

    /// <summary>Adds part by part.</summary>
    public static ShowbackAmounts operator +(ShowbackAmounts a, ShowbackAmounts b) => new(a.Direct + b.Direct, a.In + b.In, a.Out + b.Out);
}

/// <summary>Everything that showback is made of, of some days: direct sums, and how shared costs were divided.</summary>
/// <param name="From">First UTC day.</param>
/// <param name="To">The UTC day after the last.</param>
/// <param name="Cells">Amounts by place.</param>
/// <param name="Lines">How shared costs were divided.</param>
/// <param name="Stays">What was not divided.</param>
public sealed record ShowbackCells(
    DateOnly From,
    DateOnly To,
    IReadOnlyDictionary<ShowbackKey, ShowbackAmounts> Cells,
    IReadOnlyList<AllocationLine> Lines,
    IReadOnlyList<SharedStay> Stays)
{
    /// <summary>Builds the cells of some days.</summary>
    /// <param name="from">First UTC day.</param>
    /// <param name="to">The UTC day after the last.</param>
    /// <param name="projects">Sums of all projects on these days.</param>
    /// <param name="resources">Sums of those resources that are an origin of their own.</param>
    /// <param name="shared">Shared costs, checked.</param>
    public static ShowbackCells Of(
        DateOnly from, DateOnly to, IReadOnlyList<DailyCost> projects, IReadOnlyList<DailyCost> resources, IReadOnlyList<SharedCost> shared)
    {
        var cells = new Dictionary<ShowbackKey, ShowbackAmounts>();
        List<AllocationLine> lines = [];
        List<SharedStay> stays = [];
        var byDay = resources.ToLookup(row => row.Day);
        foreach (var day in projects.GroupBy(row => row.Day).OrderBy(day => day.Key))
        {
            foreach (var row in day)
            {
                Add(row.Scope, row.Provider, row.Model, row.Status, new(row.Sums.Cost, default, default));
            }

            var divided = SharedCostEngine.Divide(day.Key, [.. day], [.. byDay[day.Key]], shared);
            foreach (var line in divided.Lines)
            {
                Add(
                    line.Scope, line.Provider, line.Model, line.Status,
                    line.IsOut ? new(default, default, -line.Cost) : new(default, line.Cost, default));
            }

            lines.AddRange(divided.Lines);
            stays.AddRange(divided.Stays);
        }

        return new(from, to, cells, lines, stays);

        void Add(ScopePath scope, string provider, string model, CostStatus status, ShowbackAmounts amounts)
        {
            var key = new ShowbackKey(scope.Team!, scope.Project, provider, model, status);
            cells[key] = cells.GetValueOrDefault(key) + amounts;
        }
    }
}
