using FinOpsAI.Core.Explanations;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Grains.Explanations;

/// <summary>Explains changes of cost from the rollups.</summary>
public sealed class Explainer : IExplainer
{
    /// <inheritdoc />
    public Task<Explanation?> ExplainAsync(ExplanationRequest request, CancellationToken cancellationToken) => Task.FromResult<Explanation?>(null);
}
