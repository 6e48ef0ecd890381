using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Explanations;

namespace FinOpsAI.Core.Ports;

/// <summary>A change of cost to explain.</summary>
/// <param name="Scope">Whose cost.</param>
/// <param name="From">Inclusive start, UTC.</param>
/// <param name="To">Exclusive end, UTC.</param>
public sealed record ExplanationRequest(ScopePath Scope, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Inclusive start of what it is compared with, UTC; null lets the explainer choose the like time before.</summary>
    public DateTimeOffset? BaselineFrom { get; init; }

    /// <summary>Its exclusive end, UTC.</summary>
    public DateTimeOffset? BaselineTo { get; init; }

    /// <summary>What was expected of the period, when something was: the change explained is then the cost less this.</summary>
    public decimal? Expected { get; init; }

    /// <summary>Why it is explained.</summary>
    public ExplanationOccasion Occasion { get; init; }

    /// <summary>
    /// Asks why an anomaly's spend differs from what was expected. Null for kinds whose spend is not known or not theirs: silence, a stuck meter, a
    /// bill that drifts.
    /// </summary>
    public static ExplanationRequest? For(Anomaly anomaly)
    {
        ArgumentNullException.ThrowIfNull(anomaly);
        return anomaly.Kind is AnomalyKind.Silence or AnomalyKind.Flatline or AnomalyKind.BillDrift || anomaly.Start >= anomaly.End
            ? null
            : new(anomaly.Scope, anomaly.Start, anomaly.End) { Expected = anomaly.Expected, Occasion = ExplanationOccasion.Anomaly };
    }
}

/// <summary>Says why a cost changed, in parts that add up.</summary>
public interface IExplainer
{
    /// <summary>Explains.</summary>
    /// <returns>Null when there is nothing to compare with.</returns>
    Task<Explanation?> ExplainAsync(ExplanationRequest request, CancellationToken cancellationToken);
}
