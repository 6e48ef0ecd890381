namespace FinOpsAI.Storage.Common;

/// <summary>Bounds on how much one call may return.</summary>
internal static class Limits
{
    public const int Most = 1000;

    /// <summary>Refuses a limit outside 1 to 1,000.</summary>
    public static void Check(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, Most);
    }
}
