using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Grains.Alerts;

/// <summary>One incident per cause; see <see cref="IAlertGrain"/>. The store holds its state, memory only the recent part.</summary>
public sealed class AlertGrain(IAnomalyStore store, ILiveFeed feed, TimeProvider time) : IAlertGrain, IActorLifecycle
{
    /// <summary>Incidents older than this, before the newest, take no new anomalies.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(10);

    private const int LoadedAtMost = 1_000;

    private readonly Dictionary<string, Incident> _recent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _incidentOf = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public async Task ActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var incident in await store.ListIncidentsAsync(new(Limit: LoadedAtMost), cancellationToken))
        {
            Keep(incident);
        }
    }

    /// <inheritdoc />
    public Task DeactivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task ReportAsync(AnomalyReport report, CancellationToken cancellationToken)
    {
        var changed = new Dictionary<string, Incident>(StringComparer.Ordinal);
        foreach (var anomaly in report.Anomalies)
        {
            var incident = Place(anomaly, report.ReportedAt);
            if (incident is not null)
            {
                changed[incident.Id] = incident;
                Keep(incident);
            }
        }

        var anomalies = changed.Values
            .SelectMany(Members)
            .Concat(report.Anomalies.Where(anomaly => anomaly.State == AnomalyState.Retracted))
            .DistinctBy(anomaly => anomaly.Id)
            .ToList();
        try
        {
            await store.SaveAsync(anomalies, [.. changed.Values], cancellationToken);
        }
        catch
        {
            // Memory must not know more than the store: the sender reports again, to a fresh activation.
            _recent.Clear();
            _incidentOf.Clear();
            await ActivateAsync(CancellationToken.None);
            throw;
        }

        Forget();
        foreach (var incident in changed.Values)
        {
            feed.IncidentChanged(incident);
        }
    }

    /// <inheritdoc />
    public async Task<Incident?> AcknowledgeAsync(string incidentId, CancellationToken cancellationToken)
    {
        var incident = _recent.GetValueOrDefault(incidentId) ?? await store.FindIncidentAsync(incidentId, cancellationToken);
        if (incident is null || incident.State != IncidentState.Open)
        {
            return incident;
        }

        incident = incident with { State = IncidentState.Acknowledged, UpdatedAt = time.GetUtcNow() };
        await store.SaveAsync([], [incident], cancellationToken);
        Keep(incident);
        feed.IncidentChanged(incident);
        return incident;
    }

    /// <summary>Puts an anomaly into its incident.</summary>
    /// <returns>The incident as it then is; null for a retracted anomaly that was never told.</returns>
    private Incident? Place(Anomaly anomaly, DateTimeOffset now)
    {
        var existing = _incidentOf.TryGetValue(anomaly.Id, out var id)
            ? _recent.GetValueOrDefault(id)
            : anomaly.State == AnomalyState.Retracted
                ? null
                : _recent.Values.FirstOrDefault(incident => incident.Cause.State != AnomalyState.Retracted
                    && CauseCorrelator.BelongTogether(anomaly, incident.Cause));
        if (existing is null)
        {
            return anomaly.State == AnomalyState.Retracted
                ? null
                : Assemble(new(anomaly.Id, IncidentState.Open, anomaly, [], anomaly.Start, now), [anomaly], now);
        }

        return Assemble(existing, [.. Members(existing).Where(member => member.Id != anomaly.Id), anomaly], now);
    }

    private static Incident Assemble(Incident incident, IReadOnlyList<Anomaly> members, DateTimeOffset now)
    {
        var standing = members.Where(member => member.State != AnomalyState.Retracted).ToList();
        var told = standing.Count > 0 ? standing : members;
        var cause = CauseCorrelator.Cause(told) with { IncidentId = incident.Id };
        var isOver = told.All(member => member.State != AnomalyState.Open);
        return incident with
        {
            State = isOver ? IncidentState.Resolved : incident.State == IncidentState.Acknowledged ? IncidentState.Acknowledged : IncidentState.Open,
            Cause = cause,
            Impact = [.. told
                .Where(member => member.Id != cause.Id)
                .OrderByDescending(member => member.Scope.Kind)
                .ThenBy(member => member.Start)
                .Select(member => member with { IncidentId = incident.Id })],
            OpenedAt = told.Min(member => member.Start),
            UpdatedAt = now,
        };
    }

    private void Keep(Incident incident)
    {
        _recent[incident.Id] = incident;
        foreach (var member in Members(incident))
        {
            _incidentOf[member.Id] = incident.Id;
        }
    }

    private void Forget()
    {
        if (_recent.Count <= LoadedAtMost)
        {
            return;
        }

        var newest = _recent.Values.Max(incident => incident.Cause.End);
        foreach (var old in _recent.Values.Where(i => i.State == IncidentState.Resolved && i.Cause.End < newest - Memory).ToList())
        {
            _recent.Remove(old.Id);
            foreach (var member in Members(old))
            {
                _incidentOf.Remove(member.Id);
            }
        }
    }

    private static IEnumerable<Anomaly> Members(Incident incident) => incident.Impact.Prepend(incident.Cause);
}
