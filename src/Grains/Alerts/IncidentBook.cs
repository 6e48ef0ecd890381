using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Grains.Alerts;

/// <summary>The incidents that may still take anomalies, and which anomaly belongs to which of them.</summary>
internal sealed class IncidentBook(AlertOptions options)
{
    /// <summary>Incidents older than this, before the newest, take no new anomalies.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(10);

    private const int KeptAtMost = 1_000;

    private readonly Dictionary<string, Incident> _recent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _incidentOf = new(StringComparer.Ordinal);

    public IReadOnlyCollection<Incident> All => _recent.Values;

    public Incident? Find(string id) => _recent.GetValueOrDefault(id);

    public static IEnumerable<Anomaly> Members(Incident incident) => incident.Impact.Prepend(incident.Cause);

    public void Keep(Incident incident)
    {
        _recent[incident.Id] = incident;
        if (incident.Handling.MergedInto is null)
        {
            foreach (var member in Members(incident))
            {
                _incidentOf[member.Id] = incident.Id;
            }
        }
    }

    public void Clear()
    {
        _recent.Clear();
        _incidentOf.Clear();
    }

    /// <summary>Puts an anomaly into its incident.</summary>
    /// <returns>The incidents that this changed, as they now are; none for a retracted anomaly that was never told.</returns>
    public IReadOnlyList<Incident> Place(Anomaly anomaly, DateTimeOffset now)
    {
        var existing = _incidentOf.TryGetValue(anomaly.Id, out var id) ? _recent.GetValueOrDefault(id) : Match(anomaly);
        if (existing is null && anomaly.State == AnomalyState.Retracted)
        {
            return [];
        }

        var incident = existing is null
            ? Assemble(
                new(anomaly.Id, IncidentState.Open, anomaly, [], anomaly.Start, now) { Handling = new() { NotedAt = now } }, [anomaly], false, now)
            : Assemble(
                existing,
                [.. Members(existing).Where(member => member.Id != anomaly.Id), anomaly],
                isNew: id is null && anomaly.State == AnomalyState.Open,
                now);
        Keep(incident);
        return [.. Absorb(ref incident, now), incident];
    }

    /// <summary>Drops what is over and old when there is much.</summary>
    public void Forget()
    {
        if (_recent.Count <= KeptAtMost)
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

    /// <summary>The incident of the same cause: one whose cause came back, else one that goes on, else the one that explains most.</summary>
    private Incident? Match(Anomaly anomaly)
    {
        if (anomaly.State == AnomalyState.Retracted)
        {
            return null;
        }

        var standing = _recent.Values.Where(incident => incident.Cause.State != AnomalyState.Retracted).ToList();
        return standing
                .Where(incident => incident.State == IncidentState.Resolved && incident.Cause.Scope == anomaly.Scope)
                .Where(incident => CauseCorrelator.CameBack(anomaly, incident.Cause, options.Cooldown))
                .MaxBy(incident => incident.Cause.End)
            ?? standing
                .Where(incident => Members(incident).Any(member =>
                    member.Scope == incident.Cause.Scope
                    && member.State != AnomalyState.Retracted
                    && CauseCorrelator.BelongTogether(anomaly, member)))
                .OrderBy(incident => incident.State == IncidentState.Resolved)
                .ThenByDescending(incident => incident.Cause.Scope.Kind)
                .ThenByDescending(incident => Math.Abs(incident.Cause.Excess))
                .ThenBy(incident => incident.Id, StringComparer.Ordinal)
                .FirstOrDefault();
    }

    /// <summary>
    /// Takes in other incidents at wider scopes that this one's cause explains: the wide scope spoke first, and the narrow one then turned out to be a
    /// known cause that came back.
    /// </summary>
    private List<Incident> Absorb(ref Incident incident, DateTimeOffset now)
    {
        var cause = incident.Cause;
        var absorber = incident.Id;
        if (incident.State == IncidentState.Resolved || cause.State != AnomalyState.Open)
        {
            return [];
        }

        var absorbed = _recent.Values
            .Where(other => other.Id != absorber
                && other.State != IncidentState.Resolved
                && other.Cause.Scope.Kind < cause.Scope.Kind
                && CauseCorrelator.BelongTogether(other.Cause, cause))
            .ToList();
        if (absorbed.Count == 0)
        {
            return [];
        }

        incident = Assemble(incident, [.. Members(incident), .. absorbed.SelectMany(Members)], isNew: false, now);
        var merged = absorbed.ConvertAll(other => other with
        {
            State = IncidentState.Resolved,
            Cause = other.Cause with { State = AnomalyState.Retracted, IncidentId = absorber },
            Impact = [],
            UpdatedAt = now,
            Handling = other.Handling with { Outcome = IncidentOutcome.Merged, MergedInto = absorber, ClosedAt = now },
        });
        merged.ForEach(Keep);
        Keep(incident);
        return merged;
    }

    /// <param name="incident">The incident before.</param>
    /// <param name="members">All its anomalies as they now are.</param>
    /// <param name="isNew">Whether one of them has just begun.</param>
    /// <param name="now">UTC.</param>
    private static Incident Assemble(Incident incident, IReadOnlyList<Anomaly> members, bool isNew, DateTimeOffset now)
    {
        var standing = members.Where(member => member.State != AnomalyState.Retracted).ToList();
        var told = standing.Count > 0 ? standing : members;
        var cause = CauseCorrelator.Cause(told) with { IncidentId = incident.Id };
        return Advance(incident, isOver: told.All(member => member.State != AnomalyState.Open), standing.Count > 0, isNew, now) with
        {
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

    /// <summary>Where the incident stands. What a person closed stays closed, unless its cause comes back after it was mended.</summary>
    private static Incident Advance(Incident incident, bool isOver, bool isStanding, bool isNew, DateTimeOffset now)
    {
        var handling = incident.Handling;
        if (handling.Outcome is IncidentOutcome.Resolved or IncidentOutcome.Expected or IncidentOutcome.Noise)
        {
            return isNew && !isOver && handling.Outcome == IncidentOutcome.Resolved ? IncidentSteps.Reopen(incident) : incident;
        }

        if (!isOver)
        {
            return incident.State == IncidentState.Resolved ? IncidentSteps.Reopen(incident) : incident;
        }

        return incident with
        {
            State = IncidentState.Resolved,
            Handling = handling with
            {
                Outcome = isStanding ? IncidentOutcome.Ended : IncidentOutcome.Withdrawn,
                ClosedAt = handling.ClosedAt ?? now,
                SnoozedUntil = null,
            },
        };
    }
}
