using System.Collections.Concurrent;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Scenarios;

namespace FinOpsAI.Web.Apis;

/// <summary>
/// Reads the traffic of whole UTC days and keeps it for a moment: whoever pulls a slider asks for the same again and again. Safe to share between
/// threads; a kept baseline is used by one at a time.
/// </summary>
internal sealed class BaselineReader(IFactStore facts, IUsagePricer pricer, TimeProvider time)
{
    /// <summary>The most baselines that are kept.</summary>
    private const int Most = 32;

    private static readonly TimeSpan Life = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(ScopePath Scope, DateOnly From, DateOnly To), Kept> _kept = new();

    /// <summary>Computes something of the days before today.</summary>
    public Task<T> UseAsync<T>(ScopePath scope, int days, Func<BaselineTraffic, T> compute, CancellationToken cancellationToken)
    {
        var today = UtcDay.Of(time.GetUtcNow());
        return UseAsync(scope, today.AddDays(-days), today, compute, cancellationToken);
    }

    /// <summary>Computes something of a scope's days.</summary>
    /// <param name="scope">Whose.</param>
    /// <param name="from">First UTC day.</param>
    /// <param name="to">The UTC day after the last.</param>
    /// <param name="compute">What; prices that it needs are looked up on the way, so no other does so at the same time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<T> UseAsync<T>(
        ScopePath scope, DateOnly from, DateOnly to, Func<BaselineTraffic, T> compute, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var (key, old) in _kept)
        {
            if (now - old.ReadAt >= Life || _kept.Count > Most)
            {
                _kept.TryRemove(new(key, old));
            }
        }

        if (!_kept.TryGetValue((scope, from, to), out var kept))
        {
            // Two who ask at once read twice: one of them is kept.
            kept = new(now, await BaselineFold.ReadAsync(facts, pricer, scope, from, to, cancellationToken));
            _kept[(scope, from, to)] = kept;
        }

        lock (kept.Gate)
        {
            return compute(kept.Traffic);
        }
    }

    private sealed record Kept(DateTimeOffset ReadAt, BaselineTraffic Traffic)
    {
        public Lock Gate { get; } = new();
    }
}
