namespace FinOpsAI.Core.Detection;

/// <summary>One closed bucket of a scope's spend, as detectors and forecasters see it.</summary>
/// <param name="Start">Start of the bucket, UTC.</param>
/// <param name="Cost">Spend in the reporting currency; meaningless while <paramref name="IsMissing"/>.</param>
/// <param name="IsMissing">No record arrived for the bucket. Missing is not zero: state is carried over it.</param>
public readonly record struct CostPoint(DateTimeOffset Start, double Cost, bool IsMissing)
{
    /// <summary>Spend beyond the usual that plans still allow here; 0 or more. Up to this much of an excess is neither judged nor learnt.</summary>
    public double PlannedMore { get; init; }

    /// <summary>Spend below the usual that plans still allow here (a pause); 0 or more.</summary>
    public double PlannedLess { get; init; }
}
