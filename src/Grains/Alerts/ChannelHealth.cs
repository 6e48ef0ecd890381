using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Grains.Alerts;

/// <summary>A delivery after a try.</summary>
/// <param name="Delivery">As it then is.</param>
/// <param name="Result">The receiver's answer.</param>
internal sealed record TriedDelivery(Delivery Delivery, SendResult Result);

/// <summary>Keeps how channels fare; disables one that refuses for good, and tells the others so.</summary>
public sealed partial class ChannelHealth(
    IChannelStore channels, IOutbox outbox, IAuditLog audit, INoticeSink sink, AlertOptions alerts, OutboxOptions options, TimeProvider time,
    ILogger<ChannelHealth> logger)
{
    /// <summary>Why nothing is sent to a channel; null while it is in use.</summary>
    public async Task<string?> DisabledBecauseAsync(string channel, CancellationToken cancellationToken) =>
        await StateAsync(channel, cancellationToken) is { DisabledAt: not null } state ? state.DisabledBecause ?? "" : null;

    /// <summary>Puts a channel back in use.</summary>
    public async Task EnableAsync(string channel, CancellationToken cancellationToken)
    {
        var state = await StateAsync(channel, cancellationToken);
        if (state.DisabledAt is not null)
        {
            await channels.SaveStateAsync(state with { DisabledAt = null, DisabledBecause = null, Refusals = 0 }, cancellationToken);
        }
    }

    /// <summary>Notes what came of tries.</summary>
    /// <returns>False when nothing more is to be sent now.</returns>
    internal async Task<bool> NoteAsync(Channel channel, IReadOnlyList<TriedDelivery> tried, CancellationToken cancellationToken)
    {
        if (tried.Count == 0)
        {
            return false;
        }

        var now = time.GetUtcNow();
        var state = await StateAsync(channel.Id, cancellationToken);
        foreach (var (delivery, result) in tried)
        {
            state = result.Outcome == SendOutcome.Delivered
                ? state with { LastSuccessAt = now, Refusals = 0 }
                : state with
                {
                    LastErrorAt = now,
                    LastError = DeliveryOutcome.Shorten(result.Message),
                    Refusals = delivery.State == DeliveryState.Dead ? state.Refusals + 1 : state.Refusals,
                };
        }

        var gone = tried.FirstOrDefault(one => one.Result.Outcome == SendOutcome.Gone)?.Result;
        var disable = gone is not null || state.Refusals >= options.DisableAfter;
        if (disable && channel.Id != Channel.ConsoleId)
        {
            await DisableAsync(channel, state, (gone?.Message ?? state.LastError) ?? "It refuses everything.", cancellationToken);
            return false;
        }

        await channels.SaveStateAsync(state, cancellationToken);
        foreach (var dead in tried.Where(one => one.Delivery.State == DeliveryState.Dead))
        {
            LogDead(channel.Id, dead.Delivery.Id, dead.Delivery.LastError);
        }

        // When nothing at all got through, the next look is soon enough.
        return tried.Any(one => one.Result.Outcome is SendOutcome.Delivered);
    }

    private async Task DisableAsync(Channel channel, ChannelState state, string because, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await channels.SaveStateAsync(state with { DisabledAt = now, DisabledBecause = because }, cancellationToken);
        var given = await outbox.GiveUpAsync(channel.Id, now, $"The channel is disabled: {because}", cancellationToken);
        LogDisabled(channel.Id, because, given.Count);
        await audit.AppendAsync(
            [new(now, AuditEntry.System, "channel.disabled", $"channel/{channel.Id}", null) { Details = new Dictionary<string, string> { ["because"] = because } }],
            cancellationToken);
        await sink.TellAsync([ChannelNotices.Disabled(channel, because, given.Count, alerts.Currency, now)], cancellationToken);
    }

    private async Task<ChannelState> StateAsync(string channel, CancellationToken cancellationToken) =>
        (await channels.ListStatesAsync(cancellationToken)).FirstOrDefault(state => state.Id == channel) ?? new(channel);

    [LoggerMessage(EventId = 2432, Level = LogLevel.Warning, Message = "Channel {Channel} is disabled: {Because} {Count} deliveries were given up")]
    private partial void LogDisabled(string channel, string because, int count);

    [LoggerMessage(EventId = 2433, Level = LogLevel.Warning, Message = "A delivery to channel {Channel} was given up ({Delivery}): {Error}")]
    private partial void LogDead(string channel, string delivery, string? error);
}
