using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Grains.Alerts;

/// <summary>What becomes of a delivery after a try.</summary>
internal static class DeliveryOutcome
{
    private const int MaxError = 500;

    /// <summary>The longest that a receiver may put us off.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    public static Delivery After(Delivery delivery, SendResult result, OutboxOptions options, DateTimeOffset now)
    {
        var attempts = delivery.Attempts + 1;
        var tried = delivery with { Attempts = attempts, LastTriedAt = now, LastError = Shorten(result.Message) };
        return result.Outcome switch
        {
            SendOutcome.Delivered => tried with { State = DeliveryState.Delivered, DeliveredAt = now },
            SendOutcome.Later when attempts <= options.Plan.Count => tried with { DueAt = now + Wait(tried, result, options) },
            SendOutcome.Later => tried with { State = DeliveryState.Dead, LastError = Shorten($"Tried {attempts} times. {result.Message}") },
            _ => tried with { State = DeliveryState.Dead },
        };
    }

    public static string? Shorten(string? text) => text?.Length > MaxError ? text[..(MaxError - 1)] + "…" : text;

    private static TimeSpan Wait(Delivery delivery, SendResult result, OutboxOptions options)
    {
        var planned = options.Plan[delivery.Attempts - 1];

        // Chance, so that what failed together does not come back together; derived, so that it needs no source of chance.
        var chance = Convert.ToUInt16(NoticeRouting.IdOf(delivery.Id, $"{delivery.Attempts}")[..4], 16) / (double)ushort.MaxValue;
        var wait = planned * (1 + (0.2 * chance));
        return result.RetryAfter is not { } asked || asked <= wait ? wait : asked < LongestWait ? asked : LongestWait;
    }
}
