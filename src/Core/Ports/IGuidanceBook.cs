using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Ports;

/// <summary>What people told the detectors, in memory. Grains look into it before they judge a bucket.</summary>
public interface IGuidanceBook
{
    /// <summary>What concerns a scope. The same instance as long as nothing about it changes.</summary>
    ScopeGuidance For(ScopePath scope);

    /// <summary>Reads the store anew. Called after each change, and now and then for changes that others made.</summary>
    Task RefreshAsync(CancellationToken cancellationToken);
}
