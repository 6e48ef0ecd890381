using System.Collections.Concurrent;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Web.Live;

/// <summary>Collects what has changed since it was last asked; many changes of one scope count once.</summary>
internal sealed class LiveFeed : ILiveFeed
{
    private readonly ConcurrentDictionary<string, byte> _scopes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Incident> _incidents = new(StringComparer.Ordinal);

    public void CostChanged(IEnumerable<string> scopes)
    {
        foreach (var scope in scopes)
        {
            _scopes[scope] = 0;
        }
    }

    public void IncidentChanged(Incident incident) => _incidents[incident.Id] = incident;

    public IReadOnlyList<string> TakeScopes()
    {
        if (_scopes.IsEmpty)
        {
            return [];
        }

        var taken = new List<string>();
        foreach (var scope in _scopes.Keys)
        {
            if (_scopes.TryRemove(scope, out _))
            {
                taken.Add(scope);
            }
        }

        return taken;
    }

    public IReadOnlyList<Incident> TakeIncidents()
    {
        var taken = new List<Incident>();
        foreach (var id in _incidents.Keys)
        {
            if (_incidents.TryRemove(id, out var incident))
            {
                taken.Add(incident);
            }
        }

        return taken;
    }
}
