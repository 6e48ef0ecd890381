namespace FinOpsAI.Core.Detection;

/// <summary>One closed bucket of a scope's spend, as detectors and forecasters see it.</summary>
/// <param name="Start">Start of the bucket, UTC.</param>
/// <param name="Cost">Spend in the reporting currency; meaningless while <paramref name="IsMissing"/>.</param>
/// <param name="IsMissing">No record arrived for the bucket. Missing is not zero: state is carried over it.</param>
public readonly record struct CostPoint(DateTimeOffset Start, double Cost, bool IsMissing);
