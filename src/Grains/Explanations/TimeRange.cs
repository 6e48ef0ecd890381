namespace FinOpsAI.Grains.Explanations;

/// <summary>A time from inclusive to exclusive, UTC.</summary>
internal readonly record struct TimeRange(DateTimeOffset From, DateTimeOffset To)
{
    public TimeSpan Length => To - From;

    public TimeRange Shift(TimeSpan by) => new(From + by, To + by);
}
