using FinOpsAI.Core.Changes;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;

namespace FinOpsAI.Web.Apis;

/// <summary>Collects what changed around an anomaly: what was told of its scope and those above and below, and what its own usage shows.</summary>
internal sealed class NearbyChanges(IChangeStore changes, IDailyCosts days, IScopeDirectory scopes, TimeProvider time)
{
    /// <summary>Of each source at most so many, the nearest.</summary>
    private const int Most = 50;

    private const int MostChildren = 2_000;

    private static readonly TimeSpan ToldBefore = TimeSpan.FromHours(48);
    private static readonly TimeSpan SeenBefore = TimeSpan.FromDays(7);

    /// <param name="anomaly">The anomaly.</param>
    /// <param name="isSeen">Whether who asks sees a scope.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<NearbyChangeListResponse> ReadAsync(Anomaly anomaly, Func<ScopePath, bool> isSeen, CancellationToken cancellationToken)
    {
        var (from, to) = (anomaly.Start - ToldBefore, anomaly.End);
        var told = (await changes.ListAsync(from, to, cancellationToken))
            .Where(change => change.Concerns(anomaly.Scope) && isSeen(change.Scope))
            .Select(change => change.Near(anomaly.Start));
        var found = (await ModelsAsync(anomaly, cancellationToken)).Concat(await ChildrenAsync(anomaly, cancellationToken))
            .Select(change => change.Near(anomaly.Start));
        return new(from, to, [.. Nearest(told).Concat(Nearest(found)).OrderBy(Distance).ThenBy(item => item.Id, StringComparer.Ordinal)]);
    }

    private static IEnumerable<NearbyChangeResponse> Nearest(IEnumerable<NearbyChangeResponse> items) =>
        items.OrderBy(Distance).ThenBy(item => item.Id, StringComparer.Ordinal).Take(Most);

    private static double Distance(NearbyChangeResponse item) => Math.Abs(item.LeadTime);

    private async Task<IReadOnlyList<SeenChange>> ModelsAsync(Anomaly anomaly, CancellationToken cancellationToken)
    {
        var from = UtcDay.Of(anomaly.Start - SeenBefore);
        var to = UtcDay.Of(anomaly.End.AddTicks(-1)).AddDays(1);
        var rows = await days.ReadAsync(from.AddDays(-UsageChanges.HistoryDays), to, anomaly.Scope.Kind, anomaly.Scope, cancellationToken);
        return UsageChanges.Find(anomaly.Scope, rows, from, to, UtcDay.Of(time.GetUtcNow()));
    }

    /// <summary>Scopes directly below that had their first record in that time, unless the anomaly's scope was new itself.</summary>
    private async Task<IEnumerable<SeenChange>> ChildrenAsync(Anomaly anomaly, CancellationToken cancellationToken)
    {
        var from = anomaly.Start - SeenBefore;
        if (anomaly.Scope.Kind == ScopeKind.Resource
            || await scopes.FindAsync(anomaly.Scope, cancellationToken) is not { } self
            || self.FirstSeen > from.AddDays(-UsageChanges.LeastDays))
        {
            return [];
        }

        return (await scopes.ListAsync(anomaly.Scope, null, from, MostChildren, cancellationToken))
            .Where(child => child.FirstSeen >= from && child.FirstSeen < anomaly.End)
            .Select(child => new SeenChange(SeenChangeKind.ScopeStarted, child.Scope, child.FirstSeen, "", ""));
    }

}
