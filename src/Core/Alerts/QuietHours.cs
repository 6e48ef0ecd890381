namespace FinOpsAI.Core.Alerts;

/// <summary>Hours in which nobody wants to be told. What comes in them is kept and told as one message at their end.</summary>
/// <param name="From">Local time at which they begin, to the minute.</param>
/// <param name="To">Local time at which they end; before <paramref name="From"/> it is on the next day; equal to it, there are none.</param>
/// <param name="TimeZone">An IANA name such as <c>Asia/Seoul</c>.</param>
/// <param name="QuietDays">Days of the week, local, that are quiet as a whole.</param>
/// <param name="CriticalBreaksThrough">Critical notices are told all the same.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly To, string TimeZone, IReadOnlyList<DayOfWeek> QuietDays, bool CriticalBreaksThrough)
{
    /// <summary>The end of the quiet time that <paramref name="instant"/> lies in, UTC; null when it is not quiet then.</summary>
    public DateTimeOffset? EndOf(DateTimeOffset instant)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var local = TimeZoneInfo.ConvertTime(instant, zone).DateTime;

        // Quiet stretches touch: a night before a quiet day, a quiet day before a night. A week has at most 15 of them.
        var end = local;
        for (var step = 0; step < 16 && Next(end) is { } next; step++)
        {
            end = next;
        }

        return end == local ? null : LocalTime.ToUtc(end, zone);
    }

    /// <summary>The end of the one stretch that a local time lies in.</summary>
    private DateTime? Next(DateTime local)
    {
        if (QuietDays.Contains(local.DayOfWeek))
        {
            return local.Date.AddDays(1);
        }

        var time = TimeOnly.FromDateTime(local);
        if (From == To || !time.IsBetween(From, To))
        {
            return null;
        }

        return local.Date + To.ToTimeSpan() + (From > To && time >= From ? TimeSpan.FromDays(1) : TimeSpan.Zero);
    }
}
