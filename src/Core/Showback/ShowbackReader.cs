using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Core.Showback;

/// <summary>Makes showback from the rollups of whole days and the shared costs; nothing of it is stored, so that it always follows the ledger.</summary>
public sealed class ShowbackReader(IDailyCosts days, IAttributionStore store, TimeProvider time)
{
    /// <summary>The report of a period.</summary>
    /// <param name="period">The week or month.</param>
    /// <param name="team">The team; null for all.</param>
    /// <param name="metric">Which cost column.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<ShowbackReport> ReportAsync(
        ShowbackPeriod period, string? team, ShowbackMetric metric, CancellationToken cancellationToken)
    {
        var shared = await store.ListSharedCostsAsync(cancellationToken);
        var now = await CellsAsync(period.Start, period.End, shared, cancellationToken);
        var before = await CellsAsync(period.Previous.Start, period.Previous.End, shared, cancellationToken);
        return ShowbackBuilder.Build(period, now, before, team, metric, shared, time.GetUtcNow());
    }

    /// <summary>The cells of some days, for exports.</summary>
    /// <param name="from">First UTC day.</param>
    /// <param name="to">The UTC day after the last.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<ShowbackCells> CellsAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        await CellsAsync(from, to, await store.ListSharedCostsAsync(cancellationToken), cancellationToken);

    /// <summary>The direct sums of all resources of a team, or of all teams, for the FOCUS export.</summary>
    public Task<IReadOnlyList<DailyCost>> ResourcesAsync(DateOnly from, DateOnly to, string? team, CancellationToken cancellationToken) =>
        days.ReadAsync(from, to, ScopeKind.Resource, team is null ? null : ScopePath.ForTeam(team), cancellationToken);

    private async Task<ShowbackCells> CellsAsync(
        DateOnly from, DateOnly to, IReadOnlyList<SharedCost> shared, CancellationToken cancellationToken)
    {
        // A resource read twice, for the origin of two shared costs, would be taken out of its project twice.
        List<DailyCost> resources = [];
        foreach (var origin in shared.Select(one => one.Origin.Scope).Where(scope => scope.Kind is ScopeKind.Resource).Distinct())
        {
            resources.AddRange(await days.ReadAsync(from, to, ScopeKind.Resource, origin, cancellationToken));
        }

        var projects = await days.ReadAsync(from, to, ScopeKind.Project, null, cancellationToken);
        return ShowbackCells.Of(from, to, projects, resources, shared);
    }
}
