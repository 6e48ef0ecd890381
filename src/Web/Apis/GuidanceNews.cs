using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Web.Apis;

/// <summary>Carries a change of guidance to the grains and the viewers, so that it is seen at once.</summary>
internal sealed class GuidanceNews(IGuidanceBook book, IGrainResolver grains, IScopeDirectory directory, ILiveFeed feed, TimeProvider time)
{
    /// <summary>Tells of a planned event that came, changed (its scope before and after) or went.</summary>
    public Task PlanChangedAsync(IEnumerable<ScopePath> scopes, CancellationToken cancellationToken) =>
        TellAsync([.. scopes.SelectMany(scope => scope.SelfAndAncestors()).Distinct()], cancellationToken);

    /// <summary>Tells of a word on an anomaly of a scope.</summary>
    public Task WordChangedAsync(ScopePath scope, CancellationToken cancellationToken) => TellAsync([scope], cancellationToken);

    private async Task TellAsync(IReadOnlyList<ScopePath> scopes, CancellationToken cancellationToken)
    {
        await book.RefreshAsync(cancellationToken);
        foreach (var scope in scopes)
        {
            if (!await SummaryApi.Exists(directory, scope, cancellationToken))
            {
                continue;
            }

            try
            {
                await grains.Get<ICostGrain>(scope.Key).TickAsync(time.GetUtcNow(), cancellationToken);
            }
            catch (GrainFault fault) when (fault.Retry)
            {
                // The change is stored and the book knows it: the grain's next tick, seconds away, does what this one could not.
            }
        }

        feed.CostChanged(scopes.Select(scope => scope.Key));
    }
}
