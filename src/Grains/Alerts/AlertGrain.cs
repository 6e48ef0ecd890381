using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Grains.Alerts;

/// <summary>One incident per cause; see <see cref="IAlertGrain"/>. The store holds its state, memory only the recent part.</summary>
public sealed class AlertGrain(
    IAnomalyStore store, IAuditLog audit, IncidentTeller teller, ILiveFeed feed, AlertOptions options, TimeProvider time)
    : IAlertGrain, IActorLifecycle
{
    private const int LoadedAtMost = 1_000;

    private readonly IncidentBook _book = new(options);

    /// <inheritdoc />
    public async Task ActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var incident in await store.ListIncidentsAsync(new(OpenOnly: true, Limit: LoadedAtMost), cancellationToken))
        {
            _book.Keep(incident);
        }

        foreach (var incident in await store.ListIncidentsAsync(new(Limit: LoadedAtMost), cancellationToken))
        {
            _book.Keep(incident);
        }
    }

    /// <inheritdoc />
    public Task DeactivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task ReportAsync(AnomalyReport report, CancellationToken cancellationToken)
    {
        var changed = new Dictionary<string, Incident>(StringComparer.Ordinal);
        foreach (var incident in report.Anomalies.SelectMany(anomaly => _book.Place(anomaly, report.ReportedAt)))
        {
            changed[incident.Id] = incident;
        }

        // Of an anomaly whose incident was taken in by another, the word of the other holds.
        var anomalies = changed.Values
            .OrderByDescending(incident => incident.Handling.MergedInto is null)
            .SelectMany(IncidentBook.Members)
            .Concat(report.Anomalies.Where(anomaly => anomaly.State == AnomalyState.Retracted))
            .DistinctBy(anomaly => anomaly.Id)
            .ToList();
        await RememberAsync(() => store.SaveAsync(anomalies, [.. changed.Values], cancellationToken));
        _book.Forget();
        foreach (var incident in changed.Values)
        {
            feed.IncidentChanged(incident);
        }

        await TellAsync(changed.Values, time.GetUtcNow(), cancellationToken);
    }

    /// <inheritdoc />
    public async Task<Incident?> HandleAsync(IncidentStep step, CancellationToken cancellationToken)
    {
        if ((_book.Find(step.IncidentId) ?? await store.FindIncidentAsync(step.IncidentId, cancellationToken)) is not { } before)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var after = IncidentSteps.Take(before, step, now);
        if (ReferenceEquals(after, before))
        {
            return before;
        }

        // The line comes first: cut off in between, the step is taken again and stands there twice, which is better than never.
        await audit.AppendAsync([IncidentSteps.Audit(before, after, step, now)], cancellationToken);
        await SaveAsync(after, cancellationToken);
        await TellAsync([after], now, cancellationToken);
        return _book.Find(after.Id);
    }

    /// <inheritdoc />
    public Task TickAsync(DateTimeOffset now, CancellationToken cancellationToken) => TellAsync(_book.All, now, cancellationToken);

    /// <summary>Tells what is due, and only then saves that it was told.</summary>
    private async Task TellAsync(IEnumerable<Incident> incidents, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var due in incidents.Where(incident => IncidentNews.Next(incident, options, now) is not null).ToList())
        {
            var incident = due;
            while (IncidentNews.Next(incident, options, now) is { } news)
            {
                if (news.Chapter is { } chapter)
                {
                    await teller.TellAsync(incident, chapter, news.Told, now, cancellationToken);
                }

                if (news.Chapter is IncidentChapter.Escalated)
                {
                    await audit.AppendAsync([Escalated(incident, news.Told, now)], cancellationToken);
                }

                incident = incident with
                {
                    Handling = incident.Handling with
                    {
                        Told = news.Told,
                        SnoozedUntil = news.Chapter is IncidentChapter.Awake ? null : incident.Handling.SnoozedUntil,
                    },
                };
                await SaveAsync(incident, cancellationToken);
            }
        }
    }

    private async Task SaveAsync(Incident incident, CancellationToken cancellationToken)
    {
        await RememberAsync(() => store.SaveAsync([], [incident], cancellationToken));
        _book.Keep(incident);
        feed.IncidentChanged(incident);
    }

    /// <summary>Memory must not know more than the store: when a write fails, it is read anew.</summary>
    private async Task RememberAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch
        {
            _book.Clear();
            await ActivateAsync(CancellationToken.None);
            throw;
        }
    }

    private static AuditEntry Escalated(Incident incident, IncidentTold told, DateTimeOffset now) =>
        new(now, AuditEntry.System, "incident.escalated", $"incident/{incident.Id}", incident.Cause.Scope)
        {
            Details = new Dictionary<string, string> { ["escalation"] = told.Escalations.ToString(System.Globalization.CultureInfo.InvariantCulture) },
        };
}
