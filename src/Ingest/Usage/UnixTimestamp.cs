namespace FinOpsAI.Ingest.Usage;

/// <summary>Reads Unix time as a number: seconds, or milliseconds from 100,000,000,000 (1973) on; decimals are kept.</summary>
internal static class UnixTimestamp
{
    private const decimal FirstMilliseconds = 100_000_000_000m;
    private const decimal LatestMilliseconds = 253_402_300_799_999m;

    /// <summary>Reads Unix time.</summary>
    /// <returns>False when it is before 1970 or after 9999.</returns>
    public static bool TryParse(decimal unix, out DateTimeOffset value)
    {
        value = default;
        if (unix is < 0 or > LatestMilliseconds)
        {
            return false;
        }

        var ticks = unix * (unix < FirstMilliseconds ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMillisecond);
        value = DateTimeOffset.UnixEpoch.AddTicks((long)ticks);
        return true;
    }
}
