namespace FinOpsAI.Ingest.Push.Otlp;

/// <summary>OTLP's times: nanoseconds since 1970, UTC; 0 is none.</summary>
internal static class OtlpTime
{
    private const ulong NanosecondsPerTick = 100;

    public static DateTimeOffset? Of(ulong nanoseconds) =>
        nanoseconds == 0 ? null : DateTimeOffset.UnixEpoch.AddTicks((long)(nanoseconds / NanosecondsPerTick));

    public static ulong From(DateTimeOffset time) => (ulong)(time - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick;

    /// <summary>The same time, as precise as a record holds it.</summary>
    public static ulong Floor(ulong nanoseconds) => nanoseconds - (nanoseconds % NanosecondsPerTick);

    /// <summary>The number of the hour, counted from 1970.</summary>
    public static ulong HourOf(ulong nanoseconds) => nanoseconds / 3_600_000_000_000;
}
