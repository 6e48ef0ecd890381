using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Ports;

/// <summary>Where the engine says what has changed; viewers are told in batches. Calls never block.</summary>
public interface ILiveFeed
{
    /// <summary>Some scopes' figures changed.</summary>
    void CostChanged(IEnumerable<string> scopes);

    /// <summary>An incident opened, grew, moved or closed.</summary>
    void IncidentChanged(Incident incident);
}
