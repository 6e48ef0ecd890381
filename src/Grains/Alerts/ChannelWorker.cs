using System.Collections.Concurrent;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Grains.Alerts;

/// <summary>Sends what waits for one channel: claims, folds a flood into a digest, sends at the channel's pace, and settles.</summary>
public sealed class ChannelWorker(
    IOutbox outbox,
    IChannelStore channels,
    ChannelSenders senders,
    ChannelHealth health,
    OutboxOptions options,
    TimeProvider time)
{
    private const int FoldedAtMost = 200;

    /// <summary>A lease covers so many tries one after another, each as long as a try may take, with some to spare.</summary>
    private const int TriesInALease = 4;

    private readonly ConcurrentDictionary<string, ChannelPace> _paces = new(StringComparer.Ordinal);

    /// <summary>Sends until nothing is due, or the receiver fails.</summary>
    public async Task RunAsync(string channelId, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (await OpenAsync(channelId, cancellationToken) is not { } open)
            {
                return;
            }

            var kind = open.Sender.Kind;
            var pace = _paces.GetOrAdd(
                channelId, _ => new(kind.Pace, kind.CanDigest && channelId != Channel.ConsoleId ? options.MessagesPerMinute : null, time));
            if (pace.Next > time.GetUtcNow() && !(await outbox.DueChannelsAsync(time.GetUtcNow(), cancellationToken)).Contains(channelId))
            {
                return;
            }

            await pace.WaitAsync(cancellationToken);
            var now = time.GetUtcNow();
            var limit = kind.CanDigest ? FoldedAtMost : kind.Concurrency * TriesInALease;
            var claimed = await outbox.ClaimAsync(channelId, now, now + options.Lease, limit, cancellationToken);
            if (claimed.Count == 0)
            {
                return;
            }

            // From here on the work is finished even when the process is asked to stop: what was claimed would wait for its lease.
            if (kind.CanDigest && await FoldAsync(claimed))
            {
                continue;
            }

            if (!await SendAllAsync(open, claimed, pace))
            {
                return;
            }
        }
    }

    /// <summary>The channel with its secrets, and what sends to it; null when nothing can be sent, with everything that waits given up.</summary>
    private async Task<OpenChannel?> OpenAsync(string channelId, CancellationToken cancellationToken)
    {
        var channel = channelId == Channel.ConsoleId ? NoticeRouting.Console : await channels.FindChannelAsync(channelId, cancellationToken);
        if (channel is null)
        {
            await outbox.GiveUpAsync(channelId, time.GetUtcNow(), "The channel was removed.", cancellationToken);
            return null;
        }

        if (await health.DisabledBecauseAsync(channelId, cancellationToken) is { } because)
        {
            await outbox.GiveUpAsync(channelId, time.GetUtcNow(), $"The channel is disabled: {because}", cancellationToken);
            return null;
        }

        return senders.Find(channel.Kind) is { } sender ? new(channel, sender) : null;
    }

    /// <summary>Makes one digest of what was kept back by quiet hours, or of a flood.</summary>
    private async Task<bool> FoldAsync(IReadOnlyList<ClaimedDelivery> claimed)
    {
        var single = claimed.Where(item => !item.Delivery.IsDigest && item.Delivery.Attempts == 0).ToList();
        var held = single.Where(item => item.Delivery.WasHeld).ToList();
        var parts = single.Count > options.DigestOver ? single : held.Count > 1 ? held : [];
        if (parts.Count == 0)
        {
            return false;
        }

        var now = time.GetUtcNow();
        var ordered = parts.Select(item => item.Delivery).OrderBy(delivery => delivery.CreatedAt).ThenBy(delivery => delivery.Id, StringComparer.Ordinal).ToList();
        var id = NoticeRouting.IdOf(ordered[0].Channel, string.Join('\n', ordered.Select(delivery => delivery.Id)));
        var digest = new Delivery(
            id, ordered[0].Channel, $"digest/{id}", [.. ordered.SelectMany(delivery => delivery.Notices)], now) { DueAt = now };
        await outbox.FoldAsync(
            digest,
            [.. parts.Select(item => item with { Delivery = item.Delivery with { State = DeliveryState.Folded, FoldedInto = id } })],
            CancellationToken.None);
        var others = claimed.Except(parts).ToList();
        await outbox.SettleAsync(others, CancellationToken.None);
        return true;
    }

    /// <returns>False when the receiver wants no more for now.</returns>
    private async Task<bool> SendAllAsync(OpenChannel open, IReadOnlyList<ClaimedDelivery> claimed, ChannelPace pace)
    {
        var notices = (await outbox.FindNoticesAsync([.. claimed.SelectMany(item => item.Delivery.Notices)], CancellationToken.None))
            .ToDictionary(notice => notice.Key, StringComparer.Ordinal);
        using var slots = new SemaphoreSlim(open.Sender.Kind.Concurrency);
        var stopped = 0;
        async Task<(ClaimedDelivery Item, SendResult Result)?> SendAsync(ClaimedDelivery item)
        {
            await slots.WaitAsync(CancellationToken.None);
            try
            {
                // A receiver that is gone, or asks for a rest, is left alone; so is one that is too slow for the lease.
                await pace.WaitAsync(CancellationToken.None);
                if (Volatile.Read(ref stopped) > 0 || time.GetUtcNow() + options.SendTimeout >= item.LeaseUntil)
                {
                    return null;
                }

                pace.Note();
                var result = await senders.SendAsync(open.Channel, open.Sender, item.Delivery, notices, options.SendTimeout);
                if (result.RetryAfter is { } wait)
                {
                    pace.Rest(wait);
                }

                if (result.Outcome == SendOutcome.Gone || result.RetryAfter is not null)
                {
                    Interlocked.Exchange(ref stopped, 1);
                }

                return (item, result);
            }
            finally
            {
                slots.Release();
            }
        }

        var sent = await Task.WhenAll(claimed.Select(SendAsync));
        var done = sent.OfType<(ClaimedDelivery Item, SendResult Result)>().ToList();
        var now = time.GetUtcNow();
        var settled = done.ConvertAll(one => one.Item with { Delivery = DeliveryOutcome.After(one.Item.Delivery, one.Result, options, now) });
        var unsent = claimed.Where((_, index) => sent[index] is null);
        await outbox.SettleAsync([.. settled, .. unsent], CancellationToken.None);
        var results = done.Zip(settled, (one, after) => new TriedDelivery(after.Delivery, one.Result)).ToList();
        return await health.NoteAsync(open.Channel, results, CancellationToken.None) && stopped == 0;
    }

    private sealed record OpenChannel(Channel Channel, INoticeChannel Sender);
}
