using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Pipeline;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Grains.Alerts;

/// <summary>Tells every team's weekly report when its time has come; one that was missed is made up for within two days.</summary>
public sealed partial class WeeklyReporter(
    WeeklyReports reports, IScopeDirectory scopes, IOutbox outbox, INoticeSink sink, ReportOptions options, TimeProvider time, ILogger<WeeklyReporter> logger)
    : IEnginePart
{
    private const int TeamsAtMost = 10_000;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MadeUpFor = TimeSpan.FromDays(2);

    /// <summary>A server that has just started may still be counting what came before.</summary>
    private static readonly TimeSpan MadeUpAfter = TimeSpan.FromMinutes(10);

    private DateTimeOffset _done = DateTimeOffset.MinValue;

    /// <inheritdoc />
    public string Name => "reports";

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        using var timer = new PeriodicTimer(LookEvery, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var now = time.GetUtcNow();
            var due = reports.LastDue(now).At;
            if (options.Weekly && due > _done && (due >= started ? now - due < MadeUpFor : now - started >= MadeUpAfter && now - due < MadeUpFor))
            {
                await TryAsync(now, cancellationToken);
            }
        }
    }

    /// <summary>Tells the reports that were last due, each once. A team whose report cannot be made keeps no other waiting.</summary>
    private async Task TellAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (at, firstDay) = reports.LastDue(now);
        var isComplete = true;
        foreach (var team in await scopes.ListAsync(ScopePath.Organization, null, at - TimeSpan.FromDays(15), TeamsAtMost, cancellationToken))
        {
            try
            {
                await TellAsync(team.Scope, firstDay, now, cancellationToken);
            }
            catch (GrainFault e)
            {
                isComplete = false;
                LogTeamFailed(e, team.Scope);
            }
        }

        _done = isComplete ? at : _done;
    }

    private async Task TellAsync(ScopePath team, DateOnly firstDay, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if ((await outbox.FindNoticesAsync([WeeklyReportText.KeyOf(team, firstDay)], cancellationToken)).Count > 0)
        {
            return;
        }

        var report = await reports.ReadAsync(team, firstDay, now, cancellationToken);
        if (!report.IsEmpty)
        {
            await sink.TellAsync([WeeklyReportText.Of(report, now)], cancellationToken);
        }
    }

    private async Task TryAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await TellAsync(now, cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            LogFailed(e);
        }
    }

    [LoggerMessage(EventId = 2441, Level = LogLevel.Warning, Message = "Weekly reports could not be told; it is tried again")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(EventId = 2442, Level = LogLevel.Warning, Message = "The weekly report of {Team} could not be told; it is tried again")]
    private partial void LogTeamFailed(Exception exception, ScopePath team);
}
