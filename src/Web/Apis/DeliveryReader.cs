using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;

namespace FinOpsAI.Web.Apis;

/// <summary>Deliveries with what a reader needs beside them: the channel's name and the notice's title.</summary>
internal sealed class DeliveryReader(IOutbox outbox, IChannelStore channels)
{
    public async Task<IReadOnlyList<DeliveryResponse>> ListAsync(DeliveryFilter filter, CancellationToken cancellationToken)
    {
        var found = await outbox.ListAsync(filter, cancellationToken);
        if (found.Count == 0)
        {
            return [];
        }

        var byId = (await channels.ListChannelsAsync(cancellationToken)).ToDictionary(channel => channel.Id);
        var notices = (await outbox.FindNoticesAsync([.. found.Select(delivery => delivery.Notices[0])], cancellationToken))
            .ToDictionary(notice => notice.Key);
        return [.. found.Select(delivery => delivery.ToResponse(byId, notices.GetValueOrDefault(delivery.Notices[0])))];
    }
}
