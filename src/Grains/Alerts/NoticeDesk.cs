using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Pipeline;

namespace FinOpsAI.Grains.Alerts;

/// <summary>
/// Takes notices: writes each once, with a delivery for everyone who is to be told, in one transaction; then shows them to the listeners. Sending is the
/// dispatcher's work.
/// </summary>
/// <param name="outbox">Where notices and deliveries are kept.</param>
/// <param name="channels">Where they can go.</param>
/// <param name="listeners">Who sees each notice; asked for late, since a listener may itself tell.</param>
/// <param name="signal">Wakes the dispatcher.</param>
/// <param name="time">The clock.</param>
public sealed class NoticeDesk(
    IOutbox outbox, IChannelStore channels, Func<IEnumerable<INoticeListener>> listeners, WorkSignal<OutboxDispatcher> signal, TimeProvider time) : INoticeSink
{
    private const int FollowersLookedAt = 1_000;

    /// <inheritdoc />
    public async Task TellAsync(IReadOnlyList<Notice> notices, CancellationToken cancellationToken)
    {
        if (notices.Count == 0)
        {
            return;
        }

        var known = (await outbox.FindNoticesAsync([.. notices.Select(notice => notice.Key)], cancellationToken))
            .Select(notice => notice.Key).ToHashSet(StringComparer.Ordinal);
        var fresh = notices.Where(notice => known.Add(notice.Key)).ToList();
        if (fresh.Count > 0)
        {
            await outbox.AddAsync(fresh, await RouteAsync(fresh, cancellationToken), cancellationToken);
            signal.Set();
        }

        // Also those told before: whoever tells again may have been cut off before the listeners heard.
        foreach (var listener in listeners())
        {
            await listener.HearAsync(notices, cancellationToken);
        }
    }

    private async Task<List<Delivery>> RouteAsync(List<Notice> fresh, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var table = await RoutingTable.ReadAsync(channels, cancellationToken);
        var followers = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var deliveries = new List<Delivery>(fresh.Count);
        foreach (var notice in fresh)
        {
            if (!followers.TryGetValue(notice.Thread, out var heard))
            {
                heard = notice.Phase == NoticePhase.Opened
                    ? []
                    : [.. (await outbox.ListAsync(new(Thread: notice.Thread, Limit: FollowersLookedAt), cancellationToken)).Select(d => d.Channel)];
                followers[notice.Thread] = heard;
            }

            var planned = NoticeRouting.Plan(notice, table, heard, now);
            heard.UnionWith(planned.Select(delivery => delivery.Channel));
            deliveries.AddRange(planned);
        }

        return deliveries;
    }
}
