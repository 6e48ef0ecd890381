using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Grains.Pipeline;

/// <summary>Lets time pass for every scope that has had records lately, also when none come: this is how silence is noticed.</summary>
public sealed partial class Ticker(
    IGrainResolver grains,
    IScopeDirectory directory,
    ActiveScopes active,
    IGuidanceBook guidance,
    ILiveFeed feed,
    GrainOptions options,
    TimeProvider time,
    ILogger<Ticker> logger)
{
    private const int ScopesAtMost = 1_000_000;

    private static readonly TimeSpan WatchedFor = TimeSpan.FromDays(3);

    /// <summary>Ticks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var scope in await directory.ListAsync(null, null, time.GetUtcNow() - WatchedFor, ScopesAtMost, cancellationToken))
        {
            active.Touch(scope.Scope, scope.LastSeen);
        }

        using var timer = new PeriodicTimer(options.TickInterval, time);
        do
        {
            await TickAsync(cancellationToken);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>One tick of every active scope.</summary>
    public async Task TickAsync(CancellationToken cancellationToken)
    {
        try
        {
            await guidance.RefreshAsync(cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            LogGuidanceStale(e);
        }

        var now = time.GetUtcNow();
        var scopes = active.Since(now - WatchedFor);
        foreach (var scope in scopes.Prepend(ScopePath.Organization).Distinct())
        {
            try
            {
                await grains.Get<ICostGrain>(scope.Key).TickAsync(now, cancellationToken);
            }
            catch (GrainFault fault)
            {
                LogTickFailed(fault, scope.Key);
            }
        }

        feed.CostChanged(scopes.Select(scope => scope.Key).Append(ScopePath.Organization.Key));
    }

    [LoggerMessage(EventId = 2302, Level = LogLevel.Warning, Message = "Planned events and feedback could not be read: those known so far hold")]
    private partial void LogGuidanceStale(Exception exception);

    [LoggerMessage(EventId = 2301, Level = LogLevel.Warning, Message = "Tick of {Scope} failed")]
    private partial void LogTickFailed(Exception exception, string scope);
}
