using FinOpsAI.Core.Scenarios;

namespace FinOpsAI.Core.Ports;

/// <summary>The scenarios that people keep. Who sees a scenario's scope sees it.</summary>
public interface IScenarioStore
{
    /// <summary>All scenarios, the newest first.</summary>
    Task<IReadOnlyList<Scenario>> ListAsync(CancellationToken cancellationToken);

    /// <summary>One scenario; null when unknown.</summary>
    Task<Scenario?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Writes a scenario; same id replaces.</summary>
    Task SaveAsync(Scenario scenario, CancellationToken cancellationToken);

    /// <summary>Removes a scenario.</summary>
    /// <returns>The scenario as it was; null when there was none.</returns>
    Task<Scenario?> RemoveAsync(string id, CancellationToken cancellationToken);
}
