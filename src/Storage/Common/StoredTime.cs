namespace FinOpsAI.Storage.Common;

/// <summary>
/// Instants as stored: whole units of 100 ns since 1970, UTC, which is all that a record's timestamp can hold. SQL reads it as
/// <c>to_timestamp(ts / 1e7)</c>. Rollup buckets are whole seconds since 1970.
/// </summary>
internal static class StoredTime
{
    public static long ToStored(this DateTimeOffset instant) => instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;

    public static DateTimeOffset ToInstant(long stored) => new(stored + DateTimeOffset.UnixEpoch.Ticks, TimeSpan.Zero);
}
