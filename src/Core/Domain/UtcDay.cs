namespace FinOpsAI.Core.Domain;

/// <summary>Days as instants.</summary>
public static class UtcDay
{
    /// <summary>The day of an instant.</summary>
    public static DateOnly Of(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    /// <summary>The first moment of a day, UTC.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
